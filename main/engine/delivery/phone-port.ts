/** What calls phones, as the engine's flows see it: trunks in order, and one call as a row of events with one end. */
import type { TrunkId } from '../../../shared/ids.ts';
import type { Trunk, TrunkHealth } from '../../../shared/schemas/trunk.ts';
import type { CallSound } from '../../protocols/rtp/call-progress.ts';
import type { Digit } from '../../protocols/rtp/telephone-event.ts';
import type { SipEnd } from '../phone-call/phone-call.ts';
import type { Secret } from '../secret.ts';

export type TrunkWithSecret = { readonly trunk: Trunk; readonly password: Secret | undefined };

export type CallerId = {
  /** As the trunk wants it; '' sends the trunk's account, else anonymous. */
  readonly number: string;
  readonly displayName: string;
  /** Privacy is asked for (RFC 3323): the called person sees no number. */
  readonly isPrivate: boolean;
};

export type PhoneOrder = {
  /** E.164 with plus. */
  readonly number: string;
  readonly callerId: CallerId;
  /** From the first INVITE, over all trunks, until the call is given up. */
  readonly answerTimeoutMilliseconds: number;
  /** A test: this trunk alone, whatever its state, even when it is not enabled. */
  readonly onlyTrunkId?: TrunkId | undefined;
  readonly onTrace?: ((step: CallTraceStep) => void) | undefined;
};

/** One rung of the ladder of a call. */
export type CallTraceStep = {
  /** Milliseconds since the order. */
  readonly atMilliseconds: number;
  /** here: something that this server did or found, without a message. */
  readonly direction: 'sent' | 'received' | 'here';
  /** 'INVITE', '180 Ringing', 'RTP', 'Key'. */
  readonly what: string;
  /** Of a SIP message its CSeq, of media codec and source. Never a credential or a whole number. */
  readonly detail: string;
};

/** What stood in the INVITE. */
export type SentIdentity = {
  readonly dialled: string;
  readonly from: string;
  /** '' where none was sent (RFC 3325). */
  readonly assertedIdentity: string;
  /** '' where none was sent (RFC 3323). */
  readonly privacy: string;
};

export type PhoneEvent =
  /** The INVITE goes out over this trunk. */
  | { readonly kind: 'line-chosen'; readonly trunkId: TrunkId; readonly trunkName: string; readonly sent: SentIdentity }
  /** That trunk could not take the call; the next one is asked. */
  | { readonly kind: 'passed-over'; readonly trunkId: TrunkId; readonly trunkName: string; readonly words: string }
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  /** All that was given to the `play` of that number was heard; a later one may be under way already. */
  | { readonly kind: 'played'; readonly playId: number }
  | { readonly kind: 'keys-sent' }
  | { readonly kind: 'key'; readonly key: Digit }
  | { readonly kind: 'sound'; readonly sound: CallSound }
  /** The last of all, once. Where no trunk took the call `words` are of this machine. */
  | { readonly kind: 'ended'; readonly end: PhoneEnd };

export type PhoneEnd = SipEnd & {
  readonly sentPackets: number;
  readonly receivedPackets: number;
  /** Media that came from elsewhere than was agreed, and was not heard. */
  readonly foreignPackets: number;
};

export type KeyStroke = { readonly kind: 'key'; readonly key: Digit } | { readonly kind: 'pause'; readonly milliseconds: number };

export type PhoneLineCall = {
  /** In place of what plays now: 16-bit samples at 8000 Hz. 'played' follows with `playId`, and none for an empty list. */
  play(sounds: readonly Int16Array[], playId?: number): void;
  /** As an extension is dialled; 'keys-sent' follows. */
  sendKeys(strokes: readonly KeyStroke[]): void;
  /** CANCEL before the answer, BYE after it; 'ended' follows. Any number of times. */
  hangUp(): void;
};

export interface PhoneLines {
  /** Never throws; the first event comes on a later turn. Without any trunk it ends as 'unreachable'. */
  call(order: PhoneOrder, onEvent: (event: PhoneEvent) => void): PhoneLineCall;
  /** The trunks in their order. What is unchanged stays as it is; calls that run go on to their end. */
  replace(trunks: readonly TrunkWithSecret[]): Promise<void>;
  health(): ReadonlyMap<TrunkId, TrunkHealth>;
  /** Calls that run now. */
  callCount(): number;
  /** Hangs up what runs, gives accounts up, and ends. */
  close(): Promise<void>;
}
