import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../help/Help.module.css';
import { HelpHits, HelpSearchField } from '../../help/HelpSearch.tsx';
import { HelpText } from '../../help/HelpText.tsx';
import { InnerLink } from '../../help/InnerLink.tsx';
import { asHelpTopic, HELP_GROUPS, type HelpGroup, type HelpTopic } from '../../help/topics.ts';
import { useHelp } from '../../help/use-help.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { helpSearch } from './search.ts';

const hrefOf = (topic: HelpTopic) => `/help/${topic}`;

/** The whole help: contents left, one page or what was searched for right. */
export function HelpPage(): ReactNode {
  const { t } = useTranslation('help');
  const params = useParams({ strict: false });
  const topic = params.topic === undefined ? 'getting-started' : asHelpTopic(params.topic);
  const { pages, isFailed } = useHelp();
  const [{ search: query }, setSearch] = useSearchState(helpSearch);
  const body = () => {
    if (pages === undefined) {
      return isFailed ? <ErrorPanel title={t('failed')} next={t('failedText')} /> : <LoadingRows rows={12} />;
    }
    if (query.trim() !== '') return <HelpHits pages={pages} query={query} hrefOf={hrefOf} />;
    if (topic === undefined) return <EmptyState title={t('noSuch')} text={t('noSuchText')} />;
    return <HelpText topic={topic} text={pages[topic]} hrefOf={hrefOf} />;
  };
  return (
    <Page key={topic} title={topic === undefined ? t('title') : t(`topic.${topic}`)}>
      <div className={classes.columns}>
        <nav aria-label={t('contents')} className={classes.contents}>
          <HelpSearchField value={query} onChange={(search) => setSearch({ search })} />
          {(Object.keys(HELP_GROUPS) as HelpGroup[]).map((group) => (
            <Contents key={group} group={group} current={topic} />
          ))}
        </nav>
        <div className={classes.body}>{body()}</div>
      </div>
    </Page>
  );
}

function Contents({ group, current }: { readonly group: HelpGroup; readonly current: HelpTopic | undefined }): ReactNode {
  const { t } = useTranslation('help');
  return (
    <>
      <h2>{t(`group.${group}`)}</h2>
      <ul>
        {HELP_GROUPS[group].map((topic) => (
          <li key={topic}>
            <InnerLink href={hrefOf(topic)} isCurrent={topic === current}>
              {t(`topic.${topic}`)}
            </InnerLink>
          </li>
        ))}
      </ul>
    </>
  );
}
