/** What the engine needs from the world. The engine reads through these and writes nothing. */
import type { ResultName } from '../../shared/authentication-results.ts';
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import type { AuthenticationType, Method, Mode } from '../../shared/methods.ts';
import type { MessageState } from '../../shared/schemas/gateway.ts';
import type { OathAlgorithm, TokenOrigin } from '../../shared/schemas/token.ts';
import type { Secret } from './secret.ts';

export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
}

export interface Random {
  /** `lengthBytes` bytes from a cryptographic source. */
  bytes(lengthBytes: number): Uint8Array;
}

export interface Digest {
  /** HMAC (RFC 2104) of `message` under `key`. */
  hmac(algorithm: OathAlgorithm | 'MD5', key: Uint8Array, message: Uint8Array): Uint8Array;
  md5(message: Uint8Array): Uint8Array;
  sha256(message: Uint8Array): Uint8Array;
}

export interface PasswordHasher {
  /** argon2id in PHC form. */
  hash(password: string): Promise<string>;
  /** False for a wrong password. With `undefined` it takes as long as a real check and answers false. */
  verify(phc: string | undefined, password: string): Promise<boolean>;
}

/** A token as the engine checks it. */
type CredentialBase = {
  readonly id: TokenId;
  readonly serial: string;
  readonly algorithm: OathAlgorithm;
  readonly digits: number;
  readonly seed: Secret;
  readonly origin: TokenOrigin;
  readonly isEnabled: boolean;
  readonly isPending: boolean;
  /** Epoch milliseconds. */
  readonly startsAt: number | undefined;
  readonly expiresAt: number | undefined;
  /** First code of an automatic resync: the counter or time step it matched, and when. */
  readonly resyncCandidate: { readonly factor: bigint; readonly at: number } | undefined;
};
export type TotpCredential = CredentialBase & {
  readonly type: 'totp';
  readonly periodSeconds: number;
  readonly driftSteps: number;
  /** Last time step whose code was accepted; codes of this and earlier steps are refused. */
  readonly lastStep: number | undefined;
};
export type HotpCredential = CredentialBase & {
  readonly type: 'hotp';
  /** Next counter expected; 2^64 when the token is used up. */
  readonly nextCounter: bigint;
};
export type TokenCredential = TotpCredential | HotpCredential;

type MatchableBase = 'algorithm' | 'digits' | 'seed' | 'origin';
/** What a code is looked up in: a user's token, or an operator's. */
export type MatchableToken =
  | Pick<TotpCredential, MatchableBase | 'type' | 'periodSeconds' | 'driftSteps' | 'lastStep'>
  | Pick<HotpCredential, MatchableBase | 'type' | 'nextCounter'>;

/** Everything the engine needs to know of one user, read at one moment. */
export type Subject = {
  readonly userId: UserId;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Country code and number as logged. */
  readonly phone: string;
  /** Digits without plus; ''. */
  readonly countryCode: string;
  /** The number as it was typed, without the country code; ''. */
  readonly phoneNumber: string;
  /** As stored with the phone: digits, comma, * and #, perhaps behind @; ''. */
  readonly extension: string;
  readonly backupCountryCode: string;
  readonly backupPhoneNumber: string;
  readonly backupExtension: string;
  /** '' follows the setting of the method. */
  readonly language: string;
  readonly isEnabled: boolean;
  readonly method: Method;
  readonly mode: Mode;
  /** Undefined follows the setting. */
  readonly enablesGlobalServices: boolean | undefined;
  readonly canChangePin: boolean | undefined;
  readonly canChangePhone: boolean | undefined;
  /** argon2id, PHC form; undefined when the user has no local password. */
  readonly passwordHash: string | undefined;
  /** argon2id, PHC form; undefined when the user has no PIN. */
  readonly pinHash: string | undefined;
  readonly pinSetAt: number | undefined;
  readonly mustChangePin: boolean;
  readonly failureCount: number;
  readonly longTermFailureCount: number;
  /** Epoch milliseconds; undefined when not locked. */
  readonly lockedUntil: number | undefined;
  readonly isLockedLongTerm: boolean;
  /** Epoch milliseconds; undefined when not blocked, or when the block has been ended. */
  readonly blockedUntil: number | undefined;
  /** Epoch milliseconds; undefined when no one-time bypass is left. */
  readonly bypassUntil: number | undefined;
  readonly tokens: readonly TokenCredential[];
};

