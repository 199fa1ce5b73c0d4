import { Alert, Button, Checkbox, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { host } from '../../bridge/host.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError } from '../../parts/errors.tsx';
import { formatExact } from '../../ui/time.ts';
import { askedGroup, freshPassphrase, isGroup } from './passphrase-proof.ts';
import classes from './Setup.module.css';

/** The recovery passphrase, shown once. The way on opens when a part of it was typed from where it was stored. */
export function PassphraseStep({ onProven }: { readonly onProven: (isProven: boolean) => void }): ReactNode {
  const [passphrase, setPassphrase] = useState(freshPassphrase.read);
  if (passphrase === undefined) return <EarlierPassphrase onMade={setPassphrase} onProven={onProven} />;
  return <ShownPassphrase key={passphrase} passphrase={passphrase} onProven={onProven} />;
}

function ShownPassphrase({
  passphrase,
  onProven,
}: {
  readonly passphrase: string;
  readonly onProven: (isProven: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation('common');
  const setup = useQueryOf('setup.status');
  const [group] = useState(() => askedGroup(passphrase));
  const [typed, setTyped] = useState('');
  const isRight = isGroup(passphrase, group, typed);
  useEffect(() => {
    onProven(isRight);
  }, [isRight, onProven]);
  const serverName = setup.data?.serverName ?? '';
  const save = () =>
    host.saveFile({
      name: `countersign-recovery-${serverName.replaceAll(/[^\w.-]/g, '_')}.txt`,
      mediaType: 'text/plain',
      content: t('passphrase.fileText', { server: serverName, at: formatExact(Date.now()), passphrase }),
    });
  return (
    <Stack gap={12} maw={560}>
      <Title order={2}>{t('passphrase.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('passphrase.text')}
      </Text>
      <output className={classes.passphrase} aria-label={t('passphrase.label')}>
        {passphrase}
      </output>
      <Group gap={8} className={classes.screenOnly}>
        <CopyButton value={passphrase}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {copied ? common('copied') : common('copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {common('print')}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void save()}>
          {t('passphrase.save')}
        </Button>
      </Group>
      <TextInput
        className={classes.screenOnly}
        label={t('passphrase.proof', { number: group + 1 })}
        description={t('passphrase.proofText')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={12}
        w={280}
        rightSection={isRight ? <IconCheck size={16} color="var(--app-granted)" aria-label={t('passphrase.proven')} /> : null}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', textTransform: 'uppercase' } }}
      />
    </Stack>
  );
}

/** After a reload, or when the wizard is run again: it cannot be shown, but a new one can be made. */
function EarlierPassphrase({
  onMade,
  onProven,
}: {
  readonly onMade: (passphrase: string) => void;
  readonly onProven: (isProven: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const make = useCommand('backups.newPassphrase');
  const mayMake = useMay('administer');
  const [isStored, setStored] = useState(false);
  useEffect(() => {
    onProven(isStored);
  }, [isStored, onProven]);
  const begin = () =>
    make.mutate(undefined, {
      onSuccess: ({ recoveryPassphrase }) => {
        freshPassphrase.keep(recoveryPassphrase);
        onMade(recoveryPassphrase);
      },
    });
  return (
    <Stack gap={12} maw={560}>
      <Title order={2}>{t('passphrase.earlierTitle')}</Title>
      <Text size="sm">{t('passphrase.earlierText')}</Text>
      <CommandError error={make.error} />
      <Checkbox label={t('passphrase.stored')} checked={isStored} onChange={(event) => setStored(event.currentTarget.checked)} />
      {mayMake ? (
        <Alert color="gray" variant="outline" icon={<IconAlertTriangle size={18} />} p={12} title={t('passphrase.lostTitle')}>
          <Stack gap={8} align="flex-start">
            <Text size="sm">{t('passphrase.lostText')}</Text>
            <Button variant="default" onClick={begin} loading={make.isPending}>
              {t('passphrase.makeNew')}
            </Button>
          </Stack>
        </Alert>
      ) : null}
    </Stack>
  );
}
