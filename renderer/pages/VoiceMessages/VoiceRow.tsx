import { ActionIcon, Button, Table, Tooltip } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingType, VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatTenths } from './format-tenths.ts';
import { OriginMark } from './OriginMark.tsx';
import { PlayButton } from './PlayButton.tsx';
import { soundOf } from './sound-of.ts';
import type { Player } from './use-player.ts';
import { useTypeName } from './use-type-name.ts';
import classes from './VoiceMessages.module.css';
import { originOf } from './voice-rows.ts';

export function VoiceRow({
  message,
  player,
  onUpload,
  onRemove,
}: {
  readonly message: VoiceMessage;
  readonly player: Player;
  readonly onUpload: ((type: RecordingType) => void) | undefined;
  readonly onRemove: ((message: VoiceMessage) => void) | undefined;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const typeName = useTypeName();
  const name = typeName(message.type);
  const origin = originOf(message);
  return (
    <Table.Tr data-origin={origin}>
      <Table.Td className={classes.name}>{name}</Table.Td>
      <Table.Td>
        {message.text === '' ? (
          <span className={classes.unknown}>{t(origin === 'none' ? 'silent' : 'textUnknown')}</span>
        ) : (
          <span dir="auto" lang={message.spokenLanguage}>
            {message.text}
          </span>
        )}
      </Table.Td>
      <Table.Td>
        <OriginMark message={message} />
        {message.changedAt === undefined ? null : (
          <div className={classes.changed}>
            <span dir="auto">{message.fileName}</span>
            <span>
              <RelativeTime at={message.changedAt} />
              {message.changedBy === '' ? null : `, ${message.changedBy}`}
            </span>
          </div>
        )}
      </Table.Td>
      <Table.Td ta="end" className={classes.length}>
        {origin === 'none' ? '–' : t('seconds', { seconds: formatTenths(message.seconds) })}
      </Table.Td>
      <Table.Td>
        <span className={classes.actions}>
          <PlayButton
            player={player}
            id={message.type}
            name={name}
            load={() => soundOf(message)}
            isDisabled={origin === 'none'}
          />
          {onUpload === undefined ? null : (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconUpload size={14} aria-hidden />}
              aria-label={t('upload.of', { name })}
              onClick={() => onUpload(message.type)}
            >
              {t('upload.action')}
            </Button>
          )}
          {onRemove === undefined || origin !== 'own' ? null : (
            <Tooltip label={t('remove.action')}>
              <ActionIcon variant="subtle" color="gray" aria-label={t('remove.of', { name })} onClick={() => onRemove(message)}>
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      </Table.Td>
    </Table.Tr>
  );
}
