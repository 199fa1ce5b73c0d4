/** Tokens one at a time: add, hand out, resynchronise, enrol an authenticator app. */
import { base32nopad } from '@scure/base';
import type { TokenId, UserId } from '../../shared/ids.ts';
import { SEED_MAX_BYTES, SEED_MIN_BYTES } from '../../shared/limits.ts';
import type { OathSettings } from '../../shared/schemas/settings.ts';
import type { Token, TokenInput } from '../../shared/schemas/token.ts';
import type { User } from '../../shared/schemas/user.ts';
import { appError } from '../engine/app-error.ts';
import type { Clock, Digest, Random, TokenCredential } from '../engine/ports.ts';
import { matchOtp } from '../engine/tokens/match-otp.ts';
import { planResync } from '../engine/tokens/resync.ts';
import { APP_DIGITS, APP_PERIOD_SECONDS, APP_SEED_BYTES, formatAppUri } from '../protocols/oath/otpauth-uri.ts';
import type { Store, Writes } from '../store/port.ts';

export interface TokenFlows {
  /** Throws TOKEN_SEED_INVALID, TOKEN_SERIAL_TAKEN, USER_NOT_FOUND. */
  add(actor: string, input: TokenInput): Promise<Token>;
  /** With `code` the token must show it now; the code is spent by that. */
  assign(actor: string, input: { id: TokenId; userId: UserId; code?: string | undefined }): Promise<Token>;
  unassign(actor: string, id: TokenId): Promise<Token>;
  resync(actor: string, input: { id: TokenId; firstCode: string; secondCode: string }): Promise<Token>;
  setEnabled(actor: string, input: { ids: readonly TokenId[]; isEnabled: boolean }): Promise<{ changedCount: number }>;
  remove(actor: string, ids: readonly TokenId[]): Promise<{ changedCount: number }>;
  /** The URI holds the seed and is answered this once. */
  enrolApp(actor: string, userId: UserId): Promise<{ token: Token; otpauthUri: string }>;
  confirmApp(actor: string, input: { id: TokenId; code: string }): Promise<Token>;
}

export type TokenPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'findCredential'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly digest: Pick<Digest, 'hmac'>;
  readonly settings: () => OathSettings;
  /** Shown in the app as the issuer. */
  readonly issuer: string;
};

/** Random bytes in an app token's serial number. */
const APP_SERIAL_BYTES = 5;

