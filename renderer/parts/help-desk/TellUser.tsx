import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconSpeakerphone } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './TellUser.module.css';

export type Words = {
  /** What was done. */
  readonly done: string;
  /** What to say, sentence by sentence. */
  readonly say: string;
  /** Shown once, large: a PIN. */
  readonly secret?: string;
};

/** After an action: the exact words for the person on the phone. Takes the focus, so that readers hear it. */
export function TellUser({
  words,
  onClose,
  undo,
}: {
  readonly words: Words;
  readonly onClose: () => void;
  /** Takes the action back. */
  readonly undo?: { readonly label: string; readonly isBusy: boolean; readonly run: () => void } | undefined;
}): ReactNode {
  const { t } = useTranslation('helpDesk');
  const { t: common } = useTranslation('common');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: false }), []);
  return (
    <section ref={panel} tabIndex={-1} className={classes.panel} aria-label={t('tell.title')}>
      <Group gap={8} wrap="nowrap" className={classes.done}>
        <IconCheck size={18} aria-hidden />
        <span role="status">{words.done}</span>
      </Group>
      <Group gap={8} wrap="nowrap" mt={12} mb={4} className={classes.title}>
        <IconSpeakerphone size={18} aria-hidden />
        <h2>{t('tell.title')}</h2>
      </Group>
      <Text className={classes.words}>{words.say}</Text>
      {words.secret === undefined ? null : (
        <>
          <Text className={classes.secret} role="textbox" aria-readonly aria-label={t('tell.secret')}>
            {words.secret}
          </Text>
          <Text size="sm" c="dimmed">
            {t('tell.once')}
          </Text>
        </>
      )}
      <Group gap={8} mt={12}>
        <CopyButton value={words.secret === undefined ? words.say : `${words.say} ${words.secret}`}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {copied ? common('copied') : t('tell.copy')}
            </Button>
          )}
        </CopyButton>
        {undo === undefined ? null : (
          <Button variant="default" loading={undo.isBusy} onClick={undo.run}>
            {undo.label}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('tell.close')}
        </Button>
      </Group>
    </section>
  );
}
