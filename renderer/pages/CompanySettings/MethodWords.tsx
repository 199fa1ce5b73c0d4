import { Select, TagsInput, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Method } from '../../../shared/methods.ts';
import type { MethodChoice } from '../../../shared/schemas/method-settings.ts';
import { useLanguageOptions } from '../../parts/settings/use-language-options.ts';
import classes from './CompanySettings.module.css';

type Word = MethodChoice['words'][number];
const METHODS_WITH_WORDS = [
  'text-message',
  'phone-call',
  'mobile-app',
  'oath-token',
  'email',
] as const satisfies readonly Method[];

/** Words by which a user asks for another method: a list for each method, in one language at a time. */
export function MethodWords({
  id,
  words,
  error,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly words: readonly Word[];
  readonly error: ReactNode;
  readonly isDisabled: boolean;
  readonly onChange: (words: readonly Word[]) => void;
}): ReactNode {
  const { t } = useTranslation(['messages', 'results']);
  const [language, setLanguage] = useState('en');
  const used = [...new Set(words.map((word) => word.language))];
  const options = useLanguageOptions(used);
  const change = (method: Method, typed: readonly string[]) =>
    onChange([
      ...words.filter((word) => word.method !== method || word.language !== language),
      ...typed.map((word): Word => ({ language, method, word })),
    ]);
  return (
    <div className={classes.words}>
      <Select
        id={id}
        label={t('words.language')}
        size="xs"
        searchable
        allowDeselect={false}
        data={[...options]}
        value={language}
        onChange={(value) => setLanguage(value ?? language)}
        withScrollArea={false}
        styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      />
      {METHODS_WITH_WORDS.map((method) => (
        <TagsInput
          key={method}
          label={t(`results:method.${method}`)}
          size="xs"
          disabled={isDisabled}
          placeholder={t('words.add')}
          splitChars={[',', ';', ' ']}
          value={words.filter((word) => word.method === method && word.language === language).map(({ word }) => word)}
          onChange={(typed) => change(method, typed)}
        />
      ))}
      {error ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      ) : null}
    </div>
  );
}
