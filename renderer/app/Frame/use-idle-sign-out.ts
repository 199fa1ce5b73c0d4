import { useIdle } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useSession, useSignOut } from '../../bridge/use-session.ts';

/**
 * Signs out when nobody has touched the console for the session's idle time. The server cannot tell: a page that
 * follows the log asks it all the time.
 */
export function useIdleSignOut(): void {
  const { idleTimeoutSeconds } = useSession();
  const isIdle = useIdle(idleTimeoutSeconds * 1000, { initialState: false });
  const signOut = useRef(useSignOut());
  useEffect(() => {
    if (isIdle) signOut.current();
  }, [isIdle]);
}
