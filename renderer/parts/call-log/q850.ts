/** Causes of ITU-T Q.850 (RFC 3326) that have a text, `callLog:cause.q<number>`. */
export const Q850_CAUSES = [
  1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28, 29, 31, 34, 38, 41, 42, 43, 44, 47, 50, 55, 57, 58, 63, 65, 69, 79, 81, 88, 95,
  96, 99, 100, 102, 111, 127,
] as const;
export type Q850Cause = (typeof Q850_CAUSES)[number];

export function knownCause(cause: number): Q850Cause | undefined {
  return Q850_CAUSES.find((each) => each === cause);
}
