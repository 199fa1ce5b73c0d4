import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { languageName } from '../../parts/settings/languages.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useTypeName } from './use-type-name.ts';
import { originOf } from './voice-rows.ts';

/** The file is not kept: it is asked first. */
export function RemoveDialog({
  message,
  onClose,
}: {
  readonly message: VoiceMessage | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const typeName = useTypeName();
  const remove = useCommand('voiceMessages.remove');
  const close = () => {
    remove.reset();
    onClose();
  };
  const name = message === undefined ? '' : typeName(message.type);
  return (
    <ConfirmDialog
      isOpen={message !== undefined}
      title={t('remove.title', { name })}
      confirmLabel={t('remove.confirm')}
      isDestructive
      isBusy={remove.isPending}
      error={<CommandError error={remove.error} />}
      onClose={close}
      onConfirm={() => {
        if (message === undefined) return;
        const { type, language, applicationName } = message;
        remove.mutate(
          { type, language, applicationName },
          {
            onSuccess: (now) => {
              const language = languageName(now.spokenLanguage);
              notifyDone(t('remove.done', { name, now: t(`origin.${originOf(now)}`, { language }) }));
              close();
            },
          },
        );
      }}
    >
      <Text size="sm">{t('remove.text', { file: message?.fileName ?? '' })}</Text>
    </ConfirmDialog>
  );
}
