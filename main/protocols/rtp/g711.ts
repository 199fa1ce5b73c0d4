// G.711 (11/88): A-law (table 1) and mu-law (table 2) to 16-bit linear samples and back. Left out: appendices I and II (loss concealment,
// comfort noise).

export type Companding = 'PCMA' | 'PCMU';

/** What a line is silent with: the code of the smallest sample. */
export const SILENCE_CODE: Readonly<Record<Companding, number>> = { PCMA: 0xd5, PCMU: 0xff };

/** A-law is sent with every second bit inverted (G.711 table 1a, note 2). */
const A_LAW_INVERSION = 0x55;
/** Samples that mu-law moves the origin by, in 16-bit samples (33 of the table's 14-bit ones). */
const MU_LAW_BIAS = 132;
const SIGN = 0x80;
const SAMPLES = 65_536;
const ORIGIN = 32_768;

const DECODED: Readonly<Record<Companding, Int16Array>> = {
  PCMA: Int16Array.from({ length: 256 }, (_, code) => decodeALaw(code)),
  PCMU: Int16Array.from({ length: 256 }, (_, code) => decodeMuLaw(code)),
};
/** Index: sample + 32768. 64 KiB each, so that a call costs one look-up a sample. */
const ENCODED: Readonly<Record<Companding, Uint8Array>> = {
  PCMA: Uint8Array.from({ length: SAMPLES }, (_, index) => encodeALaw(index - ORIGIN)),
  PCMU: Uint8Array.from({ length: SAMPLES }, (_, index) => encodeMuLaw(index - ORIGIN)),
};

/** 16-bit samples of the codes. Each byte is a code, so nothing can be wrong with them. */
export function decodeG711(companding: Companding, codes: Uint8Array): Int16Array {
  const table = DECODED[companding];
  const samples = new Int16Array(codes.length);
  for (let at = 0; at < codes.length; at += 1) samples[at] = table[codes[at] ?? 0] ?? 0;
  return samples;
}

export function encodeG711(companding: Companding, samples: Int16Array): Uint8Array {
  const table = ENCODED[companding];
  const codes = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) codes[at] = table[(samples[at] ?? 0) + ORIGIN] ?? 0;
  return codes;
}

/** Table 1: 13 bits, of which 16-bit samples have three more below. */
function decodeALaw(code: number): number {
  const bits = code ^ A_LAW_INVERSION;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 0x0f) << 4) | 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return (bits & SIGN) === 0 ? -magnitude : magnitude;
}

function encodeALaw(sample: number): number {
  // Samples below zero are one's complements, so that both halves have as many decision values.
  const magnitude = sample < 0 ? ~sample : sample;
  const segment = Math.max(0, 24 - Math.clz32(magnitude));
  const step = segment === 0 ? magnitude >> 4 : (magnitude >> (segment + 3)) & 0x0f;
  return ((sample < 0 ? 0 : SIGN) | (segment << 4) | step) ^ A_LAW_INVERSION;
}

/** Table 2: 14 bits, of which 16-bit samples have two more below; all bits are sent inverted. */
function decodeMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + MU_LAW_BIAS) << ((bits >> 4) & 7)) - MU_LAW_BIAS;
  return (bits & SIGN) === 0 ? magnitude : -magnitude;
}

function encodeMuLaw(sample: number): number {
  const magnitude = Math.min(sample < 0 ? -sample : sample, ORIGIN - 1 - MU_LAW_BIAS) + MU_LAW_BIAS;
  const segment = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (segment + 3)) & 0x0f;
  return ~((sample < 0 ? SIGN : 0) | (segment << 4) | step) & 0xff;
}
