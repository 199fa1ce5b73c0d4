import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconMessages, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyError, QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkButton, LinkText } from '../../ui/links.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './Gateways.module.css';
import { HealthMark } from './HealthMark.tsx';
import type { ListedGateway } from './health.ts';
import { TestGateway } from './TestGateway.tsx';

/** In the order in which they are tried. Two buttons move one; no dragging. */
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
  const list = useRef<HTMLUListElement>(null);
  const [moved, setMoved] = useState('');
  if (gateways.data === undefined) return gateways.isError ? <QueryError query={gateways} /> : <LoadingRows height={64} />;
  const rows = gateways.data;
  const run = (gateway: ListedGateway, direction: 'up' | 'down') => {
    const position = gateway.position + (direction === 'up' ? -1 : 1);
    move.mutate(
      { id: gateway.id, position },
      {
        onSuccess: () => {
          setMoved(t('moved', { name: gateway.name, position: formatNumber(position) }));
          // The row's place in the page has changed, and with it the focus; at an end the other button takes it.
          requestAnimationFrame(() => {
            const of = (way: string) =>
              list.current?.querySelector<HTMLButtonElement>(`[data-move="${gateway.id}-${way}"]:not(:disabled)`);
            (of(direction) ?? of(direction === 'up' ? 'down' : 'up'))?.focus();
          });
        },
        onError: notifyError,
      },
    );
  };
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
      <ul ref={list} className={classes.list} aria-label={t('title')}>
        {rows.map((gateway, index) => (
          <Row
            key={gateway.id}
            gateway={gateway}
            isFirst={index === 0}
            isLast={index === rows.length - 1}
            mayChange={mayChange}
            onMove={(direction) => run(gateway, direction)}
            onTest={() => onTest(gateway.id)}
          />
        ))}
      </ul>
      <p role="status" className={classes.dimmed}>
        {moved}
      </p>
      {mayChange && opened !== undefined ? (
        <SideDrawer title={t('test.titleOf', { name: opened.name })} isOpen onClose={() => onTest(undefined)}>
          <TestGateway gateway={opened} />
        </SideDrawer>
      ) : null}
    </>
  );
}

type RowProps = {
  readonly gateway: ListedGateway;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly mayChange: boolean;
  readonly onMove: (direction: 'up' | 'down') => void;
  readonly onTest: () => void;
};

function Row({ gateway, isFirst, isLast, mayChange, onMove, onTest }: RowProps): ReactNode {
  const { t } = useTranslation('gateways');
  const { id, name, position, costNote, countryCodes, health } = gateway;
  return (
    <li className={classes.row}>
      <div className={classes.order}>
        <span className={classes.position}>{position}</span>
        {mayChange ? (
          <span className={classes.moves}>
            <MoveButton id={id} way="up" label={t('up', { name })} isOff={isFirst} onClick={() => onMove('up')} />
            <MoveButton id={id} way="down" label={t('down', { name })} isOff={isLast} onClick={() => onMove('down')} />
          </span>
        ) : null}
      </div>
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
    </li>
  );
}

function MoveButton({
  id,
  way,
  label,
  isOff,
  onClick,
}: {
  readonly id: number;
  readonly way: 'up' | 'down';
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
}): ReactNode {
  const Icon = way === 'up' ? IconChevronUp : IconChevronDown;
  return (
    <Tooltip label={label} disabled={isOff}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={label}
        disabled={isOff}
        data-move={`${id}-${way}`}
        onClick={onClick}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Where it goes: the host of an HTTP gateway, host and port of a centre, the address of a mail. */
function whereOf({ connection }: ListedGateway): string {
  if (connection.kind === 'smpp') return `${connection.host}:${connection.port}`;
  if (connection.kind === 'email-to-sms') return connection.address;
  return connection.url.replace(/^https?:\/\//, '').replace(/[/?].*$/s, '');
}
