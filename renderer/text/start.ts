import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstLanguage, showLanguage } from './language.ts';
import { en } from './resources.ts';

/** Makes the texts ready. English is in the bundle; another language is read before the first screen. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    defaultNS: 'common',
    initAsync: false,
    // An empty text is a text ("nothing to do"), not a missing one, which would show its key.
    returnEmptyString: true,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  // A language that cannot be loaded leaves English: the console opens in any case.
  await showLanguage(firstLanguage(navigator.languages)).catch(() => undefined);
}
