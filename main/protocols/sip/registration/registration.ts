// What a registration is made of and what it tells, RFC 3261 §10.2. The steps are in step.ts; nothing here decides.
import type { Authorization, AuthorizationRefusal } from '../authorization.ts';
import type { Credentials } from '../digest.ts';
import type { IncomingMessage } from '../message.ts';
import type { LocalAgent } from '../request.ts';
import type { Timing } from '../timing.ts';
import type { OutwardAction, TransactionTable } from '../transaction-table.ts';
import type { HostPort } from '../via.ts';

export type RegistrationOptions = {
  readonly agent: LocalAgent;
  readonly timing: Timing;
  /** The Request-URI: the registrar's domain, without a user. */
  readonly registrar: string;
  /** The address of record. */
  readonly account: string;
  readonly routes: readonly string[];
  readonly credentials: Credentials | undefined;
  /** Asked for; the registrar may give less. */
  readonly expiresSeconds: number;
};
export type RegistrationPurpose = 'register' | 'unregister';

export type Registration = {
  readonly options: RegistrationOptions;
  readonly callId: string;
  readonly localTag: string;
  readonly cseq: number;
  readonly phase: 'asking' | 'waiting' | 'leaving' | 'over';
  /** A REGISTER was granted and none has given it up: there is something to give up. */
  readonly mayBeBound: boolean;
  readonly isStopping: boolean;
  readonly expiresSeconds: number;
  /** One after another, for the time until the next try. */
  readonly failureCount: number;
  readonly authorization: Authorization;
  readonly table: TransactionTable<RegistrationPurpose>;
};

export type RegistrationNotice =
  /** `seenAs` is this end as the registrar sees it, behind NAT the public address. */
  | { readonly kind: 'registered'; readonly seconds: number; readonly seenAs: HostPort | undefined }
  | {
      readonly kind: 'failed';
      /** Undefined when nobody answered. */
      readonly sipStatus: number | undefined;
      readonly words: string;
      readonly authorization: AuthorizationRefusal | undefined;
      readonly retryMilliseconds: number;
    }
  /** The last of all: the account is given up, or was never registered. */
  | { readonly kind: 'unregistered' };
export type RegistrationAction = OutwardAction | { readonly kind: 'tell'; readonly notice: RegistrationNotice };
export type RegistrationEvent =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'timer'; readonly timer: string }
  | { readonly kind: 'transport-failed' }
  /** Register now: the network is back, or an operator asks. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop' };
export type RegistrationStep = { readonly registration: Registration; readonly actions: readonly RegistrationAction[] };
