import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './resources.ts';

/** Makes the texts ready. Resources are in the bundle, so this ends before the first screen. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
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
}
