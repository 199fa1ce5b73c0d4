import { IconAlertTriangle, IconMicrophone, IconPackage, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { languageName } from '../../parts/settings/languages.ts';
import classes from './VoiceMessages.module.css';
import { type Origin, originOf } from './voice-rows.ts';

const ICON: Readonly<Record<Origin, typeof IconX>> = {
  own: IconMicrophone,
  'own-everywhere': IconMicrophone,
  delivered: IconPackage,
  'stands-in': IconAlertTriangle,
  none: IconX,
};

/** Whose recording is heard: by shape and word, then colour. */
export function OriginMark({ message }: { readonly message: VoiceMessage }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const origin = originOf(message);
  const Icon = ICON[origin];
  return (
    <span className={classes.origin} data-origin={origin}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{t(`origin.${origin}`, { language: languageName(message.spokenLanguage) })}</span>
    </span>
  );
}
