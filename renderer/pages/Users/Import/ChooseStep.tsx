import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { host } from '../../../bridge/host.ts';
import { columnValues, sampleCsv, USER_COLUMNS, USER_FILE_MAX_BYTES } from './csv-file.ts';

const MEGABYTE = 1024 * 1024;

export function ChooseStep({
  isBusy,
  onChoose,
}: {
  readonly isBusy: boolean;
  readonly onChoose: (file: File) => void;
}): ReactNode {
  const { t } = useTranslation('users');
  const [problem, setProblem] = useState<string>();
  return (
    <Stack gap={16} maw={760}>
      <Title order={2}>{t('csv.chooseTitle')}</Title>
      <Dropzone
        multiple={false}
        maxSize={USER_FILE_MAX_BYTES}
        loading={isBusy}
        onDrop={([file]) => {
          setProblem(undefined);
          if (file !== undefined) onChoose(file);
        }}
        onReject={(rejected) =>
          setProblem(
            rejected.length > 1 ? t('csv.tooMany') : t('csv.tooLarge', { limit: String(USER_FILE_MAX_BYTES / MEGABYTE) }),
          )
        }
        role="group"
        aria-label={t('csv.drop')}
        inputProps={{ 'aria-label': t('csv.chooseTitle') }}
      >
        <Group justify="center" gap={16} mih={112} style={{ pointerEvents: 'none' }}>
          <IconFileSpreadsheet size={36} stroke={1.5} aria-hidden />
          <div>
            <Text>{t('csv.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('csv.dropNote')}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {problem === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
      <SampleColumns />
    </Stack>
  );
}

function SampleColumns(): ReactNode {
  const { t } = useTranslation('users');
  const save = () => void host.saveFile({ name: 'users-sample.csv', mediaType: 'text/csv', content: sampleCsv() });
  return (
    <section aria-label={t('csv.columnsTitle')}>
      <Group justify="space-between">
        <Title order={2}>{t('csv.columnsTitle')}</Title>
        <Button variant="default" onClick={save}>
          {t('csv.sample')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" my={8}>
        {t('csv.columnsText')}
      </Text>
      <Table fz={13} verticalSpacing={4} horizontalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={180}>{t('csv.columnsHead.name')}</Table.Th>
            <Table.Th>{t('csv.columnsHead.holds')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {USER_COLUMNS.map((column) => (
            <Table.Tr key={column}>
              <Table.Td ff="monospace">{column}</Table.Td>
              <Table.Td>{t(`csv.columns.${column}`, { values: columnValues(column).join(', ') })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
