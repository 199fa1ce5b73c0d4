import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconPhone, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { OrderedList } from '../../parts/delivery/OrderedList.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkButton, LinkText } from '../../ui/links.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { problemText } from './problem-text.ts';
import { TrunkMark } from './TrunkMark.tsx';
import { addressOf, type ListedTrunk, presentProblem } from './trunk-state.ts';

/** Milliseconds between two looks at the live state: answers to OPTIONS are no event of the engine. Ours. */
export const STATE_MILLISECONDS = 5000;

/** In the order in which they are tried. */
export function TrunkList({ onTest }: { readonly onTest: (id: number) => void }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const mayChange = useMay('administer');
  const trunks = useQueryOf('trunks.list', undefined, { refreshMilliseconds: STATE_MILLISECONDS });
  const move = useCommand('trunks.move');
  if (trunks.data === undefined) return trunks.isError ? <QueryError query={trunks} /> : <LoadingRows height={64} />;
  if (trunks.data.length === 0)
    return (
      <EmptyState
        icon={<IconPhone size={40} stroke={1.25} />}
        title={t('none')}
        text={t('noneText')}
        action={
          mayChange ? (
            <LinkButton to="/phone-calls/trunks/new" leftSection={<IconPlus size={16} />}>
              {t('add')}
            </LinkButton>
          ) : undefined
        }
      />
    );
  return (
    <>
      {trunks.data.some(({ isEnabled }) => isEnabled) ? (
        <p className={classes.dimmed} style={{ marginBottom: 8 }}>
          {t('order')}
        </p>
      ) : (
        <Alert
          color="yellow"
          styles={{ title: { color: 'var(--app-pending)' } }}
          p={12}
          mb={12}
          icon={<IconAlertTriangle size={18} />}
          title={t('noneEnabled')}
        >
          {t('noneEnabledText')}
        </Alert>
      )}
      <OrderedList
        label={t('tab.trunks')}
        rows={trunks.data}
        move={mayChange ? move : undefined}
        texts={{
          up: (name) => t('up', { name }),
          down: (name) => t('down', { name }),
          moved: (name, position) => t('moved', { name, position }),
        }}
      >
        {(trunk) => <Row trunk={trunk} at={trunks.dataUpdatedAt} onTest={mayChange ? () => onTest(trunk.id) : undefined} />}
      </OrderedList>
    </>
  );
}

type RowProps = {
  readonly trunk: ListedTrunk;
  /** When it was read. */
  readonly at: number;
  readonly onTest: (() => void) | undefined;
};

function Row({ trunk, at, onTest }: RowProps): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { id, name, transport, host, port, username, countryCodes, isEnabled, callsAtOnceMax, health } = trunk;
  const problem = presentProblem(trunk, at);
  const facts = [
    port === 0 ? t('bySrv', { host }) : addressOf(trunk),
    t(`transport.${transport}`),
    username === '' ? t('noAccount') : t('account', { username }),
  ];
  return (
    <>
      <div>
        <LinkText to="/phone-calls/trunks/$trunkId" params={{ trunkId: String(id) }} className={classes.name} dir="auto">
          {name}
        </LinkText>
        <p className={classes.dimmed}>{facts.join(' · ')}</p>
        <p className={classes.dimmed}>
          {countryCodes.length === 0
            ? t('countries.all')
            : t('countries.some', { codes: countryCodes.map((code) => `+${code}`).join(', ') })}
        </p>
        {problem === undefined ? null : (
          <p className={classes.words}>
            <RelativeTime at={problem.at} />: {problemText(problem)}
          </p>
        )}
      </div>
      <div className={classes.side}>
        <TrunkMark trunk={trunk} at={at} />
        {isEnabled || health.runningCount > 0 ? (
          <p className={classes.dimmed}>
            {t('running', { running: formatNumber(health.runningCount), maximum: formatNumber(callsAtOnceMax) })}
          </p>
        ) : null}
        {health.answeredCount + health.failedCount === 0 ? null : (
          <p className={classes.dimmed}>
            {t('counts', { answered: formatNumber(health.answeredCount), failed: formatNumber(health.failedCount) })}
          </p>
        )}
      </div>
      <div>
        {onTest === undefined ? null : (
          <Button variant="default" onClick={onTest} aria-label={t('test.actionOf', { name })}>
            {t('test.action')}
          </Button>
        )}
      </div>
    </>
  );
}
