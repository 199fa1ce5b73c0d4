import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../ui/time.ts';
import classes from './Help.module.css';
import { InnerLink } from './InnerLink.tsx';
import { indexHelp } from './search.ts';
import type { HelpPages, HelpTopic } from './topics.ts';

export function HelpSearchField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation('help');
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={16} />}
    />
  );
}

/** The pages that have the words, with the place where they stand. */
export function HelpHits({
  pages,
  query,
  hrefOf,
}: {
  readonly pages: HelpPages;
  readonly query: string;
  readonly hrefOf: (topic: HelpTopic) => string;
}): ReactNode {
  const { t } = useTranslation('help');
  const search = useMemo(() => indexHelp(pages, (topic) => t(`topic.${topic}`)), [pages, t]);
  const hits = useMemo(() => search(query), [search, query]);
  return (
    <>
      <p role="status">
        {hits.length === 0 ? t('nothing') : t('found', { count: hits.length, formatted: formatNumber(hits.length) })}
      </p>
      <ul className={classes.hits}>
        {hits.map(({ topic, excerpt }) => (
          <li key={topic}>
            <InnerLink href={hrefOf(topic)}>{t(`topic.${topic}`)}</InnerLink>
            <p>{excerpt}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
