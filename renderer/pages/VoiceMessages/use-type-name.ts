import { useTranslation } from 'react-i18next';
import type { RecordingType } from '../../../shared/schemas/voice-message.ts';
import type { VoicePrompt } from '../../../shared/voice-messages.ts';
import { formatNumber } from '../../ui/time.ts';
import { isNumberType, numberOf } from './voice-rows.ts';

/** "Greeting (standard)", "Number 7": the old server's names, then ours. */
export function useTypeName(): (type: RecordingType) => string {
  const { t } = useTranslation('voiceMessages');
  return (type) =>
    isNumberType(type) ? t('number', { number: formatNumber(numberOf(type)) }) : t(`type.${type as VoicePrompt}`);
}
