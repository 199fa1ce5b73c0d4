import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type LanguageOption, languageOptions } from './languages.ts';

/** Choices of a language in the console's own, made again only when another is in use or the console changes its language. */
export function useLanguageOptions(kept: readonly string[]): readonly LanguageOption[] {
  const { i18n } = useTranslation();
  const inUse = kept.join(' ');
  return useMemo(() => languageOptions(inUse === '' ? [] : inUse.split(' '), i18n.language), [inUse, i18n.language]);
}
