/** What the engine needs from the world. The engine reads through these and writes nothing. */
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import type { Method, Mode } from '../../shared/methods.ts';
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
  readonly isEnabled: boolean;
  readonly method: Method;
  readonly mode: Mode;
  /** argon2id, PHC form; undefined when the user has no local password. */
  readonly passwordHash: string | undefined;
  readonly failureCount: number;
  readonly longTermFailureCount: number;
  /** Epoch milliseconds; undefined when not locked. */
  readonly lockedUntil: number | undefined;
  readonly isLockedLongTerm: boolean;
  readonly tokens: readonly TokenCredential[];
};

/** An open challenge (RFC 2865 §4.4), found by its State. */
export type Challenge = {
  /** SHA-256 of State, hexadecimal: State itself is not stored. */
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  /** User-Name as it was sent with the first request. */
  readonly username: string;
  readonly radiusClientId: RadiusClientId;
  readonly openedAt: number;
  readonly expiresAt: number;
};

export interface AuthenticationReader {
  /** By username as the application sent it, compared without case. */
  findSubject(username: string): Promise<Subject | undefined>;
  findSubjectById(userId: UserId): Promise<Subject | undefined>;
  /** Answered challenges are gone; expired ones may still be found. */
  findChallenge(id: string): Promise<Challenge | undefined>;
}
