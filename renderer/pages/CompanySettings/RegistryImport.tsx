import { Button, Table, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconAlertTriangle, IconArrowRight, IconFileDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { bytesToBase64 } from '../../parts/base64.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { type SettingValue, settingText, valueText } from '../../parts/settings/values.ts';
import { SETTINGS_CATALOGUE, settingKey } from '../../parts/settings-catalogue.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import classes from './CompanySettings.module.css';

type Row = OutputOf<'settings.importRegistry'>['values'][number];
/** '' is the registry of the server itself. */
type Source = { readonly name: string; readonly content: string | undefined };

/** Of what the contract takes, before base64. */
const FILE_MAX_BYTES = 2_900_000;

const isChange = (row: Row) => row.problem === '' && row.before !== row.after;

/** What the old server kept in the registry: a file of regedit, or the registry of this server; shown first, then taken over. */
export function RegistryImport({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('messages');
  const { t: common } = useTranslation('common');
  const preview = useCommand('settings.importRegistry');
  const apply = useCommand('settings.importRegistry');
  const [source, setSource] = useState<Source>();
  const [isTooLarge, setTooLarge] = useState(false);
  const look = (chosen: Source) => {
    setSource(chosen);
    apply.reset();
    preview.mutate({ content: chosen.content, isDryRun: true });
  };
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > FILE_MAX_BYTES);
    if (file.size <= FILE_MAX_BYTES) look({ name: file.name, content: bytesToBase64(new Uint8Array(await file.arrayBuffer())) });
  };
  const rows = preview.data?.values;
  const count = rows?.filter(isChange).length ?? 0;
  return (
    <>
      <Fields>
        <CommandError error={apply.error ?? preview.error} />
        <Text size="sm" c="dimmed">
          {t('registry.text')}
        </Text>
        <Dropzone
          onDropAny={(accepted, rejected) => void choose([...accepted, ...rejected.map(({ file }) => file)][0])}
          onDrop={() => undefined}
          useFsAccessApi={false}
          multiple={false}
          className={classes.drop}
          role="group"
          aria-label={t('registry.drop')}
          inputProps={{ 'aria-label': t('registry.drop') }}
        >
          <div className={classes.dropContent}>
            <IconFileDownload size={32} stroke={1.25} aria-hidden />
            <Text fw={600} dir="auto">
              {source === undefined || source.name === '' ? t('registry.drop') : source.name}
            </Text>
          </div>
        </Dropzone>
        {isTooLarge ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t('registry.tooLarge')}
          </Text>
        ) : null}
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => look({ name: '', content: undefined })}
          loading={preview.isPending}
        >
          {t('registry.thisServer')}
        </Button>
        {rows === undefined || preview.isPending ? null : <Found rows={rows} />}
      </Fields>
      <FormActions>
        <Button
          disabled={count === 0 || source === undefined}
          loading={apply.isPending}
          onClick={() =>
            apply.mutate(
              { content: source?.content, isDryRun: false },
              {
                onSuccess: () => {
                  notifyDone(t('registry.done', { count }));
                  onClose();
                },
              },
            )
          }
        >
          {t('registry.import', { count })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </>
  );
}

function Found({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation('messages');
  if (rows.length === 0) {
    return (
      <Text size="sm" role="status">
        {t('registry.none')}
      </Text>
    );
  }
  return (
    <Table aria-label={t('registry.found')} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('registry.setting')}</Table.Th>
          <Table.Th w={200}>{t('registry.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.name}>
            <Table.Td>
              {labelOf(row)}
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {row.name} = {row.found}
              </Text>
            </Table.Td>
            <Table.Td>
              <Change row={row} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Change({ row }: { readonly row: Row }): ReactNode {
  const { t } = useTranslation('messages');
  if (row.problem !== '') {
    return (
      <span className={classes.problem}>
        <IconAlertTriangle size={16} aria-hidden /> {t(`registry.problem.${row.problem}`)}
      </span>
    );
  }
  if (row.before === row.after) return t('registry.same', { value: textOf(row, row.after) });
  return (
    <span className={classes.change}>
      {textOf(row, row.before)} <IconArrowRight size={14} aria-label={t('registry.becomes')} role="img" />{' '}
      <strong>{textOf(row, row.after)}</strong>
    </span>
  );
}

const entryOf = ({ section, field }: Row) =>
  SETTINGS_CATALOGUE.find((entry) => entry.section === section && entry.name === field);

function labelOf(row: Row): string {
  const entry = entryOf(row);
  return entry === undefined ? row.field : settingText(settingKey(entry), 'label');
}

function textOf(row: Row, text: string): string {
  const entry = entryOf(row);
  const value: SettingValue = text === 'true' || text === 'false' ? text === 'true' : Number(text);
  return entry === undefined ? text : valueText(entry, value);
}
