import { Button, Menu, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callProcedure } from '../../bridge/call-procedure.ts';
import { type ConsoleError, toConsoleError } from '../../bridge/console-error.ts';
import { host } from '../../bridge/host.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { FormActions } from '../../ui/FormSection.tsx';
import { formatNumber } from '../../ui/time.ts';
import { EXPORT_FORMATS, EXPORT_ROWS_MAX, type ExportFormat, exportName, toCsv, toJson } from './export-file.ts';
import type { AttemptFilter } from './log-filter.ts';
import { readAll } from './read-all.ts';

const MEDIA_TYPE: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv;charset=utf-8', json: 'application/json' };

type Running = { readonly count: number; readonly error?: ConsoleError; readonly format: ExportFormat };

/** What the filters show, as a file. A dialog counts along and can stop it. */
export function ExportMenu({ filter }: { readonly filter: AttemptFilter }): ReactNode {
  const { t } = useTranslation('log');
  const { t: common } = useTranslation('common');
  const [running, setRunning] = useState<Running>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const limit = formatNumber(EXPORT_ROWS_MAX);

  const start = async (format: ExportFormat) => {
    const controller = new AbortController();
    const { signal } = controller;
    stop.current = controller;
    setRunning({ count: 0, format });
    try {
      const { rows, isCapped } = await readAll(
        (before, rowLimit) =>
          callProcedure('attempts.list', { ...filter, ...(before === undefined ? {} : { before }), limit: rowLimit }, signal),
        { max: EXPORT_ROWS_MAX, signal, onCount: (count) => setRunning({ count, format }) },
      );
      setRunning(undefined);
      if (rows.length === 0) return notifyDone(t('export.empty'));
      const content = format === 'csv' ? toCsv(rows) : toJson(rows);
      const isSaved = await host.saveFile({ name: exportName(format, new Date()), mediaType: MEDIA_TYPE[format], content });
      const formatted = formatNumber(rows.length);
      if (isSaved) notifyDone(isCapped ? t('export.capped', { formatted }) : t('export.done', { count: rows.length, formatted }));
    } catch (error) {
      if (!signal.aborted) setRunning({ count: 0, format, error: toConsoleError(error) });
    }
  };
  const cancel = () => {
    stop.current?.abort();
    setRunning(undefined);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('export.button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {EXPORT_FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => void start(format)}>
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Text size="xs" c="dimmed" px={12} py={4} maw={260}>
            {t('export.note', { limit })}
          </Text>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={running !== undefined}
        onClose={cancel}
        title={t('export.title')}
        size={440}
        centered
        withCloseButton={false}
      >
        {running === undefined ? null : (
          <Stack gap={12}>
            <CommandError error={running.error} />
            {running.error === undefined ? (
              <>
                <Progress value={100} animated striped aria-label={t('export.title')} />
                <Text size="sm" aria-live="polite">
                  {t('export.reading', { count: running.count, formatted: formatNumber(running.count) })}
                </Text>
              </>
            ) : null}
            <Text size="sm" c="dimmed">
              {t('export.note', { limit })}
            </Text>
            <FormActions>
              {running.error === undefined ? null : <Button onClick={() => void start(running.format)}>{common('retry')}</Button>}
              <Button variant="default" onClick={cancel} data-autofocus>
                {t('export.cancel')}
              </Button>
            </FormActions>
          </Stack>
        )}
      </Modal>
    </>
  );
}
