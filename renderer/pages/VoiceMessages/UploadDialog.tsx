import { Alert, Button, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError } from '../../parts/errors.tsx';
import { languageName } from '../../parts/settings/languages.ts';
import { FormActions } from '../../ui/FormSection.tsx';
import { contentOf } from './content-of.ts';
import { formatTenths } from './format-tenths.ts';
import { PlayButton } from './PlayButton.tsx';
import { RecordingDrop } from './RecordingDrop.tsx';
import { soundOf } from './sound-of.ts';
import type { Player } from './use-player.ts';
import { useTypeName } from './use-type-name.ts';
import classes from './VoiceMessages.module.css';
import { scriptText } from './voice-rows.ts';

/** A file for one message. It stays open when the file is refused, and after it was taken, to listen to it. */
export function UploadDialog({
  message,
  player,
  onClose,
}: {
  readonly message: VoiceMessage;
  readonly player: Player;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const { t: common } = useTranslation('common');
  const typeName = useTypeName();
  const name = typeName(message.type);
  const [file, setFile] = useState<File | undefined>();
  const upload = useUpload(message);
  const isDone = upload.saved !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('upload.title', { name })}
      closeButtonProps={{ 'aria-label': common('close') }}
      size={560}
      centered
      closeOnClickOutside={false}
    >
      <Stack gap={12}>
        <Text size="sm" c="dimmed">
          {t('upload.for', {
            language: languageName(message.language),
            application: message.applicationName === '' ? t('everyApplication') : message.applicationName,
          })}
        </Text>
        <WhatToSay message={message} />
        {message.source === undefined || isDone ? null : (
          <div className={classes.before}>
            <PlayButton player={player} id="before" name={t('upload.before')} load={() => soundOf(message)} />
            <Text size="sm">{t('upload.before')}</Text>
          </div>
        )}
        <CommandError error={upload.error} />
        {upload.saved === undefined ? (
          <FileChoice
            file={file}
            isBusy={upload.isBusy}
            player={player}
            onFile={(chosen) => {
              player.stop();
              upload.reset();
              setFile(chosen);
            }}
          />
        ) : (
          <Taken message={upload.saved} player={player} />
        )}
        {upload.isBusy ? <Progress value={100} striped animated aria-label={t('upload.busy')} /> : null}
        <FormActions>
          {isDone ? null : (
            <Button
              disabled={file === undefined}
              loading={upload.isBusy}
              onClick={() => {
                player.stop();
                if (file !== undefined) upload.run(file);
              }}
            >
              {t('upload.confirm')}
            </Button>
          )}
          <Button variant="default" onClick={onClose} disabled={upload.isBusy}>
            {isDone ? common('close') : common('cancel')}
          </Button>
        </FormActions>
      </Stack>
    </Modal>
  );
}

function useUpload({ type, language, applicationName }: VoiceMessage) {
  const command = useCommand('voiceMessages.upload');
  const [refusal, setRefusal] = useState<ConsoleError | undefined>();
  const [isReading, setReading] = useState(false);
  return {
    saved: command.data,
    error: refusal ?? command.error,
    isBusy: isReading || command.isPending,
    reset: () => {
      setRefusal(undefined);
      command.reset();
    },
    run: (file: File) => {
      setRefusal(undefined);
      setReading(true);
      contentOf(file)
        .then((content) => command.mutate({ type, language, applicationName, fileName: file.name, content }), setRefusal)
        .finally(() => setReading(false));
    },
  } as const;
}

function WhatToSay({ message }: { readonly message: VoiceMessage }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const script = scriptText(message.type, message.language);
  return (
    <div className={classes.script}>
      <Text size="sm" fw={600}>
        {t(script.language === message.language ? 'upload.say' : 'upload.sayIn', { language: languageName(script.language) })}
      </Text>
      <Text size="sm" dir="auto" lang={script.language}>
        {script.text}
      </Text>
    </div>
  );
}

type ChoiceProps = {
  readonly file: File | undefined;
  readonly isBusy: boolean;
  readonly player: Player;
  readonly onFile: (file: File) => void;
};

function FileChoice({ file, isBusy, player, onFile }: ChoiceProps): ReactNode {
  const { t } = useTranslation('voiceMessages');
  return (
    <>
      <RecordingDrop
        label={t('upload.drop')}
        file={file}
        isBusy={isBusy}
        onFiles={([first]) => {
          if (first !== undefined) onFile(first);
        }}
      />
      {file === undefined ? null : (
        <div className={classes.before}>
          <PlayButton player={player} id="file" name={file.name} load={async () => file} isDisabled={isBusy} />
          <Text size="sm">{t('upload.listen')}</Text>
        </div>
      )}
    </>
  );
}

function Taken({ message, player }: { readonly message: VoiceMessage; readonly player: Player }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  return (
    <Alert role="status" color="teal" icon={<IconCheck size={18} />} title={t('upload.done')} p={12}>
      <div className={classes.before}>
        <PlayButton player={player} id="after" name={t('upload.after')} load={() => soundOf(message)} />
        <Text size="sm">{t('upload.doneText', { seconds: formatTenths(message.seconds) })}</Text>
      </div>
    </Alert>
  );
}
