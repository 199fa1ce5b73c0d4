/** Mails from the queue to a real SMTP server on loopback, over a real store. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import type { TokenImports } from '../../main/flows/import-tokens.ts';
import { createMailFlows, type MailFlows } from '../../main/flows/mail.ts';
import { withImportMails, withTokenMails, withUserMails } from '../../main/flows/mail-users.ts';
import type { TokenFlows } from '../../main/flows/tokens.ts';
import { createUserFlows } from '../../main/flows/users.ts';
import { openWriterConnection } from '../../main/store/sqlite/connection.ts';
import { listMails } from '../../main/store/sqlite/mails.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import { MAIL_SETTINGS_DEFAULT, type MailSettings } from '../../shared/schemas/mail.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { settingsAsDelivered } from '../support/settings.ts';
import { refusal, startSmtpServer } from '../support/smtp-server.ts';
import { addToken, addUser, audit, type FakeClock, random, withStore } from '../support/store.ts';

const PASSWORD = 'a-mail-password-nobody-may-see';

/** The flows over a store; `wakeAt` runs what waits for its time. */
function flowsOver(store: OpenedStore, clock: FakeClock) {
  const timers = new Map<() => void, number>();
  const mail = createMailFlows({
    store,
    box: store.box,
    random,
    clock,
    serverName: 'mfa.example.org',
    masksRecipients: () => true,
    after: (milliseconds, action) => {
      timers.set(action, clock.now() + milliseconds);
      return () => timers.delete(action);
    },
    onFailure: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  const wakeAt = (at: number) => {
    clock.set(at);
    for (const [action, due] of [...timers]) {
      if (due > at || !timers.delete(action)) continue;
      action();
    }
  };
  return { mail, wakeAt };
}

const settled = async (mail: MailFlows, isDone: (rows: Awaited<ReturnType<MailFlows['queue']>>['rows']) => boolean) => {
  await expect.poll(async () => isDone((await mail.queue()).rows), { timeout: 8000, interval: 20 }).toBe(true);
  return (await mail.queue()).rows;
};

async function configure(mail: MailFlows, port: number, settings: Partial<MailSettings> = {}) {
  const { revision } = await mail.get();
  return mail.update('eve', {
    settings: {
      ...MAIL_SETTINGS_DEFAULT,
      host: '127.0.0.1',
      port,
      security: 'none',
      fromAddress: 'mfa@example.org',
      sendsToUsers: true,
      ...settings,
    },
    password: PASSWORD,
    revision,
  });
}

const CODE_MAIL = {
  type: 'email-code',
  language: 'en',
  values: { otp: '135790', application_name: 'VPN', minutes: '5' },
} as const;

describe('the queue', () => {
  it('keeps a mail sealed until the server takes it, over a refusal and a restart', async () => {
    await withStore(async (store, clock) => {
      let refusals = 4;
      const server = await startSmtpServer({
        onRcptTo: (_address, _session, done) => {
          refusals -= 1;
          done(refusals >= 0 ? refusal(451, '4.7.1 Greylisted') : null);
        },
      });
      const first = flowsOver(store, clock);
      await first.mail.start(true);
      await configure(first.mail, server.port);
      await first.mail.delivery.send({ ...CODE_MAIL, to: '31612345678@sms.example.org' });
      const [waiting] = await settled(first.mail, ([row]) => row?.tryCount === 1);
      expect(waiting).toMatchObject({
        state: 'queued',
        problem: 'RCPT: 451 4.7.1 Greylisted',
        recipient: '•••••••5678@sms.example.org',
      });
      // Once is what greylisting does to every mail; three times is a problem.
      expect(first.mail.warnings()).toEqual([]);
      first.wakeAt(clock.now() + 15_000);
      await settled(first.mail, ([row]) => row?.tryCount === 2);
      first.wakeAt(clock.now() + 60_000);
      await settled(first.mail, ([row]) => row?.tryCount === 3);
      expect(first.mail.warnings()).toEqual([{ code: 'mail-failing', subject: 'RCPT: 451 4.7.1 Greylisted' }]);
      const [stored] = await store.read('mail.due', { at: clock.now() + 1e9, limit: 1 });
      expect(Buffer.from(stored?.sealedMail ?? []).toString('latin1')).not.toContain('135790');
      await first.mail.close();

      const second = flowsOver(store, clock);
      await second.mail.start(true);
      expect(second.mail.delivery.problem()?.words).toContain('Greylisted');
      await expect
        .poll(
          () => {
            second.wakeAt(clock.now() + 300_000);
            return server.taken.length;
          },
          { timeout: 8000 },
        )
        .toBe(1);
      const [sent] = await settled(second.mail, ([row]) => row?.state === 'sent');
      expect(sent).toMatchObject({ problem: '', tryCount: 5 });
      expect(server.taken[0]?.source).toContain('135790');
      expect(second.mail.warnings()).toEqual([]);
      await second.mail.close();
      await server.close();
    });
  });

  it('waits for a server that is not there, and gives up after two days', async () => {
    await withStore(async (store, clock) => {
      const gone = await startSmtpServer();
      await gone.close();
      const { mail, wakeAt } = flowsOver(store, clock);
      await mail.start(true);
      await configure(mail, gone.port, { timeoutSeconds: 5 });
      for (const to of ['one@example.org', 'two@example.org']) await mail.delivery.send({ ...CODE_MAIL, to });
      const rows = await settled(mail, (all) => all.some(({ tryCount }) => tryCount === 1));
      // One try tells that the server is not there: the other mail is not held against it.
      expect(rows.map(({ tryCount }) => tryCount).sort()).toEqual([0, 1]);
      expect(mail.warnings()[0]?.subject).toContain('ECONNREFUSED');
      await expect
        .poll(
          async () => {
            wakeAt(clock.now() + 3 * 24 * 60 * 60_000);
            return (await mail.queue()).rows.map(({ state }) => state);
          },
          { timeout: 8000 },
        )
        .toEqual(['expired', 'expired']);
      await mail.close();
    });
  });

  it('ends a mail that the server refuses for good, and goes on with the next', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer({
        onRcptTo: ({ address }, _session, done) =>
          done(address.startsWith('nobody') ? refusal(550, `5.1.1 ${address} unknown`) : null),
      });
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      await configure(mail, server.port);
      await mail.delivery.send({ ...CODE_MAIL, to: 'nobody2026@example.org' });
      await mail.delivery.send({ ...CODE_MAIL, to: 'user@example.org' });
      const rows = await settled(mail, (all) => all.length === 2 && all.every(({ state }) => state !== 'queued'));
      expect(rows.map(({ state, problem }) => [state, problem])).toEqual([
        ['sent', ''],
        // The server's own words: of what it quotes only a code and a whole number are hidden.
        ['failed', 'RCPT: 550 5.1.1 nobody2026@example.org unknown'],
      ]);
      await mail.close();
      await server.close();
    });
  });

  it('says so when From is missing, and sends what waited once it is filled in', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer();
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      await configure(mail, server.port, { fromAddress: '' });
      await mail.delivery.send({ ...CODE_MAIL, to: 'user@example.org' });
      await settled(mail, ([row]) => row?.tryCount === 1);
      expect(mail.warnings().map(({ code }) => code)).toEqual(['mail-failing', 'mail-from-missing']);
      await configure(mail, server.port);
      await settled(mail, ([row]) => row?.state === 'sent');
      expect(server.taken[0]?.from).toBe('mfa@example.org');
      await mail.close();
      await server.close();
    });
  });
});

