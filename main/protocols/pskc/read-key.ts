// One key of a PSKC container as a token: RFC 6030 §4.3 (key attributes), §5 (policy), §10 (HOTP profile) and the TOTP
// profile of draft-hoyer-keyprov-pskc-algorithm-profiles. Left out: OCRA, PIN keys and other profiles.
import { COUNTER_MAX, OTP_DIGITS_MAX, OTP_DIGITS_MIN, PERIOD_MAX_SECONDS, PERIOD_MIN_SECONDS } from '../../../shared/limits.ts';
import type { OathAlgorithm, TokenType } from '../../../shared/schemas/token.ts';
import { decodeBase64 } from '../text-encoding/base64.ts';
import { parseInstant } from '../text-encoding/parse-instant.ts';
import { RowProblem, type TokenCandidate } from '../token-candidate.ts';
import type { PskcKey, PskcValue } from './container.ts';
import { type PskcCrypto, parseHashName } from './crypto.ts';
import { openValue, type Protection } from './protection.ts';

/** Ours: six digits are what tokens without a ResponseFormat show. */
const DEFAULT_DIGITS = 6;
/** Seconds; RFC 6238 §5.2. */
const DEFAULT_PERIOD_SECONDS = 30;
/** Ours: a drift further than any resync searches is a damaged file. */
const DRIFT_STEPS_MAX = 100_000;

const COLUMNS = { serial: 'SerialNo', secret: 'Secret', user: 'UserId', expires: 'ExpiryDate' };

