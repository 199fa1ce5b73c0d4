import type { AllSettings } from '../../../shared/schemas/settings.ts';
import type { AuthenticationReader, Clock, Digest, PasswordHasher, Random } from '../ports.ts';
import type { ServerIdentity } from './draft-attempt.ts';

export type EngineSettings = Pick<
  AllSettings,
  | 'oath'
  | 'lockout'
  | 'log'
  | 'user-defaults'
  | 'pin-rules'
  | 'username-resolution'
  | 'text-message'
  | 'email-codes'
  | 'method-choice'
  | 'message-texts'
  | 'caching'
  | 'fraud-alert'
  | 'blocking'
  | 'security-questions'
  | 'phone-call'
>;

/** What the engine is joined to. */
export type EnginePorts = {
  readonly reader: AuthenticationReader;
  readonly hasher: PasswordHasher;
  readonly digest: Digest;
  readonly random: Random;
  readonly clock: Clock;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** The settings in force now. */
  readonly settings: () => EngineSettings;
  readonly server: ServerIdentity;
  /** Random for each start: fingerprints of wrong codes tell nothing to who reads the database. */
  readonly fingerprintKey: Uint8Array;
  /** What codes that are sent are hashed under: derived from the data key, so that a code outlives a restart. */
  readonly codeKey: Uint8Array;
  /** Seals the words of a message for the outbox: base64. */
  readonly sealText: (text: string, context: string) => string;
  /** What the trunks can do now. */
  readonly phoneLines: () => {
    /** One at least is enabled. */
    readonly isInUse: boolean;
    /** One at least is enabled and not known to be down. */
    readonly isReachable: boolean;
  };
  /** What the text gateways can do now. */
  readonly textGateways: () => {
    /** One at least is in use and not known to be down. */
    readonly isReachable: boolean;
    /** One at least brings replies. */
    readonly receives: boolean;
  };
};
