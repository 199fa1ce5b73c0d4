/** Which caller ID a call carries. Pure: the engine and the console's preview use the same. */
import type { CallerIdSettings } from './schemas/method-settings.ts';

export type CalledParty = {
  /** E.164 with or without plus. */
  readonly number: string;
  readonly applicationName: string;
};
type CallerIdRule = CallerIdSettings['rules'][number];
export type ChosenCallerId = Pick<CallerIdSettings, 'number' | 'displayName' | 'isPrivate'>;

/** Place in the list, from 0, of the first rule that fits; undefined: the default counts. */
export function callerIdRuleFor({ rules }: CallerIdSettings, called: CalledParty): number | undefined {
  const index = rules.findIndex((rule) => fits(rule, called));
  return index === -1 ? undefined : index;
}

/** Of the first rule that fits the application and the called country, else the default. */
export function callerIdFor(settings: CallerIdSettings, called: CalledParty): ChosenCallerId {
  const index = callerIdRuleFor(settings, called);
  const { number, displayName, isPrivate } = (index === undefined ? undefined : settings.rules[index]) ?? settings;
  return { number, displayName, isPrivate };
}

/** Calling codes are free of prefixes (E.164 §6.2.1), so the start of the digits decides; 1876 narrows the shared 1. */
function fits(rule: CallerIdRule, { number, applicationName }: CalledParty): boolean {
  const named = rule.applicationName.trim().toLowerCase();
  if (named !== '' && named !== applicationName.trim().toLowerCase()) return false;
  const digits = number.replace(/\D/g, '');
  return rule.countryCodes.length === 0 || rule.countryCodes.some((code) => digits.startsWith(code));
}
