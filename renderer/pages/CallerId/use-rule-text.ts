import { useTranslation } from 'react-i18next';
import type { CallerIdRule } from './rules.ts';

/** Country codes that a line names before it only counts. */
const CODES_SHOWN = 4;

/** What a rule is about and what it sends, each in one line. */
export function useRuleText() {
  const { t } = useTranslation('callerId');
  return {
    /** "VPN to +31, +32". */
    calls: ({ applicationName, countryCodes }: CallerIdRule): string => {
      const codes = countryCodes.slice(0, CODES_SHOWN).map((code) => `+${code}`);
      const more = countryCodes.length - codes.length;
      return t(countryCodes.length === 0 ? 'rule.callsEverywhere' : more > 0 ? 'rule.callsMore' : 'rule.calls', {
        application: applicationName === '' ? t('everyApplication') : applicationName,
        codes: codes.join(', '),
        count: more,
      });
    },
    /** "+31201234567, “Example”, withheld". */
    sends: ({ number, displayName, isPrivate }: Omit<CallerIdRule, 'applicationName' | 'countryCodes'>): string =>
      [
        number === '' ? t('rule.account') : number,
        ...(displayName === '' ? [] : [t('rule.name', { name: displayName })]),
        ...(isPrivate ? [t('rule.withheld')] : []),
      ].join(', '),
  };
}
