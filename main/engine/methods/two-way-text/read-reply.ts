/** What a person wrote in reply to a text. */
const STOP_WORDS: ReadonlySet<string> = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'afmelden']);

/** The words that carriers treat as "no more texts to me". */
export function isStopWord(text: string): boolean {
  return STOP_WORDS.has(
    text
      .trim()
      .replace(/[.!]+$/, '')
      .toLowerCase(),
  );
}

/**
 * The digits that were meant: "482913", "482 913", "Code: 482913" and "482913 1234" (code and PIN). Of other text only
 * the first number counts and what follows it: a signature below must not become a PIN.
 */
export function digitsOf(text: string): string {
  const line = text.trim().split(/[\r\n]/)[0] ?? '';
  const from = line.search(/\d/);
  if (from === -1) return '';
  const numbers = /^\d+(?:[ .+-]*\d+)*/.exec(line.slice(from))?.[0] ?? '';
  return numbers.replace(/\D/g, '');
}

/** The sender as E.164 with plus: gateways write +31.., 31.. or 0031... */
export function replyNumber(from: string): string {
  const digits = from.replace(/\D/g, '').replace(/^00/, '');
  return digits === '' ? '' : `+${digits}`;
}
