import { Button, Group } from '@mantine/core';
import { IconMessages, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { OrderedList } from '../../parts/delivery/OrderedList.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkButton, LinkText } from '../../ui/links.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { HealthMark } from './HealthMark.tsx';
import type { ListedGateway } from './health.ts';
import { TestGateway } from './TestGateway.tsx';

/** In the order in which they are tried. */
export function GatewayList({
  tested,
  onTest,
}: {
  readonly tested: number | undefined;
  readonly onTest: (id: number | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  const gateways = useQueryOf('gateways.list');
  const move = useCommand('gateways.move');
  if (gateways.data === undefined) return gateways.isError ? <QueryError query={gateways} /> : <LoadingRows height={64} />;
  const rows = gateways.data;
  const opened = rows.find(({ id }) => id === tested);
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<IconMessages size={40} stroke={1.25} />}
        title={t('none')}
        text={t('noneText')}
        action={
          mayChange ? (
            <LinkButton to="/gateways/new" leftSection={<IconPlus size={16} />}>
              {t('add')}
            </LinkButton>
          ) : undefined
        }
      />
    );
  return (
    <>
      <p className={classes.dimmed} style={{ marginBottom: 8 }}>
        {t('order')}
      </p>
      <OrderedList
        label={t('title')}
        rows={rows}
        move={mayChange ? move : undefined}
        texts={{
          up: (name) => t('up', { name }),
          down: (name) => t('down', { name }),
          moved: (name, position) => t('moved', { name, position }),
        }}
      >
        {(gateway) => <Row gateway={gateway} mayChange={mayChange} onTest={() => onTest(gateway.id)} />}
      </OrderedList>
      {mayChange && opened !== undefined ? (
        <SideDrawer title={t('test.titleOf', { name: opened.name })} isOpen onClose={() => onTest(undefined)}>
          <TestGateway gateway={opened} />
        </SideDrawer>
      ) : null}
    </>
  );
}

type RowProps = { readonly gateway: ListedGateway; readonly mayChange: boolean; readonly onTest: () => void };

function Row({ gateway, mayChange, onTest }: RowProps): ReactNode {
  const { t } = useTranslation('gateways');
  const { id, name, costNote, countryCodes, health } = gateway;
  return (
    <>
      <div>
        <LinkText to="/gateways/$gatewayId" params={{ gatewayId: String(id) }} className={classes.name} dir="auto">
          {name}
        </LinkText>
        <p className={classes.dimmed}>
          {t(`kind.${gateway.connection.kind}`)} · {whereOf(gateway)}
        </p>
        <p className={classes.dimmed}>
          {countryCodes.length === 0
            ? t('countries.all')
            : t('countries.some', { codes: countryCodes.map((code) => `+${code}`).join(', ') })}
          {costNote === '' ? null : ` · ${costNote}`}
        </p>
        {health.lastProblem === undefined ? null : (
          <p className={classes.words}>
            <RelativeTime at={health.lastProblem.at} />: {ownWords(health.lastProblem.problem)}
          </p>
        )}
      </div>
      <div className={classes.side}>
        <HealthMark gateway={gateway} />
        {health.sentCount + health.failedCount === 0 ? null : (
          <p className={classes.dimmed}>
            {t('counts', {
              sent: formatNumber(health.sentCount),
              delivered: formatNumber(health.deliveredCount),
              failed: formatNumber(health.failedCount),
            })}
          </p>
        )}
        {health.lastSuccessAt === undefined ? null : (
          <p className={classes.dimmed}>
            {t('lastSent')} <RelativeTime at={health.lastSuccessAt} />
          </p>
        )}
      </div>
      <Group gap={8} wrap="nowrap">
        {mayChange ? (
          <Button variant="default" onClick={onTest} aria-label={t('testOf', { name })}>
            {t('test.action')}
          </Button>
        ) : null}
      </Group>
    </>
  );
}

/** Where it goes: the host of an HTTP gateway, host and port of a centre, the address of a mail. */
function whereOf({ connection }: ListedGateway): string {
  if (connection.kind === 'smpp') return `${connection.host}:${connection.port}`;
  if (connection.kind === 'email-to-sms') return connection.address;
  return connection.url.replace(/^https?:\/\//, '').replace(/[/?].*$/s, '');
}
