import { Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LoadingRows } from '../ui/Page.tsx';
import { HelpHits, HelpSearchField } from './HelpSearch.tsx';
import { HelpText, useDrawerHref } from './HelpText.tsx';
import { InnerLink } from './InnerLink.tsx';
import type { HelpTopic } from './topics.ts';
import { useHelp } from './use-help.ts';

/** One help page beside the page it is about, with a search and the way to the whole help. */
export function DrawerHelp({ topic }: { readonly topic: HelpTopic }): ReactNode {
  const { t } = useTranslation('help');
  const { pages, isFailed } = useHelp();
  const hrefOf = useDrawerHref();
  const [query, setQuery] = useState('');
  if (pages === undefined) {
    return isFailed ? <ErrorPanel title={t('failed')} next={t('failedText')} /> : <LoadingRows rows={8} />;
  }
  return (
    <Stack gap={12}>
      <HelpSearchField value={query} onChange={setQuery} />
      {query.trim() === '' ? (
        <>
          <HelpText topic={topic} text={pages[topic]} hrefOf={hrefOf} />
          <div>
            <InnerLink href={`/help/${topic}`}>{t('full')}</InnerLink>
          </div>
        </>
      ) : (
        // A hit closes the search by its own address: the drawer is made anew for another topic.
        <HelpHits pages={pages} query={query} hrefOf={hrefOf} />
      )}
    </Stack>
  );
}
