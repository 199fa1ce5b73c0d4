import { Button } from '@mantine/core';
import { IconPlus, IconUserCog } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay, useSession } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AddOperatorDrawer } from './AddOperatorDrawer.tsx';
import { operatorColumns } from './columns.tsx';
import { OperatorDrawer } from './OperatorDrawer.tsx';
import { SecondFactorPolicy } from './SecondFactorPolicy.tsx';
import { operatorsSearch } from './search.ts';

/** `operator` in the address while one is being added. */
const ADDING = 0;

/** Who may use this console, and as what. */
export function OperatorsPage(): ReactNode {
  const { t } = useTranslation('operators');
  const [search, setSearch] = useSearchState(operatorsSearch);
  const { operator: self } = useSession();
  const mayChange = useMay('administer');
  const operators = useQueryOf('operators.list');
  const columns = useMemo(() => operatorColumns(t, self.id), [t, self.id]);
  const rows = operators.data ?? [];
  const open = rows.find(({ id }) => id === search.operator);
  const close = () => setSearch({ operator: undefined });
  return (
    <Page
      title={t('title')}
      isFilled
      facts={
        operators.data === undefined ? null : (
          <Facts facts={[{ key: 'all', text: t('fact.all', { count: rows.length, formatted: formatNumber(rows.length) }) }]} />
        )
      }
      actions={
        mayChange ? (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ operator: ADDING })}>
            {t('add')}
          </Button>
        ) : null
      }
    >
      <SecondFactorPolicy />
      <ListTable
        id="operators"
        label={t('title')}
        columns={columns}
        query={operators}
        rows={rows}
        total={rows.length}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setSearch({ operator: id })}
        {...(open === undefined ? {} : { openKey: open.id })}
        empty={<EmptyState icon={<IconUserCog size={40} stroke={1.25} />} title={t('none')} text={t('noneText')} />}
        error={<QueryError query={operators} />}
      />
      {open === undefined ? null : <OperatorDrawer key={open.id} operator={open} onClose={close} />}
      {mayChange ? (
        <AddOperatorDrawer
          isOpen={search.operator === ADDING}
          onClose={close}
          onAdded={({ id }) => setSearch({ operator: id })}
        />
      ) : null}
    </Page>
  );
}