it('sends nothing again that waited when a back-up was made', async () => {
  await withStore(async (store, clock) => {
    const { mail } = flowsOver(store, clock);
    await mail.start(false);
    await mail.delivery.send({ ...CODE_MAIL, to: 'user@example.org' });
    const copy = join(store.folder, 'restored.db');
    await store.copyTo(copy);
    prepareRestoredDatabase(copy, { at: clock.now() + 1000, backedUpAt: clock.now(), usedCodes: 'next-code' });
    const connection = openWriterConnection(copy);
    expect(listMails(connection, { limit: 10 })).toMatchObject({ waitingCount: 0, rows: [{ state: 'expired' }] });
    expect(connection.prepare('SELECT count(sealed_mail) AS count FROM mails').get()).toEqual({ count: 0 });
    connection.close();
    await mail.close();
  });
});

describe('sendNow', () => {
  it('hands a code and a plain text over at once, and tells a refusal without the code', async () => {
    await withStore(async (store, clock) => {
      const taken: string[] = [];
      let refuses = false;
      const server = await startSmtpServer({ refusesData: () => (refuses ? refusal(554, '5.7.1 spam: 135790') : undefined) });
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      const none = await mail.delivery.sendNow({ ...CODE_MAIL, to: 'user@example.org' });
      expect(none).toEqual({ kind: 'not-sent', problem: 'no mail server is set', isPermanent: false });
      await configure(mail, server.port);
      expect(await mail.delivery.sendNow({ ...CODE_MAIL, language: 'nl-BE', to: 'user@example.org' }, 5000)).toEqual({
        kind: 'sent',
      });
      expect(await mail.delivery.sendNow({ to: '31612345678@sms.example.org', subject: '', text: 'Code 135790' })).toEqual({
        kind: 'sent',
      });
      taken.push(...server.taken.map(({ source }) => source));
      expect(taken[0]).toContain('Aanmeldcode voor VPN');
      expect(taken[1]).toContain('Code 135790');
      refuses = true;
      const answer = await mail.delivery.sendNow({ ...CODE_MAIL, to: 'user@example.org' });
      expect(answer).toMatchObject({ kind: 'not-sent', isPermanent: true, problem: expect.stringContaining('554 5.7.1 spam') });
      expect(JSON.stringify([answer, mail.warnings()])).not.toContain('135790');
      // Nothing of it waits in the queue.
      expect((await mail.queue()).rows).toEqual([]);
      await mail.close();
      await server.close();
    });
  });
});

