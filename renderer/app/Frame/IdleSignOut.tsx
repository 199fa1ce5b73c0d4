import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSessionQuery, useSignOut } from '../../bridge/use-session.ts';
import { createIdleWatch, type IdleWatch } from './idle-watch.ts';

const ACTIVITY = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
const LOOK_MILLISECONDS = 1000;

/**
 * Signs out when nobody has touched any window of this console for the session's idle time, and says so a minute
 * before. The server cannot tell: a page that follows the log asks it all the time.
 */
export function IdleSignOut(): ReactNode {
  const { t } = useTranslation('account');
  const { idleTimeoutSeconds } = useSession();
  const signOut = useRef(useSignOut());
  const refetch = useRef(useSessionQuery().refetch);
  const watch = useRef<IdleWatch>(undefined);
  const [secondsLeft, setSecondsLeft] = useState<number>();

  useEffect(() => {
    const others = new BroadcastChannel('countersign-activity');
    const idle = createIdleWatch({
      timeoutSeconds: idleTimeoutSeconds,
      now: Date.now,
      // Typing alone asks the server nothing: it must hear of it before its own clock runs out.
      onUse: () => void refetch.current(),
      onShare: () => others.postMessage(0),
    });
    watch.current = idle;
    others.onmessage = () => idle.touchedElsewhere();
    const touch = () => idle.touched();
    for (const kind of ACTIVITY) window.addEventListener(kind, touch, { passive: true });
    const timer = setInterval(() => {
      const state = idle.look();
      setSecondsLeft(state.kind === 'warning' ? state.secondsLeft : undefined);
      if (state.kind === 'over') signOut.current();
    }, LOOK_MILLISECONDS);
    return () => {
      clearInterval(timer);
      others.close();
      for (const kind of ACTIVITY) window.removeEventListener(kind, touch);
    };
  }, [idleTimeoutSeconds]);

  const stay = () => {
    watch.current?.stay();
    setSecondsLeft(undefined);
  };
  return (
    <Modal opened={secondsLeft !== undefined} onClose={stay} title={t('idle.title')} size={420} centered withCloseButton={false}>
      <Text size="sm" role="timer">
        {t('idle.text', { count: secondsLeft ?? 0 })}
      </Text>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button onClick={stay} data-autofocus>
          {t('idle.stay')}
        </Button>
        <Button variant="default" onClick={() => signOut.current()}>
          {t('idle.signOut')}
        </Button>
      </Group>
    </Modal>
  );
}
