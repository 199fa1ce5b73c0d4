/** "Export": what the filters show as a file, made by the engine and saved by the host. */
import { Button, Menu, Text } from '@mantine/core';
import { IconBraces, IconChevronDown, IconFileSpreadsheet, IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, type ExportJob, type ExportSubject, REPORT_KINDS } from '../../shared/schemas/export.ts';
import { formatNumber } from '../ui/time.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { notifyDone } from './errors.tsx';
import { useExport } from './use-export.ts';

/** In the order of the menu: what an administrator opens first. */
const FORMATS: readonly (readonly [ExportFormat, typeof IconBraces])[] = [
  ['xlsx', IconFileSpreadsheet],
  ['csv', IconFileTypeCsv],
  ['pdf', IconFileTypePdf],
  ['json', IconBraces],
];

export type ExportMenuProps = {
  /** What is exported: asked for when a format is chosen, so that a moving period ("last hour") is that of the click. */
  readonly subject: () => ExportSubject;
  /** Ids of the columns that the table shows, in its order; all columns of the kind where missing. */
  readonly columns?: (() => readonly string[]) | undefined;
  /** True where there is nothing to export. Default false. */
  readonly isDisabled?: boolean;
  /** "default" beside a primary button (the default), "filled" where exporting is the page's first action. */
  readonly variant?: 'default' | 'filled';
};

export function ExportMenu({ subject, columns, isDisabled = false, variant = 'default' }: ExportMenuProps): ReactNode {
  const { t } = useTranslation('exports');
  const onSaved = ({ fileName: name, rowCount: count, isCut }: ExportJob) => {
    const formatted = formatNumber(count);
    notifyDone(isCut ? t('cut', { name, formatted }) : t('done', { name, count, formatted }));
  };
  const { state, start, retry, cancel } = useExport(onSaved, () => notifyDone(t('cancelled')));
  const choose = (format: ExportFormat) => start({ subject: subject(), format, columns: columns?.() });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant={variant} disabled={isDisabled} rightSection={<IconChevronDown size={14} />}>
            {t('button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map(([format, Icon]) => (
            <Menu.Item key={format} leftSection={<Icon size={18} stroke={1.5} aria-hidden />} onClick={() => choose(format)}>
              {t(`format.${format}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Text size="xs" c="dimmed" px={12} py={4} maw={280}>
            {t(REPORT_KINDS.has(subject().kind) ? 'reportNote' : 'note')}
          </Text>
        </Menu.Dropdown>
      </Menu>
      <ExportDialog state={state} onRetry={retry} onCancel={cancel} />
    </>
  );
}
