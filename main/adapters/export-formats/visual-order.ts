/**
 * Words in the order in which they stand on paper. The PDF library shapes each word by its script and sets words from
 * left to right; a name in Arabic or Hebrew needs its words the other way round (a word-wise subset of UAX #9: no
 * mirrored brackets, no embedding).
 */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;

export function visualOrder(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  const words = text.split(' ').filter((word) => word !== '');
  const isRightToLeft = words.map((word) => RIGHT_TO_LEFT.test(word));
  const firstLetters = words.findIndex((word) => LETTER.test(word));
  const runs: { words: string[]; isRightToLeft: boolean }[] = [];
  for (const [index, word] of words.entries()) {
    const direction = isRightToLeft[index] ?? false;
    const last = runs.at(-1);
    if (last !== undefined && last.isRightToLeft === direction) last.words.push(word);
    else runs.push({ words: [word], isRightToLeft: direction });
  }
  const shown = runs.map((run) => (run.isRightToLeft ? run.words.toReversed() : run.words));
  return (isRightToLeft[firstLetters] === true ? shown.toReversed() : shown).flat().join(' ');
}
