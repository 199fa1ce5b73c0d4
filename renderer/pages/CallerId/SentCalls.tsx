import { Anchor, Button, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CallDetails } from '../../parts/call-log/CallDetails.tsx';
import { CallResult } from '../../parts/call-log/CallResult.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './CallerId.module.css';
import { callerIdSearch } from './search.ts';

const ROWS = 10;
const ROWS_MAX = 500;

/** What stood in the INVITEs of the last calls, from the call log. */
export function SentCalls(): ReactNode {
  const { t } = useTranslation('callerId');
  const [limit, setLimit] = useState(ROWS);
  const [search, setSearch] = useSearchState(callerIdSearch);
  const calls = useQueryOf('calls.list', { limit });
  const rows = calls.data?.rows ?? [];
  const opened = rows.find(({ id }) => id === search.call);
  return (
    <Section title={t('sent.title')} description={t('sent.text')}>
      {calls.data === undefined ? calls.isError ? <QueryError query={calls} /> : <LoadingRows rows={4} /> : null}
      {calls.data !== undefined && rows.length === 0 ? <p className={classes.hint}>{t('sent.none')}</p> : null}
      {rows.length === 0 ? null : (
        <Table.ScrollContainer minWidth={980} type="native">
          <Table aria-label={t('sent.title')} className={classes.sent} verticalSpacing={6} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={120}>{t('sent.time')}</Table.Th>
                <Table.Th w={128}>{t('sent.number')}</Table.Th>
                <Table.Th w={140}>{t('sent.application')}</Table.Th>
                <Table.Th w={112}>{t('sent.trunk')}</Table.Th>
                <Table.Th>From</Table.Th>
                <Table.Th>P-Asserted-Identity</Table.Th>
                <Table.Th w={172}>{t('sent.result')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((call) => (
                <SentRow key={call.id} call={call} onOpen={() => setSearch({ call: call.id })} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {calls.data?.hasMore === true && limit < ROWS_MAX ? (
        <Button
          variant="default"
          size="compact-sm"
          mt={8}
          loading={calls.isPlaceholderData}
          onClick={() => setLimit(Math.min(ROWS_MAX, limit * 5))}
        >
          {t('sent.older')}
        </Button>
      ) : null}
      <SideDrawer title={t('sent.call')} isOpen={opened !== undefined} onClose={() => setSearch({ call: undefined })}>
        {opened === undefined ? null : <CallDetails call={opened} />}
      </SideDrawer>
    </Section>
  );
}

function SentRow({ call, onOpen }: { readonly call: PlacedCall; readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation('callerId');
  const nothing = <span className={classes.nothing}>{t('sent.nothing')}</span>;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component="button" type="button" size="sm" ta="start" onClick={onOpen}>
          <RelativeTime at={call.startedAt} />
        </Anchor>
      </Table.Td>
      <Table.Td>{call.number}</Table.Td>
      <Table.Td dir="auto">{call.phone === 'test' ? t('sent.test') : call.applicationName}</Table.Td>
      <Table.Td dir="auto">{call.trunkName === '' ? nothing : call.trunkName}</Table.Td>
      <Table.Td>{call.sentFrom === '' ? nothing : <code className={classes.header}>{call.sentFrom}</code>}</Table.Td>
      <Table.Td>
        <Asserted call={call} nothing={nothing} />
        {call.sentPrivacy === '' ? null : <div className={classes.nothing}>Privacy: {call.sentPrivacy}</div>}
      </Table.Td>
      <Table.Td>
        <CallResult call={call} />
      </Table.Td>
    </Table.Tr>
  );
}

function Asserted({ call, nothing }: { readonly call: PlacedCall; readonly nothing: ReactNode }): ReactNode {
  const { t } = useTranslation('callerId');
  const { sentFrom, sentAssertedIdentity: sent } = call;
  if (sent === '') return nothing;
  if (sent === sentFrom) return <span className={classes.nothing}>{t('sent.same')}</span>;
  return <code className={classes.header}>{sent}</code>;
}
