/** Operators: sign-in with a second factor, the own account, and what ends a session. */
import { randomBytes } from 'node:crypto';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import type { PasswordHasher } from '../../main/engine/ports.ts';
import { type AccountFlows, createAccountFlows } from '../../main/flows/account.ts';
import { createOperatorFlows, type OperatorFlows } from '../../main/flows/operators.ts';
import { createSessionFlows, type SessionFlows } from '../../main/flows/sessions.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { type FakeClock, withStore } from '../support/store.ts';

const PASSWORD = 'correct horse battery staple';
const ADDRESS = '192.0.2.1';
const STEP = 30_000;
const totpOf = (secret: string, at: number) => generateSync({ strategy: 'totp', secret, epoch: Math.floor(at / 1000) });

/** Not argon2: what is tested here is not the hash. */
const hasher: PasswordHasher = {
  hash: async (password) => `hash of ${password}`,
  verify: async (phc, password) => phc === `hash of ${password}`,
};

type Story = {
  readonly store: OpenedStore;
  readonly clock: FakeClock;
  readonly sessions: SessionFlows;
  readonly account: AccountFlows;
  readonly operators: OperatorFlows;
  /** Signs in with the password alone and answers whose account it is. */
  readonly enter: (name: string) => Promise<{ operatorId: never; sessionHash: string; sessionId: string }>;
  /** Gives the operator an app token; answers its key. */
  readonly enrol: (name: string) => Promise<string>;
  readonly ticketOf: (name: string) => Promise<string>;
};

const flows = (story: (world: Story) => Promise<void>) => () =>
  withStore(async (store, clock) => {
    const ports = {
      store,
      clock,
      hasher,
      digest: nodeDigest,
      random: { bytes: (length: number) => randomBytes(length) },
      oath: () => SETTINGS_SECTIONS.oath.default,
    };
    const sessions = createSessionFlows(ports);
    const account = createAccountFlows({ ...ports, issuer: 'Countersign' });
    const operators = createOperatorFlows({
      store,
      hasher,
      setupCode: 'CODE',
      hasPassphrase: () => true,
      newPassphrase: async () => 'passphrase',
    });
    for (const name of ['Alice', 'Bob']) await operators.add('local', { name, password: PASSWORD, role: 'administrator' });
    const enter: Story['enter'] = async (name) => {
      const result = await sessions.signIn({ name, password: PASSWORD }, ADDRESS);
      if (result.state !== 'signed-in') throw new TypeError('a code is asked for');
      const { sessionId, session } = result.started;
      return { operatorId: session.operator.id as never, sessionHash: sessions.hashOf(sessionId), sessionId };
    };
    await story({
      store,
      clock,
      sessions,
      account,
      operators,
      enter,
      async enrol(name) {
        const own = await enter(name);
        const { app } = await account.beginSecondFactor(own, { password: PASSWORD, token: { kind: 'app' } });
        const secret = app?.secretKey ?? '';
        await account.confirmSecondFactor(own, totpOf(secret, clock.now()));
        clock.set(clock.now() + 2 * STEP);
        return secret;
      },
      async ticketOf(name) {
        const result = await sessions.signIn({ name, password: PASSWORD }, ADDRESS);
        if (result.state !== 'code-required') throw new TypeError('no code is asked for');
        return result.ticket;
      },
    });
  });

const code = (code: string) => expect.objectContaining({ code });

