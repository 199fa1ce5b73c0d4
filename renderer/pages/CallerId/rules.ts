/** Rules of the caller ID as a list that is edited, and as a form. Pure. */
import { type CallerIdSettings, callerIdSettingsSchema } from '../../../shared/schemas/method-settings.ts';

export type CallerIdRule = CallerIdSettings['rules'][number];
export const ruleSchema = callerIdSettingsSchema.shape.rules.element;

export const NEW_RULE: CallerIdRule = { applicationName: '', countryCodes: [], number: '', displayName: '', isPrivate: false };

/** Place from 1; 0 adds at the end. */
export function withRule(rules: readonly CallerIdRule[], place: number, rule: CallerIdRule): CallerIdRule[] {
  return place === 0 ? [...rules, rule] : rules.map((each, index) => (index + 1 === place ? rule : each));
}

export function withoutRule(rules: readonly CallerIdRule[], place: number): CallerIdRule[] {
  return rules.filter((_, index) => index + 1 !== place);
}

export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const others = items.filter((_, index) => index + 1 !== from);
  return [...others.slice(0, to - 1), ...items.slice(from - 1, from), ...others.slice(to - 1)];
}

/** Places of rules that no call reaches, because an earlier one takes every call that fits them. */
export function unreachable(rules: readonly CallerIdRule[]): ReadonlySet<number> {
  const places = rules.flatMap((rule, index) =>
    rules.slice(0, index).some((earlier) => covers(earlier, rule)) ? [index + 1] : [],
  );
  return new Set(places);
}

function covers(earlier: CallerIdRule, later: CallerIdRule): boolean {
  const name = folded(earlier.applicationName);
  if (name !== '' && name !== folded(later.applicationName)) return false;
  if (earlier.countryCodes.length === 0) return true;
  return (
    later.countryCodes.length > 0 &&
    later.countryCodes.every((code) => earlier.countryCodes.some((known) => code.startsWith(known)))
  );
}
const folded = (name: string) => name.trim().toLowerCase();
