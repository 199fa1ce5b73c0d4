import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileDownload, IconFileMusic } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RECORDING_MAX_BYTES, RECORDING_MAX_SECONDS } from '../../../shared/schemas/voice-message.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { formatNumber } from '../../ui/time.ts';
import classes from './VoiceMessages.module.css';

/** Takes files of any kind: the server judges by what is in them, and says what is wrong. */
export function RecordingDrop({
  label,
  file,
  takesSeveral = false,
  isBusy,
  onFiles,
}: {
  readonly label: string;
  /** The one that was chosen. */
  readonly file?: File | undefined;
  readonly takesSeveral?: boolean;
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const Icon = file === undefined ? IconFileDownload : IconFileMusic;
  return (
    <Dropzone
      onDropAny={(accepted, rejected) => onFiles([...accepted, ...rejected.map((each) => each.file)])}
      onDrop={() => undefined}
      multiple={takesSeveral}
      useFsAccessApi={false}
      disabled={isBusy}
      className={classes.drop}
      role="group"
      aria-label={label}
      inputProps={{ 'aria-label': label, accept: '.wav,.mp3,audio/wav,audio/mpeg' }}
    >
      <div className={classes.dropContent}>
        <Icon size={32} stroke={1.25} aria-hidden />
        <Text fw={600} dir="auto" className={classes.fileName}>
          {file === undefined ? label : file.name}
        </Text>
        <Text size="sm" c="dimmed">
          {file === undefined
            ? t('upload.limits', { size: formatBytes(RECORDING_MAX_BYTES), seconds: formatNumber(RECORDING_MAX_SECONDS) })
            : `${formatBytes(file.size)} · ${t('upload.another')}`}
        </Text>
      </div>
    </Dropzone>
  );
}