function usersOver(store: OpenedStore, clock: FakeClock, mails: MailFlows) {
  const never = () => Promise.reject(new TypeError('not asked'));
  const hasher = { hash: async () => 'hash', verify: async () => false };
  const bare = createUserFlows({ store, hasher, clock, random, digest: nodeDigest, run: never, settings: settingsAsDelivered });
  const userMails = {
    store,
    mails,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  return { users: withUserMails(bare, userMails), userMails };
}

describe('mails to users', () => {
  it('go out with a save when the operator says so, with its PIN, and not when not', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer();
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      const { users } = usersOver(store, clock, mail);
      const fields = (username: string) =>
        userFieldsSchema.parse({ username, email: `${username}@example.org`, method: 'email', mode: 'one-way-otp-pin' });
      const sent = async () => (await mail.queue()).rows.map(({ type, recipient }) => `${recipient} ${type}`).reverse();

      await users.create('eve', { fields: fields('unset'), sendsMail: true });
      expect(await sent()).toEqual([]);
      // Nobody gets a mail unasked.
      await configure(mail, server.port, { sendsToUsers: false });
      await users.create('eve', { fields: fields('unasked') });
      const asked = await users.create('eve', { fields: fields('asked'), pin: '804172', sendsMail: true });
      const changed = await users.update('eve', { ...asked, fields: fields('asked'), pin: '970415', sendsMail: true });
      const { revision } = await mail.get();
      await mail.update('eve', { settings: { ...(await mail.get()).settings, sendsToUsers: true }, revision });
      await users.create('eve', { fields: fields('silent'), sendsMail: false });
      await users.update('eve', { ...changed, fields: { ...fields('asked'), isEnabled: false }, sendsMail: true });
      expect(await sent()).toEqual([
        'asked@example.org email.one-way-otp-pin.new-user',
        'asked@example.org email.one-way-otp-pin.user-update',
      ]);
      await settled(mail, (rows) => rows.every(({ state }) => state === 'sent'));
      expect(server.taken[0]?.source).toContain('804172');
      expect(server.taken[1]?.source).toContain('970415');
      expect(JSON.stringify(await store.read('audit.list', { limit: 100 }))).not.toMatch(/804172|970415/);
      await mail.close();
      await server.close();
    });
  });

  it('go out when a change makes a user ready, and only then', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer();
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      const { users, userMails } = usersOver(store, clock, mail);
      const fields = (username: string, more = {}) =>
        userFieldsSchema.parse({
          username,
          method: 'text-message',
          mode: 'one-way-otp',
          phone: '612345678',
          countryCode: '31',
          ...more,
        });
      const recipients = async () => (await mail.queue()).rows.map(({ type, recipient }) => `${recipient} ${type}`).reverse();

      await users.create('eve', { fields: fields('before@example.org') });
      await configure(mail, server.port);
      expect(await recipients()).toEqual([]);

      await users.create('eve', { fields: fields('ready@example.org') });
      const disabled = await users.create('eve', { fields: fields('disabled@example.org', { isEnabled: false }) });
      const incomplete = await users.create('eve', { fields: fields('phoneless@example.org', { phone: '' }) });
      await users.create('eve', { fields: fields('no-address') });
      const type = 'text-message.one-way-otp.new-user';
      expect(await recipients()).toEqual([`ready@example.org ${type}`]);

      await users.setEnabled('eve', { ids: [disabled.id], isEnabled: true });
      await users.setEnabled('eve', { ids: [disabled.id], isEnabled: true });
      await users.update('eve', { id: incomplete.id, revision: incomplete.revision, fields: fields('phoneless@example.org') });
      const csv =
        'username,method,mode,phone\nimported@example.org,text-message,one-way-otp,612345679\nready@example.org,,,612345670\n';
      await users.importCsv('eve', { content: Buffer.from(csv).toString('base64'), updatesExisting: true, isDryRun: false });

      const holder = await addUser(store, { username: 'token@example.org', method: 'oath-token', mode: 'standard' });
      const token = await addToken(store, { serial: 'AB1' });
      const assign: TokenFlows['assign'] = (_actor, input) => store.write('tokens.assign', input, audit);
      await withTokenMails({ assign } as TokenFlows, userMails).assign('eve', { id: token.id, userId: holder.id });
      const second = await addToken(store, { serial: 'AB2' });
      const late = await addUser(store, { username: 'late@example.org', method: 'oath-token', mode: 'standard' });
      const rows = [{ user: late.username }, { user: holder.username }, { user: '' }, { user: 'nobody@example.org' }];
      const imports = {
        rows: async () => ({ rows, total: rows.length, codes: {} }),
        commit: () => store.write('tokens.assign', { id: second.id, userId: late.id }, audit),
      } as unknown as TokenImports;
      await withImportMails(imports, userMails).commit('eve', { importId: 'x' } as Parameters<TokenImports['commit']>[1]);
      expect(await recipients()).toEqual([
        `ready@example.org ${type}`,
        `disabled@example.org ${type}`,
        `phoneless@example.org ${type}`,
        `imported@example.org ${type}`,
        'token@example.org oath-token.standard.new-user',
        'late@example.org oath-token.standard.new-user',
      ]);
      await settled(mail, (rows) => rows.every(({ state }) => state === 'sent'));
      expect(server.taken.at(-1)?.source).toContain('AB2');
      await mail.close();
      await server.close();
    });
  });

  it('are sent again by an operator, who is told who gets none', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer();
      const { mail } = flowsOver(store, clock);
      await mail.start(true);
      const ready = await addUser(store, { username: 'ready@example.org', method: 'email', mode: 'one-way-otp' });
      const other = await addUser(store, { username: 'other', method: 'text-message', mode: 'one-way-otp' });
      const ids = [ready.id, other.id];
      await expect(mail.resend('eve', { ids, kind: 'user-update' })).rejects.toMatchObject({ code: 'MAIL_NOT_CONFIGURED' });
      await configure(mail, server.port, { sendsToUsers: false });
      expect(await mail.resend('eve', { ids, kind: 'user-update' })).toEqual({
        queuedCount: 1,
        skipped: [{ username: 'other', reason: 'no-address' }],
      });
      const [row] = await settled(mail, (rows) => rows[0]?.state === 'sent');
      expect(row).toMatchObject({ type: 'email.one-way-otp.user-update', userId: ready.id });
      await mail.close();
      await server.close();
    });
  });
});

