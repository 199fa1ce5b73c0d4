/** What a phone of a test does when it is called, for sip-phones.ts and sipp-phones.ts. */

/** After the answer; without `hang-up` the phone waits for the caller to say good-bye. */
export type Act =
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** ITU-T Q.850. */
  | { readonly kind: 'hang-up'; readonly cause: number };
/** Of sip-phones.ts alone. */
export type SoundAct =
  | { readonly kind: 'tone'; readonly hertz: number; readonly milliseconds: number }
  /** Goes on when these keys were heard. */
  | { readonly kind: 'hear'; readonly keys: string };
export type PhoneScript<AnyAct = Act> =
  | { readonly kind: 'answers'; readonly acts: readonly AnyAct[] }
  /** Until the caller gives up. */
  | { readonly kind: 'rings' }
  | { readonly kind: 'refuses'; readonly status: number; readonly words: string; readonly cause: number };

export const press = (keys: string): Act => ({ kind: 'press', keys });
export const wait = (milliseconds: number): Act => ({ kind: 'wait', milliseconds });
/** 16: normal clearing. */
export const hangUp = (cause = 16): Act => ({ kind: 'hang-up', cause });
export const tone = (hertz: number, milliseconds: number): SoundAct => ({ kind: 'tone', hertz, milliseconds });
export const hear = (keys: string): SoundAct => ({ kind: 'hear', keys });
export const answers = <Acts extends readonly (Act | SoundAct)[]>(...acts: Acts): PhoneScript<Acts[number]> => ({
  kind: 'answers',
  acts,
});
export const rings = { kind: 'rings' } as const satisfies PhoneScript;
export const refuses = (status: number, words: string, cause: number): Extract<PhoneScript, { kind: 'refuses' }> => ({
  kind: 'refuses',
  status,
  words,
  cause,
});
