/** Who calls, and how a session is carried: the only things that differ between the pipes. */
import type { OperatorRole } from '../../shared/roles.ts';
import type { Session } from '../../shared/schemas/operator.ts';

/** Where a pipe keeps the session's id: a cookie, or the connection itself. */
export interface SessionCarrier {
  current(): string | undefined;
  /** `expiresAt` in epoch milliseconds. */
  start(sessionId: string, expiresAt: number): void;
  end(): void;
}

export type Caller =
  /** Who can already read the data folder: the command line, or the host itself. */
  | { readonly kind: 'local' }
  | { readonly kind: 'console'; readonly carrier: SessionCarrier /** For throttling. */; readonly address: string };

/** What every handler is called with. */
export type ApiContext = { readonly caller: Caller };

/** Added by the role check, before any input is looked at. */
export type Actor = {
  readonly name: string;
  readonly role: OperatorRole | undefined;
  readonly session: Session | undefined;
  /** Of that session. */
  readonly sessionId: string | undefined;
};