describe('settings and templates', () => {
  it('keep the password sealed and out of answer and operator log', async () => {
    await withStore(async (store, clock) => {
      const { mail } = flowsOver(store, clock);
      await mail.start(false);
      const saved = await configure(mail, 25, { username: 'mfa' });
      expect(saved).toMatchObject({ hasPassword: true, revision: 1, changedBy: 'eve' });
      const kept = await mail.update('eve', { settings: { ...saved.settings, companyName: 'Example' }, revision: 1 });
      expect(kept.hasPassword).toBe(true);
      const { sealedPassword } = await store.read('mail.settings', undefined);
      const log = await store.read('audit.list', { limit: 10 });
      expect(JSON.stringify([saved, log, Buffer.from(sealedPassword ?? []).toString('latin1')])).not.toContain(PASSWORD);
      await expect(mail.update('eve', { settings: saved.settings, revision: 1 })).rejects.toMatchObject({
        code: 'SETTINGS_REVISION_CONFLICT',
      });
      expect((await mail.update('eve', { settings: saved.settings, password: '', revision: 2 })).hasPassword).toBe(false);
      await mail.close();
    });
  });

  it('test the server by its own words', async () => {
    await withStore(async (store, clock) => {
      const server = await startSmtpServer();
      const { mail } = flowsOver(store, clock);
      await mail.start(false);
      expect(await mail.test('eve', 'user@example.org')).toEqual({ isSent: false, words: 'no mail server is set' });
      await configure(mail, server.port);
      expect(await mail.test('eve', 'user@example.org')).toMatchObject({ isSent: true, words: expect.stringMatching(/^250 /) });
      expect(server.taken[0]?.source).toContain('mfa.example.org');
      await mail.close();
      await server.close();
    });
  });

  it('are saved, used, refused with an unknown placeholder, and reset', async () => {
    await withStore(async (store, clock) => {
      const { mail } = flowsOver(store, clock);
      await mail.start(false);
      const key = { type: 'email-code', language: 'en' } as const;
      const fields = { format: 'plain', from: '', cc: '', subject: 'Code', body: 'It is <$otp$>' } as const;
      expect(await mail.saveTemplate('eve', key, fields)).toMatchObject({ ...fields, isChanged: true });
      expect(mail.preview(key, fields)).toMatchObject({ subject: 'Code', body: 'It is 123456', unknownPlaceholders: [] });
      await expect(mail.saveTemplate('eve', key, { ...fields, body: '<$opt$>' })).rejects.toMatchObject({
        code: 'MAIL_PLACEHOLDER_UNKNOWN',
        detail: { placeholder: '<$opt$>' },
      });
      expect(mail.templates().filter(({ isChanged }) => isChanged)).toHaveLength(1);
      expect(await mail.resetTemplate('eve', key)).toMatchObject({ isChanged: false });
      await mail.close();
    });
  });
});
