import { Table } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneCallSettingsSchema } from '../../../shared/schemas/method-settings.ts';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { type StateLook, StateMark } from '../../parts/delivery/StateMark.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import type { SectionValues } from '../../parts/settings/values.ts';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { type Reach, reachOf, signInSeconds, TALK_SECONDS } from './sign-in-time.ts';

const REACH: Readonly<Record<Reach, { readonly Icon: typeof IconX; readonly look: StateLook }>> = {
  backup: { Icon: IconCheck, look: 'good' },
  one: { Icon: IconAlertTriangle, look: 'waiting' },
  none: { Icon: IconX, look: 'bad' },
};
/** More would push the settings out of sight; the shortest come first. */
const CLIENTS_SHOWN = 12;

type Times = { readonly ringSeconds: number; readonly rounds: number };
const timesSchema = phoneCallSettingsSchema.pick({ ringSeconds: true, rounds: true });

/** What a call is like, and whether RADIUS clients wait long enough for it. */
export function CallSettings({ pointedAt }: { readonly pointedAt: string }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  // As they stand in the form, before they are saved.
  const [values, setValues] = useState<SectionValues>();
  const times = timesSchema.safeParse(values);
  return (
    <div className={classes.columns} data-settings>
      <OwnSettings
        section="phone-call"
        to="/phone-calls"
        title={t('settings.title')}
        text={t('settings.portsText')}
        pointedAt={pointedAt}
        onValues={setValues}
      />
      <div className={classes.follows}>{times.success ? <SignInTime times={times.data} /> : null}</div>
    </div>
  );
}

function SignInTime({ times }: { readonly times: Times }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const clients = useQueryOf('radiusClients.list');
  const { t: settings } = useTranslation('settings');
  const seconds = (count: number) => settings('unit.seconds', { count, formatted: formatNumber(count) });
  const total = seconds(signInSeconds(times, 2));
  return (
    <Section title={t('sum.title')}>
      <p className={classes.fact} role="status">
        {t('sum.total', {
          ring: seconds(times.ringSeconds),
          rounds: t('sum.rounds', { count: times.rounds }),
          plain: seconds(signInSeconds(times, 1)),
          total,
        })}{' '}
        <strong>{t('sum.wait')}</strong>
      </p>
      <p className={classes.dimmed} style={{ marginBottom: 12 }}>
        {t('sum.parts', { seconds: formatNumber(TALK_SECONDS) })} {t('sum.shorter')}
      </p>
      {clients.data === undefined ? (
        clients.isError ? (
          <QueryError query={clients} />
        ) : (
          <LoadingRows rows={3} />
        )
      ) : (
        <Clients clients={clients.data} times={times} total={total} seconds={seconds} />
      )}
    </Section>
  );
}

function Clients({
  clients,
  times,
  total,
  seconds,
}: {
  readonly clients: readonly RadiusClient[];
  readonly times: Times;
  readonly total: string;
  readonly seconds: (count: number) => string;
}): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const short = clients
    .filter(({ timeoutSeconds }) => reachOf(timeoutSeconds, times) !== 'backup')
    .toSorted((one, other) => one.timeoutSeconds - other.timeoutSeconds);
  if (clients.length === 0) return <p className={classes.dimmed}>{t('sum.noClients')}</p>;
  if (short.length === 0)
    return (
      <StateMark Icon={IconCheck} look="good">
        {t('sum.clientsEnough')}
      </StateMark>
    );
  return (
    <>
      <StateMark Icon={IconAlertTriangle} look="waiting">
        {t('sum.clientsShort', { count: short.length, formatted: formatNumber(short.length), total })}
      </StateMark>
      <Table fz={13} mt={8} verticalSpacing={4} horizontalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sum.client')}</Table.Th>
            <Table.Th>{t('sum.timeout')}</Table.Th>
            <Table.Th>{t('sum.enough')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {short.slice(0, CLIENTS_SHOWN).map(({ id, name, timeoutSeconds }) => {
            const reach = reachOf(timeoutSeconds, times);
            return (
              <Table.Tr key={id}>
                <Table.Td>
                  <LinkText to="/radius/$clientId" params={{ clientId: String(id) }} dir="auto">
                    {name}
                  </LinkText>
                </Table.Td>
                <Table.Td>{seconds(timeoutSeconds)}</Table.Td>
                <Table.Td>
                  <StateMark {...REACH[reach]}>{t(`sum.enoughFor.${reach}`)}</StateMark>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {short.length > CLIENTS_SHOWN ? (
        <p className={classes.dimmed}>
          {t('sum.more', { count: short.length - CLIENTS_SHOWN, formatted: formatNumber(short.length - CLIENTS_SHOWN) })}
        </p>
      ) : null}
    </>
  );
}