describe('sign-in with a second factor', () => {
  it(
    'a right password and a right code open a session, and the code is spent',
    flows(async ({ enrol, ticketOf, sessions, clock }) => {
      const secret = await enrol('Alice');
      const otp = totpOf(secret, clock.now());
      const { session } = await sessions.verifySecondFactor({ ticket: await ticketOf('Alice'), code: otp }, ADDRESS);
      expect(session.operator).toMatchObject({ name: 'Alice', hasSecondFactor: true });
      await expect(sessions.verifySecondFactor({ ticket: await ticketOf('Alice'), code: otp }, ADDRESS)).rejects.toEqual(
        code('OPERATOR_CODE_WRONG'),
      );
    }),
  );

  it(
    'the code that enrolled the token signs nobody in',
    flows(async ({ enter, account, ticketOf, sessions, clock }) => {
      const own = await enter('Alice');
      const { app } = await account.beginSecondFactor(own, { password: PASSWORD, token: { kind: 'app' } });
      const otp = totpOf(app?.secretKey ?? '', clock.now());
      await account.confirmSecondFactor(own, otp);
      await expect(sessions.verifySecondFactor({ ticket: await ticketOf('Alice'), code: otp }, ADDRESS)).rejects.toEqual(
        code('OPERATOR_CODE_WRONG'),
      );
    }),
  );

  it(
    'of the same code twice at once, one signs in',
    flows(async ({ enrol, ticketOf, sessions, clock }) => {
      const secret = await enrol('Alice');
      const tickets = [await ticketOf('Alice'), await ticketOf('Alice')];
      const otp = totpOf(secret, clock.now());
      const results = await Promise.allSettled(
        tickets.map((ticket) => sessions.verifySecondFactor({ ticket, code: otp }, ADDRESS)),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }),
  );

  it(
    'a ticket is good for one session, from one address, for five minutes',
    flows(async ({ enrol, ticketOf, sessions, clock }) => {
      const secret = await enrol('Alice');
      const over = code('SIGN_IN_TICKET_OVER');
      const used = await ticketOf('Alice');
      await sessions.verifySecondFactor({ ticket: used, code: totpOf(secret, clock.now()) }, ADDRESS);
      clock.set(clock.now() + STEP);
      const verify = (ticket: string, address = ADDRESS) =>
        sessions.verifySecondFactor({ ticket, code: totpOf(secret, clock.now()) }, address);
      await expect(verify(used)).rejects.toEqual(over);
      await expect(verify('made-up')).rejects.toEqual(over);
      await expect(verify(await ticketOf('Alice'), '192.0.2.2')).rejects.toEqual(over);
      const late = await ticketOf('Alice');
      clock.set(clock.now() + 5 * 60_000);
      await expect(verify(late)).rejects.toEqual(over);
    }),
  );

  it(
    'wrong codes are throttled like wrong passwords, and end the ticket',
    flows(async ({ enrol, ticketOf, sessions, clock, store }) => {
      await enrol('Alice');
      const ticket = await ticketOf('Alice');
      const codes: string[] = [];
      let throttled = 0;
      for (let at = 0; at < 20 && codes.at(-1) !== 'SIGN_IN_TICKET_OVER'; at += 1) {
        const failed: unknown = await sessions.verifySecondFactor({ ticket, code: '000000' }, ADDRESS).catch((error) => error);
        codes.push((failed as { code: string }).code);
        if (codes.at(-1) !== 'SIGN_IN_THROTTLED') continue;
        throttled += 1;
        clock.set(clock.now() + 10_000);
      }
      expect(throttled).toBeGreaterThan(0);
      expect(codes.filter((each) => each === 'OPERATOR_CODE_WRONG')).toHaveLength(5);
      expect(codes.at(-1)).toBe('SIGN_IN_TICKET_OVER');
      const { rows } = await store.read('audit.list', { limit: 5 });
      expect(rows.every(({ action, actor }) => action === 'session.refused' && actor === 'Alice')).toBe(true);
    }),
  );

  it(
    'a hundred wrong codes at once are a hundred failures: only the free ones are looked at',
    flows(async ({ enrol, ticketOf, sessions }) => {
      await enrol('Alice');
      const tickets = [await ticketOf('Alice'), await ticketOf('Alice')];
      const results = await Promise.allSettled(
        Array.from({ length: 100 }, (_, at) =>
          sessions.verifySecondFactor({ ticket: tickets[at % 2] ?? '', code: '000000' }, ADDRESS),
        ),
      );
      const looked = results.filter(
        (each) => each.status === 'rejected' && (each.reason as { code: string }).code === 'OPERATOR_CODE_WRONG',
      );
      expect(looked.length).toBeLessThanOrEqual(1);
    }),
  );

  it(
    'a wrong password looks the same for who has a second factor, who is disabled and who is nobody',
    flows(async ({ enrol, sessions, operators, store }) => {
      await enrol('Alice');
      const bob = (await store.read('operators.list', undefined)).find(({ name }) => name === 'Bob');
      if (bob === undefined) throw new TypeError('no Bob');
      await operators.update('Alice', { id: bob.id, revision: bob.revision, role: 'administrator', isEnabled: false });
      const attempts = [
        { name: 'Alice', password: 'wrong' },
        { name: 'Bob', password: PASSWORD },
        { name: 'Nobody', password: PASSWORD },
      ];
      for (const [at, attempt] of attempts.entries())
        await expect(sessions.signIn(attempt, `192.0.2.1${at}`)).rejects.toEqual(code('SIGN_IN_REFUSED'));
    }),
  );

  it(
    'a lost token is removed by another administrator; open tickets and sessions end',
    flows(async ({ enrol, ticketOf, sessions, operators, store, clock, enter }) => {
      const secret = await enrol('Alice');
      const { sessionId } = await sessions.verifySecondFactor(
        { ticket: await ticketOf('Alice'), code: totpOf(secret, clock.now()) },
        ADDRESS,
      );
      clock.set(clock.now() + STEP);
      const ticket = await ticketOf('Alice');
      const [alice] = await store.read('operators.list', undefined);
      if (alice === undefined) throw new TypeError('no Alice');
      await operators.removeSecondFactor('Bob', alice.id);
      expect(await sessions.find(sessionId)).toBeUndefined();
      await expect(sessions.verifySecondFactor({ ticket, code: totpOf(secret, clock.now()) }, ADDRESS)).rejects.toEqual(
        code('SIGN_IN_TICKET_OVER'),
      );
      await enter('Alice');
    }),
  );
});

describe('the own account', () => {
  it(
    'a password that was set by somebody else is a duty until it is changed; other sessions end',
    flows(async ({ operators, sessions, account, enter }) => {
      await operators.resetPassword('Bob', { name: 'Alice', password: PASSWORD, mustChangePassword: true });
      const [first, second] = [await enter('Alice'), await enter('Alice')];
      expect((await sessions.find(first.sessionId))?.duties).toEqual(['change-password']);
      const change = (currentPassword: string, password: string) => account.changePassword(first, { currentPassword, password });
      await expect(change('wrong', 'another long passphrase')).rejects.toEqual(code('OPERATOR_PASSWORD_WRONG'));
      await expect(change(PASSWORD, PASSWORD)).rejects.toEqual(code('OPERATOR_PASSWORD_SAME'));
      await expect(change(PASSWORD, 'alice alice alice')).rejects.toEqual(code('OPERATOR_PASSWORD_WEAK'));
      await change(PASSWORD, 'another long passphrase');
      expect((await sessions.find(first.sessionId))?.duties).toEqual([]);
      expect(await sessions.find(second.sessionId)).toBeUndefined();
    }),
  );

  it(
    'the policy makes a second factor a duty of administrators, not of auditors',
    flows(async ({ operators, sessions, store, enter, enrol, ticketOf, clock }) => {
      await operators.add('Bob', { name: 'Audrey', password: PASSWORD, role: 'auditor' });
      const audit = { actor: 'Bob', action: 'settings.update', subject: 'operators', detail: {} };
      const value = { requiresSecondFactorOf: 'administrators' };
      await store.write('settings.update', { section: 'operators', value, revision: 0 }, audit);
      expect((await sessions.find((await enter('Bob')).sessionId))?.duties).toEqual(['enrol-second-factor']);
      expect((await sessions.find((await enter('Audrey')).sessionId))?.duties).toEqual([]);
      const secret = await enrol('Bob');
      const ticket = await ticketOf('Bob');
      const { session } = await sessions.verifySecondFactor({ ticket, code: totpOf(secret, clock.now()) }, ADDRESS);
      expect(session.duties).toEqual([]);
    }),
  );

  it(
    'a device is enrolled by its typed key, and removed with password and code',
    flows(async ({ enter, account, clock, sessions }) => {
      const own = await enter('Alice');
      const secretKey = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
      const token = {
        kind: 'device' as const,
        secretKey,
        secretKeyEncoding: 'base32' as const,
        type: 'totp' as const,
        algorithm: 'SHA1' as const,
        digits: 6,
        periodSeconds: 30,
        counter: '0',
      };
      expect(await account.beginSecondFactor(own, { password: PASSWORD, token })).not.toHaveProperty('app');
      await expect(account.confirmSecondFactor(own, '000000')).rejects.toEqual(code('OPERATOR_CODE_WRONG'));
      await account.confirmSecondFactor(own, totpOf(secretKey, clock.now()));
      const used = totpOf(secretKey, clock.now());
      const remove = (otp: string, password = PASSWORD) => account.removeSecondFactor(own, { password, code: otp });
      await expect(remove(used)).rejects.toEqual(code('OPERATOR_CODE_WRONG'));
      clock.set(clock.now() + STEP);
      await expect(remove(totpOf(secretKey, clock.now()), 'wrong')).rejects.toEqual(code('OPERATOR_PASSWORD_WRONG'));
      await remove(totpOf(secretKey, clock.now()));
      expect(await account.get(own)).not.toHaveProperty('secondFactor');
      expect(await sessions.find(own.sessionId)).toBeDefined();
    }),
  );

  it(
    'a new key waits ten minutes for its first code',
    flows(async ({ enter, account, clock }) => {
      const own = await enter('Alice');
      const { app } = await account.beginSecondFactor(own, { password: PASSWORD, token: { kind: 'app' } });
      clock.set(clock.now() + 10 * 60_000);
      await expect(account.confirmSecondFactor(own, totpOf(app?.secretKey ?? '', clock.now()))).rejects.toEqual(
        code('SECOND_FACTOR_NOT_BEGUN'),
      );
    }),
  );

  it(
    'shows its sessions with their addresses and ends the others',
    flows(async ({ enter, account, sessions }) => {
      const [first, second, third] = [await enter('Alice'), await enter('Alice'), await enter('Alice')];
      const { sessions: listed } = await account.get(first);
      expect(listed).toHaveLength(3);
      expect(listed.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
      expect(listed.every(({ address }) => address === ADDRESS)).toBe(true);
      await account.endSession(first, second.sessionHash.slice(0, 16));
      expect(await sessions.find(second.sessionId)).toBeUndefined();
      expect(await account.endOtherSessions(first)).toEqual({ endedCount: 1 });
      expect(await sessions.find(third.sessionId)).toBeUndefined();
      expect(await sessions.find(first.sessionId)).toBeDefined();
    }),
  );
});

describe('operators', () => {
  it(
    'the last enabled administrator cannot be demoted, disabled or deleted, not even two at once',
    flows(async ({ operators, store }) => {
      const [alice, bob] = await store.read('operators.list', undefined);
      if (alice === undefined || bob === undefined) throw new TypeError('two operators');
      const demote = ({ id, revision }: typeof alice) =>
        operators.update('Alice', { id, revision, role: 'auditor', isEnabled: true });
      const results = await Promise.allSettled([demote(alice), demote(bob)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const last = (await store.read('operators.list', undefined)).find(({ role }) => role === 'administrator');
      if (last === undefined) throw new TypeError('no administrator is left');
      const refused = code('OPERATOR_LAST_ADMINISTRATOR');
      await expect(operators.remove('Alice', last.id)).rejects.toEqual(refused);
      await expect(
        operators.update('Alice', { id: last.id, revision: last.revision, role: 'administrator', isEnabled: false }),
      ).rejects.toEqual(refused);
    }),
  );

  it(
    'a change made on an old state is refused, and a change ends the sessions',
    flows(async ({ operators, store, sessions, enter }) => {
      const { sessionId } = await enter('Bob');
      const bob = (await store.read('operators.list', undefined)).find(({ name }) => name === 'Bob');
      if (bob === undefined) throw new TypeError('no Bob');
      const change = { id: bob.id, revision: bob.revision, role: 'auditor', isEnabled: true } as const;
      expect(await operators.update('Alice', change)).toMatchObject({ role: 'auditor', revision: bob.revision + 1 });
      await expect(operators.update('Alice', change)).rejects.toEqual(code('OPERATOR_REVISION_CONFLICT'));
      expect(await sessions.find(sessionId)).toBeUndefined();
    }),
  );
});
