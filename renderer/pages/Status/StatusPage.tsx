import { SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatRelative } from '../../ui/time.ts';
import { ChangesSection } from './ChangesSection.tsx';
import { DecisionsSection } from './DecisionsSection.tsx';
import { EngineSection } from './EngineSection.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { RecentSection } from './RecentSection.tsx';
import { SignInsSection } from './SignInsSection.tsx';
import classes from './Status.module.css';
import { WarningsSection } from './WarningsSection.tsx';

/** Milliseconds: the minutes of the last hour move on. */
const REFRESH_MILLISECONDS = 15_000;

/** Is it running, are people getting in, what is wrong, what changed, what needs a decision. */
export function StatusPage(): ReactNode {
  const { t } = useTranslation('status');
  const mayChange = useMay('administer');
  const maySeeChanges = useMay('read-settings');
  const engine = useQueryOf('engine.status', undefined, { refreshMilliseconds: REFRESH_MILLISECONDS });
  const now = useNow();
  const facts = engine.data && (
    <Facts
      facts={[
        { key: 'version', text: t('fact.version', { version: engine.data.version }) },
        { key: 'host', text: t('fact.host', { server: engine.data.serverName }) },
        { key: 'started', text: t('fact.started', { at: formatRelative(engine.data.startedAt, now) }) },
      ]}
    />
  );
  return (
    <Page title={t('title')} facts={facts ?? ' '}>
      {engine.isError && engine.data === undefined ? <QueryError query={engine} /> : null}
      {engine.isPending ? <LoadingRows rows={8} height={48} /> : null}
      {engine.data === undefined ? null : (
        <>
          {mayChange ? <FirstSteps /> : null}
          <div className={classes.top}>
            <SignInsSection engine={engine.data} />
            <SimpleGrid cols={1} spacing={16} verticalSpacing={16}>
              <EngineSection engine={engine.data} />
              <WarningsSection warnings={engine.data.warnings} />
            </SimpleGrid>
          </div>
          <div className={classes.pair}>
            <DecisionsSection />
            {maySeeChanges ? <ChangesSection /> : null}
          </div>
          <RecentSection />
        </>
      )}
    </Page>
  );
}