function parseType(algorithm: string): TokenType {
  const match = /(?:^|[:#])(hotp|totp)$/i.exec(algorithm);
  if (match !== null) return match[1]?.toLowerCase() === 'hotp' ? 'hotp' : 'totp';
  const named = algorithm === '' ? 'The key names no algorithm' : `The key's algorithm is ${algorithm.slice(0, 100)}`;
  const hint = /[:#]pin$/i.test(algorithm) ? ' (a PIN, not a one-time password)' : '';
  throw new RowProblem('ALGORITHM_UNKNOWN', 'Algorithm', `${named}${hint}; only HOTP and TOTP keys can be imported.`);
}

function parseSuite(suite: string): OathAlgorithm {
  if (suite === '') return 'SHA1';
  const hash = parseHashName(suite);
  if (hash === 'SHA1' || hash === 'SHA256' || hash === 'SHA512') return hash;
  throw new RowProblem(
    'ALGORITHM_SUITE_UNKNOWN',
    'Suite',
    `Suite is ${suite.slice(0, 100)}; only SHA-1, SHA-256 and SHA-512 are supported.`,
  );
}

function parseDigits(key: PskcKey): number {
  if (key.responseEncoding !== '' && key.responseEncoding.toUpperCase() !== 'DECIMAL') {
    throw new RowProblem(
      'RESPONSE_ENCODING_UNSUPPORTED',
      'ResponseFormat',
      `The token shows ${key.responseEncoding.slice(0, 40)} codes; only DECIMAL is supported.`,
    );
  }
  if (key.hasCheckDigits) {
    throw new RowProblem(
      'RESPONSE_ENCODING_UNSUPPORTED',
      'CheckDigits',
      'The token adds a check digit to its codes; that is not supported.',
    );
  }
  if (key.responseLength === undefined) return DEFAULT_DIGITS;
  const digits = /^\d{1,3}$/.test(key.responseLength) ? Number(key.responseLength) : Number.NaN;
  if (digits >= OTP_DIGITS_MIN && digits <= OTP_DIGITS_MAX) return digits;
  throw new RowProblem(
    'DIGITS_INVALID',
    'ResponseFormat',
    `Length is ${key.responseLength.slice(0, 40)}; codes have ${OTP_DIGITS_MIN} to ${OTP_DIGITS_MAX} digits.`,
  );
}

function checkPolicy(key: PskcKey): void {
  if (key.unsupportedPolicy !== undefined) {
    throw new RowProblem(
      'KEY_POLICY_UNSUPPORTED',
      key.unsupportedPolicy,
      `The key's policy has ${key.unsupportedPolicy}, which this server cannot keep to (RFC 6030 section 5).`,
    );
  }
  if (key.keyUsages.length > 0 && !key.keyUsages.some((usage) => usage.toUpperCase() === 'OTP')) {
    throw new RowProblem(
      'KEY_POLICY_UNSUPPORTED',
      'KeyUsage',
      `KeyUsage is ${key.keyUsages.join(', ').slice(0, 100)}; it does not allow OTP.`,
    );
  }
}

function parseDates(element: string, texts: readonly string[], choose: (...instants: number[]) => number): number | undefined {
  const instants = texts.map((text) => {
    const instant = parseInstant(text);
    if (instant === undefined)
      throw new RowProblem('DATE_INVALID', element, `${element} is not a date like 2026-01-31T00:00:00Z.`);
    return instant;
  });
  return instants.length === 0 ? undefined : choose(...instants);
}

/** Big-endian, as §4.2 says of encrypted integers. */
function integerOfBytes(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** The bytes as an integer: 4 or 8 of them are binary; any other number may be the decimal text (multiOTP). */
function parseIntegerBytes(bytes: Uint8Array, isSigned: boolean): bigint | undefined {
  if (bytes.length === 4 || bytes.length === 8) {
    const value = integerOfBytes(bytes);
    return isSigned ? BigInt.asIntN(bytes.length * 8, value) : value;
  }
  const text = String.fromCharCode(...bytes.subarray(0, 32)).trim();
  return bytes.length <= 32 && /^[+-]?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}

type Opener = { readonly protection: Protection; readonly crypto: PskcCrypto };

function readInteger(value: PskcValue | undefined, opener: Opener, isSigned: boolean): bigint | undefined | 'invalid' {
  if (value === undefined) return undefined;
  if (value.encrypted !== undefined) {
    return parseIntegerBytes(openValue(value, value.encrypted, opener.protection, opener.crypto), isSigned) ?? 'invalid';
  }
  const plain = value.plain ?? '';
  if (plain === '') return undefined;
  if (/^[+-]?\d{1,20}$/.test(plain)) return BigInt(plain);
  // Some makers write the binary form, in Base64, as the plain value too.
  const bytes = decodeBase64(plain);
  return bytes?.length === 4 || bytes?.length === 8 ? integerOfBytes(bytes) : 'invalid';
}

function readCounter(key: PskcKey, type: TokenType, opener: Opener): bigint {
  const counter = readInteger(key.counter, opener, false);
  if (type === 'totp') return 0n;
  if (counter === undefined) return 0n;
  if (counter !== 'invalid' && counter >= 0n && counter <= COUNTER_MAX) return counter;
  throw new RowProblem('COUNTER_INVALID', 'Counter', 'Counter is not a whole number of at most 64 bits.');
}

function readPeriod(key: PskcKey, type: TokenType, opener: Opener): number {
  const period = readInteger(key.timeInterval, opener, false);
  if (type === 'hotp' || period === undefined) return DEFAULT_PERIOD_SECONDS;
  if (period !== 'invalid' && period >= PERIOD_MIN_SECONDS && period <= PERIOD_MAX_SECONDS) return Number(period);
  throw new RowProblem(
    'PERIOD_INVALID',
    'TimeInterval',
    `TimeInterval is not a whole number of seconds from ${PERIOD_MIN_SECONDS} to ${PERIOD_MAX_SECONDS}.`,
  );
}

/** Whole steps (RFC 6030 §4.3.2); privacyIDEA exports its timeShift, which is in seconds. */
function readDrift(key: PskcKey, type: TokenType, periodSeconds: number, opener: Opener): number {
  const drift = readInteger(key.timeDrift, opener, true);
  if (type === 'hotp' || drift === undefined) return 0;
  const steps = drift === 'invalid' ? Number.NaN : Number(drift) / (key.issuer === 'privacyIDEA' ? periodSeconds : 1);
  if (Math.abs(steps) <= DRIFT_STEPS_MAX) return Math.round(steps);
  throw new RowProblem(
    'COUNTER_INVALID',
    'TimeDrift',
    `TimeDrift is not a whole number of at most ${DRIFT_STEPS_MAX} time steps.`,
  );
}

function readSecret(key: PskcKey, opener: Opener): Uint8Array {
  const { secret } = key;
  if (secret?.encrypted !== undefined) return openValue(secret, secret.encrypted, opener.protection, opener.crypto);
  if (secret?.plain === undefined || secret.plain === '') {
    throw new RowProblem('SECRET_MISSING', 'Secret', 'The key has no Secret in the file, or an empty one.');
  }
  if (secret.mac !== undefined) {
    throw new RowProblem(
      'MAC_UNSUPPORTED',
      secret.element,
      'Secret is plain, but has a ValueMAC: MACs are of encrypted values (RFC 6030 section 6.1.1).',
    );
  }
  const bytes = decodeBase64(secret.plain);
  if (bytes === undefined)
    throw new RowProblem('SECRET_ENCODING_INVALID', secret.element, 'The plain value of Secret is not Base64.');
  return bytes;
}

/** Makes short strings of their own: a slice of the file's text would keep the whole file, with its seeds, in memory. */
function detach(text: string): string {
  return text === '' ? '' : ` ${text}`.slice(1);
}

/** The key as a candidate; with a finding, and without a seed, when it cannot be used. */
export function readKey(key: PskcKey, protection: Protection, crypto: PskcCrypto): TokenCandidate {
  const opener = { protection, crypto };
  const fields = {
    line: key.line,
    serial: detach(key.serial),
    user: detach(key.user),
    type: 'totp' as TokenType,
    algorithm: 'SHA1' as OathAlgorithm,
    digits: DEFAULT_DIGITS,
    periodSeconds: DEFAULT_PERIOD_SECONDS,
    counter: '0',
    driftSteps: 0,
    manufacturer: detach(key.manufacturer),
    model: detach(key.model),
    startsAt: undefined as number | undefined,
    expiresAt: undefined as number | undefined,
    encoding: undefined,
    columns: COLUMNS,
  };
  try {
    fields.type = parseType(key.algorithm);
    fields.algorithm = parseSuite(key.suite);
    fields.digits = parseDigits(key);
    checkPolicy(key);
    fields.startsAt = parseDates('StartDate', key.startDates, Math.max);
    fields.expiresAt = parseDates('ExpiryDate', key.expiryDates, Math.min);
    const seed = readSecret(key, opener);
    fields.counter = readCounter(key, fields.type, opener).toString();
    fields.periodSeconds = readPeriod(key, fields.type, opener);
    fields.driftSteps = readDrift(key, fields.type, fields.periodSeconds, opener);
    // Not used, but an altered one shows that the key package was tampered with.
    readInteger(key.time, opener, false);
    return { ...fields, seed, finding: undefined };
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    return { ...fields, seed: undefined, finding: error.finding };
  }
}
