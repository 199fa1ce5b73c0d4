import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Section } from '../../ui/Page.tsx';
import classes from './Backup.module.css';

/** The recovery passphrase: whether there is one, and a new one, shown once and checked. */
export function PassphraseSection({
  isSet,
  made,
  onMade,
  onStored,
}: {
  readonly isSet: boolean;
  /** A passphrase that was just made and not yet stored by its reader. */
  readonly made: string | undefined;
  readonly onMade: (passphrase: string) => void;
  readonly onStored: () => void;
}): ReactNode {
  const { t } = useTranslation('backup');
  const mayChange = useMay('administer');
  const [isAsking, setAsking] = useState(false);
  const renew = useCommand('backups.newPassphrase');
  const confirm = () =>
    renew.mutate(undefined, {
      onSuccess: ({ recoveryPassphrase }) => {
        setAsking(false);
        onMade(recoveryPassphrase);
      },
    });
  return (
    <Section
      title={t('passphrase.title')}
      aside={
        mayChange ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t(isSet ? 'passphrase.renew' : 'passphrase.make')}
          </Button>
        ) : null
      }
    >
      <Text size="sm" className={isSet ? classes.good : classes.bad} component="p" m={0}>
        {isSet ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
        <span>{t(isSet ? 'passphrase.set' : 'passphrase.missing')}</span>
      </Text>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('passphrase.question')}
        confirmLabel={t('passphrase.confirm')}
        isBusy={renew.isPending}
        error={<CommandError error={renew.error} />}
        onConfirm={confirm}
        onClose={() => {
          setAsking(false);
          renew.reset();
        }}
      >
        {t('passphrase.questionText')}
      </ConfirmDialog>
      {made === undefined ? null : <NewPassphrase passphrase={made} onStored={onStored} />}
    </Section>
  );
}

/** Does not close before the last group was typed from where the passphrase is kept. */
function NewPassphrase({ passphrase, onStored }: { readonly passphrase: string; readonly onStored: () => void }): ReactNode {
  const { t } = useTranslation('backup');
  const { t: common } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const check = () => {
    const isRight = typed.trim().toUpperCase() === passphrase.split('-').at(-1);
    if (isRight) onStored();
    else setWrong(true);
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      title={t('passphrase.shown')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      size={560}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <Stack gap={12}>
          <Text size="sm">{t('passphrase.shownText')}</Text>
          <output className={classes.passphrase} aria-label={t('passphrase.label')}>
            {passphrase}
          </output>
          <CopyButton value={passphrase}>
            {({ copied, copy }) => (
              <Group>
                <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
                  {copied ? common('copied') : common('copy')}
                </Button>
              </Group>
            )}
          </CopyButton>
          <TextInput
            label={t('passphrase.check')}
            description={t('passphrase.checkText')}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            error={isWrong ? t('passphrase.wrong') : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setWrong(false);
            }}
            w={240}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={typed.trim() === ''}>
              {t('passphrase.stored')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
