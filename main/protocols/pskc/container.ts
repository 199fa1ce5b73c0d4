// The values of a PSKC key container (RFC 6030 §4 to §6) as read from XML, still encrypted.
import type { PskcHash } from './crypto.ts';

/** RFC 6030 §4.2 binaryDataType and its integer kin: exactly one of plain and encrypted. */
export type PskcValue = {
  /** Element, as the file writes it. */
  readonly element: string;
  readonly plain: string | undefined;
  readonly encrypted: PskcCipher | undefined;
  /** ValueMAC, Base64; undefined when there is none. */
  readonly mac: string | undefined;
};
/** xenc:EncryptionMethod and xenc:CipherData. */
export type PskcCipher = { readonly algorithm: string; readonly cipherText: string };

export type KeyDerivation = {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyLengthBytes: number | undefined;
  readonly prf: PskcHash;
};

/** How the container says its values are encrypted (RFC 6030 §6). */
export type EncryptionKeySource =
  | { readonly kind: 'none' }
  | { readonly kind: 'pre-shared'; readonly keyName: string }
  | { readonly kind: 'password'; readonly keyName: string; readonly derivation: KeyDerivation }
  /** An xenc:EncryptedKey: the key that encrypts values is itself encrypted under a pre-shared key. */
  | { readonly kind: 'wrapped'; readonly keyName: string; readonly wrapped: PskcCipher };

export type MacMethod = {
  readonly hash: PskcHash;
  /** Undefined: the encryption key is the MAC key too (drafts of RFC 6030). */
  readonly key: PskcCipher | undefined;
};

export type PskcKey = {
  readonly line: number;
  readonly id: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly issuer: string;
  readonly user: string;
  readonly algorithm: string;
  readonly suite: string;
  readonly responseLength: string | undefined;
  readonly responseEncoding: string;
  readonly hasCheckDigits: boolean;
  readonly secret: PskcValue | undefined;
  readonly counter: PskcValue | undefined;
  readonly time: PskcValue | undefined;
  readonly timeInterval: PskcValue | undefined;
  readonly timeDrift: PskcValue | undefined;
  readonly startDates: readonly string[];
  readonly expiryDates: readonly string[];
  readonly keyUsages: readonly string[];
  /** Name of a policy element that this server cannot keep to (RFC 6030 §5: then the key must not be used). */
  readonly unsupportedPolicy: string | undefined;
};

export type PskcContainer = {
  readonly version: string;
  /** Whether it has an XML signature (RFC 6030 §7), which nobody has verified. */
  readonly isSigned: boolean;
  readonly encryptionKey: EncryptionKeySource;
  readonly macMethod: MacMethod | undefined;
  readonly keys: readonly PskcKey[];
};
