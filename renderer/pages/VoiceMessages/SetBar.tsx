import { Autocomplete, Group, Select } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageSchema } from '../../../shared/schemas/method-settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { languageName } from '../../parts/settings/languages.ts';
import { useLanguageOptions } from '../../parts/settings/use-language-options.ts';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { LinkText } from '../../ui/links.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { voiceMessagesSearch } from './search.ts';
import classes from './VoiceMessages.module.css';

type Asked = { readonly language: string; readonly applicationName: string };

/** Whose recordings are shown: a language, and every application or one. */
export function SetBar({ language, applicationName }: Asked): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const [, setSearch] = useSearchState(voiceMessagesSearch);
  return (
    <div>
      <Group gap={16} align="flex-start" mb={8}>
        <LanguageChoice language={language} onChange={(chosen) => setSearch({ language: chosen, upload: '' })} />
        <ApplicationChoice
          key={applicationName}
          applicationName={applicationName}
          onChange={(chosen) => setSearch({ application: chosen, upload: '' })}
        />
      </Group>
      <OwnSets language={language} applicationName={applicationName} />
      <p className={classes.hint}>{t('set.text')}</p>
    </div>
  );
}

type LanguageProps = { readonly language: string; readonly onChange: (language: string) => void };

/** Any language by its short name too: what is typed becomes a choice of its own. */
function LanguageChoice({ language, onChange }: LanguageProps): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const sets = useQueryOf('voiceMessages.sets');
  const [typed, setTyped] = useState('');
  const known = useLanguageOptions([language, ...(sets.data ?? []).map((set) => set.language)]);
  const short = languageSchema.safeParse(typed.trim().toLowerCase()).data;
  const isNew = short !== undefined && known.every(({ value }) => value !== short);
  return (
    <Select
      label={t('set.language')}
      description={t('set.languageText')}
      w={280}
      searchable
      allowDeselect={false}
      data={[...known, ...(isNew ? [{ value: short, label: t('set.other', { language: languageName(short) }) }] : [])]}
      value={language}
      onSearchChange={setTyped}
      onChange={(value) => {
        if (value !== null) onChange(value);
      }}
      nothingFoundMessage={t('set.noLanguage')}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
    />
  );
}

type ApplicationProps = { readonly applicationName: string; readonly onChange: (applicationName: string) => void };

function ApplicationChoice({ applicationName, onChange }: ApplicationProps): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const [typed, setTyped] = useState(applicationName);
  const sets = useQueryOf('voiceMessages.sets');
  const counted = useApplicationNames();
  const names = [...new Set([...counted, ...(sets.data ?? []).map((set) => set.applicationName)])].filter((name) => name !== '');
  const take = (name: string) => {
    if (name.trim() !== applicationName) onChange(name.trim());
  };
  return (
    <Autocomplete
      label={t('set.application')}
      description={t('set.applicationText')}
      w={320}
      placeholder={t('everyApplication')}
      data={names}
      value={typed}
      onChange={setTyped}
      onOptionSubmit={take}
      onBlur={() => take(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(typed);
      }}
      clearable
      onClear={() => take('')}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
    />
  );
}

/** Where own recordings are: one click to each. */
function OwnSets({ language, applicationName }: Asked): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const sets = useQueryOf('voiceMessages.sets');
  const own = (sets.data ?? []).filter(({ ownCount }) => ownCount > 0);
  if (own.length === 0) return null;
  return (
    <p className={classes.sets}>
      {t('set.own')}{' '}
      {own.map((set, index) => {
        const name =
          set.applicationName === '' ? languageName(set.language) : `${languageName(set.language)}, ${set.applicationName}`;
        const text = t('set.ownOf', { name, formatted: formatNumber(set.ownCount) });
        const isShown = set.language === language && set.applicationName === applicationName;
        return (
          <Fragment key={`${set.language} ${set.applicationName}`}>
            {index === 0 ? null : ' · '}
            {isShown ? (
              <strong>{text}</strong>
            ) : (
              <LinkText to="/voice-messages" search={{ language: set.language, application: set.applicationName }}>
                {text}
              </LinkText>
            )}
          </Fragment>
        );
      })}
    </p>
  );
}
