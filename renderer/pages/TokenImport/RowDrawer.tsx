import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '../../../shared/schemas/token-import.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { RowStateMark } from './preview-columns.tsx';
import { groupDigits, rowStateOf } from './row-view.ts';
import classes from './TokenImport.module.css';

/** One row whole: its code in figures to hold the device beside, what is wrong and where, what to do. */
export function RowDrawer({ row, onClose }: { readonly row: ImportRow | undefined; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('import');
  return (
    <SideDrawer
      title={row === undefined ? '' : t('row.title', { line: formatNumber(row.line) })}
      isOpen={row !== undefined}
      onClose={onClose}
    >
      {row === undefined ? null : <RowFacts row={row} />}
    </SideDrawer>
  );
}

function RowFacts({ row }: { readonly row: ImportRow }): ReactNode {
  const { t } = useTranslation('import');
  const state = rowStateOf(row);
  return (
    <Stack gap={16}>
      <RowStateMark state={state}>{row.code === 'OK' ? t(`preview.state.${state}`) : t(`codes.${row.code}.label`)}</RowStateMark>
      {row.code === 'OK' ? null : (
        <div>
          {row.column === '' ? null : (
            <Text size="sm" c="dimmed">
              {t('row.place', { line: formatNumber(row.line), column: row.column })}
            </Text>
          )}
          <Text size="sm" lang="en">
            {row.message}
          </Text>
          <Text size="sm" mt={8}>
            <strong>{t('row.next')}: </strong>
            {t(`codes.${row.code}.next`)}
          </Text>
        </div>
      )}
      {row.exampleCode === undefined ? null : (
        <figure className={classes.device}>
          <figcaption>{t(row.type === 'totp' ? 'row.codeNow' : 'row.codeNext')}</figcaption>
          <output>{groupDigits(row.exampleCode)}</output>
        </figure>
      )}
      <RowParameters row={row} />
    </Stack>
  );
}

function RowParameters({ row }: { readonly row: ImportRow }): ReactNode {
  const { t } = useTranslation('import');
  const user = row.createsUser ? `${row.user} (${t('preview.createsUser')})` : row.user;
  return (
    <KeyValue
      rows={[
        { label: t('preview.column.serial'), value: row.serial || '–' },
        { label: t('preview.column.user'), value: user || '–' },
        { label: t('row.type'), value: row.type.toUpperCase() },
        { label: t('row.algorithm'), value: row.algorithm },
        { label: t('row.digits'), value: row.digits },
        row.type === 'totp'
          ? { label: t('row.period'), value: t('row.periodSeconds', { period: formatNumber(row.period) }) }
          : { label: t('row.counter'), value: row.counter },
        ...(row.encoding === undefined
          ? []
          : [{ label: t('preview.column.encoding'), value: t(`preview.encoding.${row.encoding}`) }]),
        { label: t('preview.column.manufacturer'), value: row.manufacturer || '–' },
        { label: t('preview.column.model'), value: row.model || '–' },
      ]}
    />
  );
}
