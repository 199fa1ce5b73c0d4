/** The choices of a country code: "United States & Canada +1", by name in the operator's language. */
import { CALLING_CODES } from '../../shared/calling-codes.ts';

export type CallingCodeOption = {
  readonly value: string;
  readonly label: string;
  /** All regions that share the code, to find it by any of them. */
  readonly words: string;
};

/** @param kept a code that stands in a user and may be in no list */
export function callingCodeOptions(language: string, kept: string): readonly CallingCodeOption[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const nameOf = (region: string) => names.of(region) ?? region;
  const options = CALLING_CODES.map(({ code, regions, named }) => {
    const title = regions.slice(0, named).map(nameOf).join(' & ');
    return {
      value: code,
      label: `${title} +${code}`,
      words: folded(`${regions.map(nameOf).join(' ')} ${regions.join(' ')} +${code}`),
    };
  });
  const collator = new Intl.Collator(language);
  const sorted = options.toSorted((one, other) => collator.compare(one.label, other.label));
  const isKnown = kept === '' || options.some(({ value }) => value === kept);
  return isKnown ? sorted : [{ value: kept, label: `+${kept}`, words: `+${kept}` }, ...sorted];
}

/** Whether what was typed finds this choice: "31", "+31", "neth" and "nl" find the Netherlands. */
export function matchesCallingCode(option: CallingCodeOption, typed: string): boolean {
  const wanted = folded(typed.trim());
  if (wanted === '' || option.label === typed) return true;
  if (/^\+?\d+$/.test(wanted)) return `+${option.value}`.startsWith(wanted.startsWith('+') ? wanted : `+${wanted}`);
  return ` ${option.words}`.includes(` ${wanted}`);
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
