import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusActivity } from '../../../shared/schemas/radius.ts';
import { type QueryOf, useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { COUNT_KEYS, countsOf, lastErrorOf } from './activity-facts.ts';
import classes from './RadiusClient.module.css';
import { RecentRequests } from './RecentRequests.tsx';

/** Rows of the last requests before "Show all". */
const SHOWN_ROWS = 8;

export function ActivitySection({
  query,
  activity,
}: {
  readonly query: QueryOf<'radiusClients.activity'>;
  readonly activity: RadiusActivity | undefined;
}): ReactNode {
  const { t } = useTranslation('radius');
  const [showsAll, setShowsAll] = useState(false);
  const isQuiet = activity === undefined || (activity.recent.length === 0 && activity.requestCount === 0);
  return (
    <Section
      title={t('activity.title')}
      aside={
        <Text size="sm" c="dimmed">
          {t('activity.since')}
        </Text>
      }
    >
      {query.isError && query.data === undefined ? <QueryError query={query} /> : null}
      {query.isPending ? <LoadingRows rows={4} /> : null}
      {query.data !== undefined && isQuiet ? <NothingYet /> : null}
      {activity === undefined || isQuiet ? null : (
        <>
          <Figures activity={activity} />
          <LastError activity={activity} />
          <RecentRequests rows={showsAll ? activity.recent : activity.recent.slice(0, SHOWN_ROWS)} />
          {activity.recent.length <= SHOWN_ROWS ? null : (
            <Button size="compact-xs" variant="subtle" mt={8} onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? t('activity.showFewer') : t('activity.showAll', { count: activity.recent.length })}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function NothingYet(): ReactNode {
  const { t } = useTranslation('radius');
  const discards = useQueryOf('radiusListeners.discards');
  const unknownCount = discards.data?.['unknown-source'] ?? 0;
  return (
    <>
      <Text size="sm">{t('activity.none')}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t('activity.noneText')}
      </Text>
      {unknownCount === 0 ? null : (
        <Alert color="yellow" variant="light" mt={8} p={12} icon={<IconInfoCircle size={18} />}>
          {t('activity.unknownSources', { count: unknownCount, formatted: formatNumber(unknownCount) })}
        </Alert>
      )}
    </>
  );
}

function Figures({ activity }: { readonly activity: RadiusActivity }): ReactNode {
  const { t } = useTranslation('radius');
  const counts = countsOf(activity);
  return (
    <dl className={classes.figures}>
      {COUNT_KEYS.map((key) => (
        <div key={key}>
          <dt>{t(`activity.count.${key}`)}</dt>
          <dd>{formatNumber(counts[key])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In plain words, with what to do. Quiet once a later request was answered. */
function LastError({ activity }: { readonly activity: RadiusActivity }): ReactNode {
  const { t } = useTranslation('radius');
  const error = lastErrorOf(activity);
  if (error === undefined) return null;
  const why =
    error.protocol === undefined
      ? t(`discard.${error.kind}.why`)
      : t('protocolError', { protocol: t(`protocol.${error.protocol}`) });
  return (
    <Alert
      color={error.isOver ? 'gray' : 'red'}
      variant="light"
      p={12}
      mb={12}
      icon={<IconAlertTriangle size={18} />}
      title={
        <>
          {t('activity.lastError')}, <RelativeTime at={error.at} />: {why}
        </>
      }
    >
      {t(`discard.${error.kind}.next`)}
    </Alert>
  );
}
