/** The same keys as the English texts, with any words: a missing or a surplus key of another language does not compile. */
export type TextsOf<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : TextsOf<English[Key]>;
};
