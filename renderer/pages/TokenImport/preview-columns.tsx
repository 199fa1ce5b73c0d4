import { IconAlertTriangle, IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ComponentType, ReactNode } from 'react';
import type { ImportRow } from '../../../shared/schemas/token-import.ts';
import { currentLanguage } from '../../text/language.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { formatNumber } from '../../ui/time.ts';
import { groupDigits, type RowState, rowStateOf } from './row-view.ts';
import classes from './TokenImport.module.css';

export const ROW_STATE_ICON: Readonly<Record<RowState, ComponentType<{ size?: number; stroke?: number }>>> = {
  ok: IconCheck,
  warning: IconAlertTriangle,
  duplicate: IconCopy,
  error: IconX,
};

/** A row's state: shape, then word, then colour. */
export function RowStateMark({ state, children }: { readonly state: RowState; readonly children: ReactNode }): ReactNode {
  const Icon = ROW_STATE_ICON[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} stroke={2.25} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

/** "TOTP · SHA1 · 6 · 30 s". */
export function parametersOf(row: ImportRow, t: TFunction<'import'>): string {
  const { algorithm, digits, period, counter } = row;
  return row.type === 'totp'
    ? t('preview.totp', { algorithm, digits, period: formatNumber(period) })
    : t('preview.hotp', { algorithm, digits, counter });
}

/** What is wrong, or what the row does beside adding a token. */
function messageOf(row: ImportRow, t: TFunction<'import'>): string {
  if (row.code === 'OK') return row.createsUser ? t('preview.newUser') : '';
  // The server's sentence is English: another language has the text of its code, and the sentence in the drawer.
  const sentence = currentLanguage() === 'en' ? row.message : t(`codes.${row.code}.next`);
  const problem = `${t(`codes.${row.code}.label`)}: ${sentence}`;
  return row.createsUser ? `${problem} ${t('preview.newUser')}` : problem;
}

function encodingColumn(t: TFunction<'import'>): Column<ImportRow> {
  return {
    id: 'encoding',
    header: t('preview.column.encoding'),
    width: 80,
    cell: (row) => (row.encoding === undefined ? '' : t(`preview.encodingShort.${row.encoding}`)),
  };
}

/** Pixels. A counter has up to 20 digits; nobody types an encoding for PSKC, so its column makes room. */
const KIND_WIDTH = { csv: 158, pskc: 238 };

export function previewColumns(t: TFunction<'import'>, kind: 'csv' | 'pskc'): readonly Column<ImportRow>[] {
  return [
    {
      id: 'state',
      header: t('preview.column.state'),
      width: 104,
      isFixed: true,
      cell: (row) => <RowStateMark state={rowStateOf(row)}>{t(`preview.state.${rowStateOf(row)}`)}</RowStateMark>,
    },
    { id: 'line', header: t('preview.column.line'), width: 52, align: 'end', cell: (row) => formatNumber(row.line) },
    { id: 'serial', header: t('preview.column.serial'), width: 112, isFixed: true, cell: (row) => row.serial },
    {
      id: 'code',
      header: t('preview.column.code'),
      width: 114,
      cell: (row) => (row.exampleCode === undefined ? '' : <span className={classes.code}>{groupDigits(row.exampleCode)}</span>),
    },
    {
      id: 'message',
      header: t('preview.column.message'),
      cell: (row) => messageOf(row, t),
    },
    {
      id: 'user',
      header: t('preview.column.user'),
      width: 136,
      cell: (row) => row.user,
    },
    { id: 'parameters', header: t('preview.column.parameters'), width: KIND_WIDTH[kind], cell: (row) => parametersOf(row, t) },
    ...(kind === 'csv' ? [encodingColumn(t)] : []),
    {
      id: 'manufacturer',
      header: t('preview.column.manufacturer'),
      width: 130,
      isOptional: true,
      cell: (row) => row.manufacturer,
    },
    { id: 'model', header: t('preview.column.model'), width: 130, isOptional: true, cell: (row) => row.model },
  ];
}