export function createTokenFlows(ports: TokenPorts): TokenFlows {
  const { store } = ports;
  const getToken = async (id: TokenId): Promise<{ token: Token; credential: TokenCredential }> => {
    const [token, credential] = await Promise.all([store.read('tokens.get', { id }), store.findCredential(id)]);
    if (token === undefined || credential === undefined) throw appError('TOKEN_NOT_FOUND', { detail: { token: id } });
    return { token, credential };
  };
  const getUser = async (id: UserId): Promise<User> => {
    const user = await store.read('users.get', { id });
    if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
    return user;
  };
  const matchPorts = () => ({ hmac: ports.digest.hmac, settings: ports.settings() });

  /** Spends `code` so that it cannot be used to sign in afterwards. Throws TOKEN_CODE_WRONG. */
  const spendCode = async (actor: string, credential: TokenCredential, code: string, confirms: boolean): Promise<Token> => {
    const match =
      code.length === credential.digits ? matchOtp(matchPorts(), credential, code, ports.clock.now()) : { kind: 'none' as const };
    const audit = { actor, action: confirms ? 'tokens.confirm' : 'tokens.prove', subject: credential.serial, detail: {} };
    if (match.kind === 'time-step') {
      return store.write(
        'tokens.set-factor',
        { id: credential.id, lastStep: match.step, driftSteps: match.driftSteps, confirms },
        audit,
      );
    }
    if (match.kind === 'counter') {
      return store.write('tokens.set-factor', { id: credential.id, nextCounter: String(match.counter + 1n), confirms }, audit);
    }
    throw appError('TOKEN_CODE_WRONG', { detail: { serial: credential.serial } });
  };
  const subjectOf = (ids: readonly TokenId[]) => (ids.length === 1 ? `token ${ids[0]}` : `${ids.length} tokens`);

  return {
    async add(actor, { secretKey, secretKeyEncoding, ...token }) {
      const seed = decodeSeed(secretKey, secretKeyEncoding);
      if (token.userId !== undefined) await getUser(token.userId);
      return store.write(
        'tokens.add',
        { token: { ...token, isPending: false }, seed },
        { actor, action: 'tokens.add', subject: token.serial, detail: { ...token, seed: 'set' } },
      );
    },
    async assign(actor, { id, userId, code }) {
      const [{ token, credential }, user] = await Promise.all([getToken(id), getUser(userId)]);
      if (token.userId !== undefined)
        throw appError('TOKEN_ALREADY_ASSIGNED', { detail: { serial: token.serial, username: token.username ?? '' } });
      if (code !== undefined) await spendCode(actor, credential, code, false);
      return store.write(
        'tokens.assign',
        { id, userId },
        { actor, action: 'tokens.assign', subject: token.serial, detail: { user: user.username, isProven: code !== undefined } },
      );
    },
    async unassign(actor, id) {
      const { token } = await getToken(id);
      if (token.userId === undefined) throw appError('TOKEN_NOT_ASSIGNED', { detail: { serial: token.serial } });
      return store.write(
        'tokens.unassign',
        { id },
        { actor, action: 'tokens.unassign', subject: token.serial, detail: { user: token.username ?? '' } },
      );
    },
    async resync(actor, { id, firstCode, secondCode }) {
      const { token, credential } = await getToken(id);
      const plan = planResync(matchPorts(), credential, { first: firstCode, second: secondCode }, ports.clock.now());
      if (!plan.isFound)
        throw appError('TOKEN_RESYNC_NO_MATCH', { detail: { serial: token.serial, searched: ports.settings().resyncWindow } });
      const factor: Writes['tokens.set-factor']['input'] =
        plan.type === 'totp'
          ? { id, lastStep: plan.lastStep, driftSteps: plan.driftSteps, confirms: false }
          : { id, nextCounter: String(plan.nextCounter), confirms: false };
      const detail =
        plan.type === 'totp' ? { driftSteps: { before: token.driftSteps, after: plan.driftSteps } } : { counter: 'moved' };
      return store.write('tokens.set-factor', factor, { actor, action: 'tokens.resync', subject: token.serial, detail });
    },
    async setEnabled(actor, { ids, isEnabled }) {
      return store.write(
        'tokens.set-enabled',
        { ids, isEnabled },
        { actor, action: isEnabled ? 'tokens.enable' : 'tokens.disable', subject: subjectOf(ids), detail: { ids } },
      );
    },
    async remove(actor, ids) {
      const [first] = ids;
      const subject = ids.length === 1 && first !== undefined ? (await getToken(first)).token.serial : subjectOf(ids);
      return store.write('tokens.delete', { ids }, { actor, action: 'tokens.delete', subject, detail: { ids } });
    },
    async enrolApp(actor, userId) {
      const user = await getUser(userId);
      const seed = ports.random.bytes(APP_SEED_BYTES);
      const serial = `APP-${base32nopad.encode(ports.random.bytes(APP_SERIAL_BYTES))}`;
      const token = await store.write(
        'tokens.add',
        {
          token: {
            serial,
            type: 'totp',
            algorithm: 'SHA1',
            digits: APP_DIGITS,
            periodSeconds: APP_PERIOD_SECONDS,
            counter: '0',
            origin: 'app',
            manufacturer: '',
            model: 'Authenticator app',
            userId,
            isPending: true,
          },
          seed,
        },
        { actor, action: 'tokens.enrol-app', subject: serial, detail: { user: user.username } },
      );
      return { token, otpauthUri: formatAppUri(ports.issuer, user.username, seed) };
    },
    async confirmApp(actor, { id, code }) {
      const { credential } = await getToken(id);
      return spendCode(actor, credential, code, true);
    },
  };
}

/** Bytes of a secret key typed by hand; blanks and dashes between groups are let through. */
export function decodeSeed(text: string, encoding: TokenInput['secretKeyEncoding']): Uint8Array {
  const refuse = (problem: string) => appError('TOKEN_SEED_INVALID', { detail: { problem } });
  const plain = encoding === 'base64' ? text.trim() : text.replaceAll(/[\s-]/g, '');
  const seed = decodeAs(plain, encoding);
  if (seed === undefined) throw refuse(`not-${encoding}`);
  if (seed.length < SEED_MIN_BYTES) throw refuse('too-short');
  if (seed.length > SEED_MAX_BYTES) throw refuse('too-long');
  return seed;
}

function decodeAs(text: string, encoding: TokenInput['secretKeyEncoding']): Uint8Array | undefined {
  if (encoding === 'hex') return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
  if (encoding === 'base64') return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  try {
    return base32nopad.decode(text.toUpperCase().replace(/=+$/, ''));
  } catch {
    // Not Base32: the caller says so in words that name the field.
    return undefined;
  }
}
