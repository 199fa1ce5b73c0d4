import i18next from 'i18next';
import { resultByNumber } from '../../shared/authentication-results.ts';

/** The name of a result in the console's language. A component that shows it follows a switch by `useTranslation`. */
export function resultLabel(result: number): string {
  const { name, label } = resultByNumber(result);
  return i18next.isInitialized ? i18next.t(`results:label.${name}`) : label;
}
