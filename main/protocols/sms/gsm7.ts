/**
 * The GSM 7 bit default alphabet with its extension table: 3GPP TS 23.038 §6.2.1 and §6.2.1.1. Encodes one septet to an
 * octet, as SMPP 3.4 carries it (§5.2.19, data coding 0). Left out: packing into 7 bits (the radio side does that) and the
 * national language tables.
 */
const ESCAPE = 0x1b;
/** Septet 0x1B is the escape itself and stands for no character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION: readonly (readonly [character: string, septet: number])[] = [
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
];

const SEPTETS = new Map<string, readonly number[]>([
  ...[...BASIC].map((character, septet) => [character, [septet]] as const).filter(([character]) => character !== '\u001b'),
  ...EXTENSION.map(([character, septet]) => [character, [ESCAPE, septet]] as const),
]);
const EXTENDED = new Map(EXTENSION.map(([character, septet]) => [septet, character]));
/** TS 23.038 §6.2.1: a receiver that does not know an escape shows a space. */
const UNKNOWN = ' ';

/** How many septets one character takes: 1, 2 with an escape, or undefined where the alphabet does not have it. */
export function gsm7Septets(character: string): 1 | 2 | undefined {
  const septets = SEPTETS.get(character);
  return septets === undefined ? undefined : septets.length === 1 ? 1 : 2;
}

export function fitsGsm7(text: string): boolean {
  return [...text].every((character) => SEPTETS.has(character));
}

/** One septet to an octet; undefined where a character is not in the alphabet: nothing is replaced in silence. */
export function encodeGsm7(text: string): Uint8Array | undefined {
  const octets: number[] = [];
  for (const character of text) {
    const septets = SEPTETS.get(character);
    if (septets === undefined) return undefined;
    octets.push(...septets);
  }
  return Uint8Array.from(octets);
}

/** Of unpacked septets; what they do not know becomes a space. */
export function decodeGsm7(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    if (octet !== ESCAPE) text += BASIC[octet] ?? UNKNOWN;
    else if (++at < octets.length) text += EXTENDED.get(octets[at] ?? 0) ?? UNKNOWN;
  }
  return text;
}
