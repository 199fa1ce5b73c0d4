// What a call is made of and what it tells: the state of one outgoing call, RFC 3261 §13 to §15. The steps are in step.ts; nothing here decides.
import type { Authorization, AuthorizationRefusal } from '../authorization.ts';
import type { CallerIdentity } from '../caller-identity.ts';
import type { Dialog } from '../dialog.ts';
import type { Credentials } from '../digest.ts';
import type { InfoDigit } from '../dtmf-info.ts';
import type { IncomingMessage, SipHeader, SipRequest } from '../message.ts';
import type { Content, LocalAgent } from '../request.ts';
import type { SessionTimer } from '../session-timer.ts';
import type { Timing } from '../timing.ts';
import type { OutwardAction, TransactionTable } from '../transaction-table.ts';

export type CallOptions = {
  readonly agent: LocalAgent;
  readonly timing: Timing;
  /** The Request-URI. */
  readonly target: string;
  /** Values of Route, for an outbound proxy. */
  readonly routes: readonly string[];
  readonly identity: CallerIdentity;
  readonly credentials: Credentials | undefined;
  /** The offer; sent again where the peer wants one later. */
  readonly content: Content;
  /** Our answer to what the peer offers later; undefined where nothing of it can be taken. Without it the answer is the offer. */
  readonly answerOffer?: ((offer: Content) => Content | undefined) | undefined;
  /** Until CANCEL, from the first INVITE on. */
  readonly answerTimeoutMilliseconds: number;
  /** Asked for as the session interval; undefined to leave it to the peer. */
  readonly sessionSeconds: number | undefined;
  /** A 3xx is a refusal where it is 0: a redirection can lead to a number that costs. */
  readonly redirectsAllowed: 0 | 1;
  /** More header fields of the INVITE, as a carrier may ask for. */
  readonly headers: readonly SipHeader[];
};

/** What a client transaction of a call is for. */
export type CallPurpose =
  | { readonly kind: 'invite' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'bye'; readonly remoteTag: string }
  | { readonly kind: 'refresh'; readonly method: 'INVITE' | 'UPDATE' };

export type CallDialog = {
  readonly dialog: Dialog;
  /** The last body that the peer has sent in an answer of this dialog. */
  readonly content: Content | undefined;
  /** The ACK to its last 2xx: a repeated 2xx gets it again (RFC 3261 §13.2.2.4). */
  readonly ack: { readonly cseq: number; readonly bytes: Uint8Array; readonly nextHop: string } | undefined;
  readonly allowsUpdate: boolean;
};

export type CallTimer = 'answer' | 'cancelled' | 'session' | 'refresh' | 'repeat-answer';

export type Call = {
  readonly options: CallOptions;
  readonly phase: 'inviting' | 'answered' | 'over';
  readonly callId: string;
  readonly localTag: string;
  /** The last number of a request of ours, over all dialogs. */
  readonly cseq: number;
  readonly target: string;
  readonly redirectsLeft: number;
  readonly sessionSeconds: number | undefined;
  readonly authorization: Authorization;
  readonly invite: { readonly request: SipRequest; readonly branch: string; readonly cseq: number; readonly nextHop: string };
  /** CANCEL may only follow a provisional response (RFC 3261 §9.1). */
  readonly hasProvisional: boolean;
  readonly cancel: { readonly how: 'no-answer' | 'cancelled'; readonly isSent: boolean } | undefined;
  /** By remote tag: several while a proxy forks. */
  readonly dialogs: ReadonlyMap<string, CallDialog>;
  /** The remote tag of the 2xx that came first. */
  readonly answeredTag: string | undefined;
  readonly session: SessionTimer | undefined;
  readonly isRefreshing: 'INVITE' | 'UPDATE' | undefined;
  /** Our 2xx to a re-INVITE, until its ACK comes (RFC 3261 §13.3.1.4). */
  readonly unacknowledged:
    | {
        readonly cseq: number;
        readonly bytes: Uint8Array;
        readonly intervalMilliseconds: number;
        readonly elapsedMilliseconds: number;
        /** The re-INVITE had no offer: our 2xx had one, and the ACK has the answer. */
        readonly isOffer: boolean;
      }
    | undefined;
  readonly table: TransactionTable<CallPurpose>;
  readonly timers: ReadonlySet<CallTimer>;
  readonly isForgotten: boolean;
};

export type CallEnd = {
  readonly how: /** The peer gave a final refusal. */
    | 'refused'
    /** The answer timeout of the call was over, and CANCEL took effect. */
    | 'no-answer'
    /** `hang-up` came before the answer. */
    | 'cancelled'
    /** Not a word from the peer. */
    | 'timed-out'
    | 'unreachable'
    /** `hang-up` came after the answer. */
    | 'hung-up'
    | 'peer-hung-up'
    | 'session-expired'
    /** The peer never acknowledged our answer to its re-INVITE. */
    | 'unacknowledged';
  readonly wasAnswered: boolean;
  /** The final response to the INVITE; undefined where none came. 200 with `wasAnswered` false is an answer that CANCEL did not stop: it was hung up at once. */
  readonly sipStatus: number | undefined;
  /** The peer's words, for an operator; '' where it had none. */
  readonly words: string;
  /** The cause of the telephone network, where the peer told it (RFC 3326). */
  readonly q850Cause: number | undefined;
  /** When the peer asks to be called again, as a busy trunk does with a 503. */
  readonly retryAfterSeconds: number | undefined;
  /** Why a 401 or 407 was not answered. */
  readonly authorization: AuthorizationRefusal | undefined;
};

export type CallNotice =
  /** 100 to 199. `dialog` tells the branches of a fork apart; content is early media's answer. */
  | {
      readonly kind: 'progress';
      readonly status: number;
      readonly words: string;
      readonly dialog: string;
      readonly content: Content | undefined;
    }
  /** Content is that of the 2xx, or of the last provisional response of the same dialog where the 2xx has none. */
  | { readonly kind: 'answered'; readonly dialog: string; readonly content: Content | undefined }
  /** The peer has sent a new offer, or its answer to ours: where its media goes may have changed. */
  | { readonly kind: 'session-changed'; readonly dialog: string; readonly content: Content }
  /** By INFO. */
  | { readonly kind: 'digit'; readonly digit: InfoDigit }
  | { readonly kind: 'ended'; readonly end: CallEnd };

export type CallEvent =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'timer'; readonly timer: string }
  | { readonly kind: 'hang-up' }
  /** The connection broke, or the network refused the datagram. */
  | { readonly kind: 'transport-failed' };

export type CallAction =
  | OutwardAction
  | { readonly kind: 'tell'; readonly notice: CallNotice }
  /** After `ended`, when nothing of the call can come any more: its Call-ID may be forgotten. */
  | { readonly kind: 'forget' };

export type CallStep = { readonly call: Call; readonly actions: readonly CallAction[] };
