/** Who is signed in, and signing in and out. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import { isPermitted, type Permission } from '../../shared/roles.ts';
import type { Session } from '../../shared/schemas/operator.ts';
import { onConnectionRefused, reopenConnection } from './client.ts';
import { queryKeyOf } from './procedures.ts';
import { endSession } from './query-client.ts';
import { useCommand } from './use-command.ts';
import { type QueryOf, useQueryOf } from './use-query-of.ts';

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

/** The session query: null when nobody is signed in. A socket that cannot open makes it ask again. */
export function useSessionQuery(): QueryOf<'session.current'> {
  const session = useQueryOf('session.current', undefined, { keepsPrevious: false });
  const { refetch } = session;
  useEffect(() => onConnectionRefused(() => void refetch()), [refetch]);
  return session;
}

/** The session of the signed-in operator. Only below the frame. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new TypeError('useSession outside the frame');
  return session;
}

/** Whether the operator may do what needs `permission`: for hiding what would be refused; the server decides. */
export function useMay(permission: Permission): boolean {
  return isPermitted(useSession().operator.role, permission);
}

/** Takes over a session that the server has just opened. */
export function useEnterSession(): (session: Session) => void {
  const queries = useQueryClient();
  return (session) => {
    reopenConnection();
    queries.setQueryData(queryKeyOf('session.current'), session);
  };
}

export function useSignOut(): () => void {
  const signOut = useCommand('session.signOut');
  return () => signOut.mutate(undefined, { onSuccess: endSession });
}