/** What the answer to a challenge is checked against. */
export type ChallengeTask =
  /** isFallback: after the primary method was denied. */
  | { readonly kind: 'oath-code'; readonly isFallback: boolean }
  | { readonly kind: 'message-code'; readonly codeId: string; readonly method: 'text-message' | 'email' }
  /** The second factor was right; only the PIN change is missing. `grants` is logged when it is done. */
  | { readonly kind: 'new-pin'; readonly grants: PinChangeGrant }
  | {
      readonly kind: 'confirm-pin';
      readonly grants: PinChangeGrant /** argon2id of what was typed first. */;
      readonly pinHash: string;
    }
  /** Questions still to be answered, the first one is asked now. */
  | { readonly kind: 'security-questions'; readonly questionIds: readonly number[]; readonly areAllRight: boolean };
export type PinChangeGrant = { readonly result: ResultName; readonly method: Method; readonly mode: Mode };

/** An open challenge (RFC 2865 §4.4), found by its State. */
export type Challenge = {
  /** SHA-256 of State, hexadecimal: State itself is not stored. */
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  /** User-Name as it was sent with the first request. */
  readonly username: string;
  /** 0: the console's test. */
  readonly radiusClientId: RadiusClientId;
  readonly task: ChallengeTask;
  readonly openedAt: number;
  readonly expiresAt: number;
};

export type MessageChannel = 'text' | 'email';
export type ReplyVerdict = 'right' | 'wrong' | 'pin-wrong' | 'stop' | 'fraud';
/** A code that was sent, or waits to be. */
export type MessageCode = {
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  readonly channel: MessageChannel;
  readonly isTwoWay: boolean;
  readonly codeHash: string;
  readonly digits: number;
  readonly messageId: string;
  readonly applicationName: string;
  readonly radiusClientId: RadiusClientId | undefined;
  readonly resendKey: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  /** Wrong codes so far. */
  readonly tries: number;
  readonly state: 'open' | 'superseded' | 'spent' | 'exhausted' | 'replied' | 'ended';
  /** Set once a two-way reply came. */
  readonly reply: ReplyVerdict | undefined;
  readonly messageState: MessageState;
  readonly gatewayName: string;
};
/** A message of the outbox, with its words sealed. */
export type QueuedMessage = {
  readonly id: string;
  readonly userId: UserId;
  readonly username: string;
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly language: string;
  readonly applicationName: string;
  /** Undefined once it is over. */
  readonly sealedText: Uint8Array | undefined;
  readonly state: MessageState;
  readonly queuedAt: number;
  readonly expiresAt: number;
  readonly gatewayName: string;
  readonly problem: string;
};
/** The calls of one sign-in that run. */
export type RunningCall = {
  readonly id: string;
  readonly radiusClientId: RadiusClientId | undefined;
  readonly resendKey: string;
  readonly expiresAt: number;
};
export type CachedGrant = {
  readonly authenticationType: AuthenticationType;
  readonly applicationName: string;
  readonly callingAddress: string;
  readonly at: number;
};
export type SecurityAnswer = {
  readonly questionId: number;
  readonly language: string /** argon2id. */;
  readonly answerHash: string;
};

export interface AuthenticationReader {
  /** By username as the application sent it, compared without case. */
  findSubject(username: string): Promise<Subject | undefined>;
  findSubjectById(userId: UserId): Promise<Subject | undefined>;
  /** Users with this e-mail address, two at most: more than one is nobody. */
  findSubjectsByEmail(email: string): Promise<readonly Subject[]>;
  /** Answered challenges are gone; expired ones may still be found. */
  findChallenge(id: string): Promise<Challenge | undefined>;
  /** Codes of the user that expire after `at`, whatever their state, newest first. */
  listMessageCodes(userId: UserId, at: number): Promise<readonly MessageCode[]>;
  findMessageCode(id: string): Promise<MessageCode | undefined>;
  /** The calls to this user that have not ended at `at`. */
  findRunningCall(userId: UserId, at: number): Promise<RunningCall | undefined>;
  /** Messages to the user queued, and calls begun, at or after `since`. */
  countMessages(userId: UserId, since: number): Promise<number>;
  findMessage(id: string): Promise<QueuedMessage | undefined>;
  /** Queued, or handed over when the engine stopped: not expired at `at`, oldest first. */
  listUnsentMessages(at: number): Promise<readonly QueuedMessage[]>;
  /** Open two-way codes whose text went to this number (E.164 with plus), newest first; and those that ended within 15 minutes. */
  listTwoWayCodes(recipient: string, at: number): Promise<readonly MessageCode[]>;
  listCachedGrants(userId: UserId, since: number): Promise<readonly CachedGrant[]>;
  /** Newest first. */
  listPinHistory(userId: UserId): Promise<readonly string[]>;
  listSecurityAnswers(userId: UserId): Promise<readonly SecurityAnswer[]>;
}
