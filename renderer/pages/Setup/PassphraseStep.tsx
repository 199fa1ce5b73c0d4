import { Button, Checkbox, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { host } from '../../bridge/host.ts';
import { formatExact } from '../../ui/time.ts';
import classes from './Setup.module.css';

/** The recovery passphrase, shown this once. There is no way on without saying that it is stored. */
export function PassphraseStep({
  serverName,
  passphrase,
  onStored,
}: {
  readonly serverName: string;
  readonly passphrase: string;
  readonly onStored: () => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation('common');
  const [isStored, setStored] = useState(false);
  const save = () =>
    host.saveFile({
      name: `countersign-recovery-${serverName.replaceAll(/[^\w.-]/g, '_')}.txt`,
      mediaType: 'text/plain',
      content: t('passphrase.fileText', { server: serverName, at: formatExact(Date.now()), passphrase }),
    });
  return (
    <Stack gap={12}>
      <Title order={1}>{t('passphrase.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('passphrase.text')}
      </Text>
      <output className={classes.passphrase} aria-label={t('passphrase.label')}>
        {passphrase}
      </output>
      <Group gap={8}>
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
      <Checkbox
        label={t('passphrase.stored')}
        checked={isStored}
        onChange={(event) => setStored(event.currentTarget.checked)}
        className={classes.screenOnly}
      />
      <Button size="sm" disabled={!isStored} onClick={onStored} className={classes.screenOnly}>
        {t('passphrase.submit')}
      </Button>
    </Stack>
  );
}
