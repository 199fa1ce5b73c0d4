import { Button, Checkbox, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileDownload, IconFileText } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_FILE_MAX_BYTES } from '../../../shared/limits.ts';
import { CommandError } from '../../parts/errors.tsx';
import { formatBytes } from '../../ui/bytes.ts';
import { Section } from '../../ui/Page.tsx';
import classes from './TokenImport.module.css';
import type { ImportWizard } from './use-import-wizard.ts';
import { WorkLine } from './WorkLine.tsx';
import type { ChooseState, ChosenFile } from './wizard-state.ts';

export function ChooseStep({ state, wizard }: { readonly state: ChooseState; readonly wizard: ImportWizard }): ReactNode {
  const { t } = useTranslation('import');
  const [isTooMany, setTooMany] = useState(false);
  const isBusy = state.work !== undefined;
  const take = (files: readonly ChosenFile[]) => {
    const [file] = files;
    setTooMany(files.length > 1);
    if (file !== undefined && files.length === 1) wizard.choose(file);
  };
  return (
    <div className={classes.scroll}>
      <CommandError error={state.error} />
      <Dropzone
        onDropAny={(accepted, rejected) => take([...accepted, ...rejected.map(({ file }) => file)])}
        onDrop={() => undefined}
        useFsAccessApi={false}
        disabled={isBusy}
        className={classes.drop}
        role="group"
        aria-label={t('choose.drop')}
        inputProps={{ 'aria-label': t('choose.drop') }}
      >
        <DropContent file={state.file} />
      </Dropzone>
      {isTooMany ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('choose.only')}
        </Text>
      ) : null}
      <WorkLine work={state.work} onStop={wizard.stop} />
      <Checkbox
        label={t('choose.createsUsers')}
        description={t('choose.createsUsersText')}
        checked={state.options.createsUsers}
        disabled={isBusy}
        onChange={(event) => wizard.changeOptions({ ...state.options, createsUsers: event.currentTarget.checked })}
        maw={720}
      />
      <Section title={t('choose.kinds')}>
        <dl className={classes.kinds}>
          <dt>{t('choose.pskc')}</dt>
          <dd>{t('choose.pskcText')}</dd>
          <dt>{t('choose.csv')}</dt>
          <dd>{t('choose.csvText')}</dd>
        </dl>
      </Section>
    </div>
  );
}

function DropContent({ file }: { readonly file: ChosenFile | undefined }): ReactNode {
  const { t } = useTranslation('import');
  const Icon = file === undefined ? IconFileDownload : IconFileText;
  return (
    <div className={classes.dropContent}>
      <Icon size={36} stroke={1.25} aria-hidden />
      <Text fw={600} dir="auto" className={classes.fileName}>
        {file === undefined ? t('choose.drop') : file.name}
      </Text>
      <Text size="sm" c="dimmed">
        {file === undefined
          ? t('choose.limit', { limit: formatBytes(IMPORT_FILE_MAX_BYTES) })
          : `${formatBytes(file.size)} · ${t('choose.other')}`}
      </Text>
    </div>
  );
}

export function CheckButton({ state, onCheck }: { readonly state: ChooseState; readonly onCheck: () => void }): ReactNode {
  const { t } = useTranslation('import');
  return (
    <Button disabled={state.file === undefined} loading={state.work !== undefined} onClick={onCheck}>
      {t('choose.check')}
    </Button>
  );
}
