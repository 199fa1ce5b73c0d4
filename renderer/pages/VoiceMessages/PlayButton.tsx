import { Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleError } from '../../bridge/console-error.ts';
import { notifyError } from '../../parts/errors.tsx';
import type { Player } from './use-player.ts';
import classes from './VoiceMessages.module.css';

/** Play, and Stop while it plays; the bar says how far it is. Space and Enter do both, Escape stops. */
export function PlayButton({
  player,
  id,
  name,
  load,
  isDisabled = false,
}: {
  readonly player: Player;
  /** Tells this sound from others of the page. */
  readonly id: string;
  /** What is played, for readers. */
  readonly name: string;
  readonly load: () => Promise<Blob>;
  readonly isDisabled?: boolean;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const [isFailed, setFailed] = useState(false);
  const own = player.playing?.key === id ? player.playing : undefined;
  const onError = (error: unknown) => {
    if (error instanceof ConsoleError) notifyError(error);
    else setFailed(true);
  };
  return (
    <span className={classes.play}>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={own === undefined ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerStop size={14} aria-hidden />}
        disabled={isDisabled}
        aria-label={t(own === undefined ? 'play.playOf' : 'play.stopOf', { name })}
        onClick={() => {
          setFailed(false);
          if (own === undefined) player.play(id, load, onError);
          else player.stop();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || own === undefined) return;
          event.stopPropagation();
          player.stop();
        }}
      >
        {t(own === undefined ? 'play.play' : 'play.stop')}
      </Button>
      {own === undefined ? null : (
        <Progress
          size={3}
          mt={3}
          value={own.length === undefined ? 0 : Math.min(100, (own.at / own.length) * 100)}
          aria-label={t('play.progress', { name })}
        />
      )}
      {isFailed ? (
        <span className={classes.failed} role="alert">
          {t('play.failed')}
        </span>
      ) : null}
    </span>
  );
}
