import { describe, expect, it } from 'vitest';
import type { Notice } from '../../main/engine/authentication/decision.ts';
import type { TemplateMail } from '../../main/engine/delivery/mail-port.ts';
import { createBlockFlows } from '../../main/flows/blocks.ts';
import { createBypassFlows } from '../../main/flows/bypasses.ts';
import { withBlockMails, withBypassMails } from '../../main/flows/mail-notices.ts';
import { createNotify } from '../../main/flows/notify.ts';
import { PLACEHOLDERS_OF } from '../../shared/mail-templates.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { settingsAsDelivered } from '../support/settings.ts';
import { addUser, withStore } from '../support/store.ts';

const AT = Date.UTC(2026, 10, 20, 12, 34, 56);

async function told(
  kind: Notice['kind'],
  options: {
    readonly notifies?: string[];
    readonly sendsToUsers?: boolean;
    readonly masksPhone?: boolean;
    readonly email?: string;
    readonly isBlocked?: boolean;
  } = {},
): Promise<TemplateMail[]> {
  return withStore(async (store) => {
    const person = { firstName: 'Jan', lastName: 'Jansen', countryCode: '31', phone: '612345678', language: 'nl' };
    const { id } = await addUser(store, { username: 'jan', email: options.email ?? 'jan@example.org', ...person });
    const mails: TemplateMail[] = [];
    const failures: unknown[] = [];
    const notify = createNotify({
      store,
      mails: { send: async (mail) => void mails.push(mail) },
      sendsToUsers: () => options.sendsToUsers ?? true,
      settings: () => ({
        'fraud-alert': { ...SETTINGS_SECTIONS['fraud-alert'].default, notifies: options.notifies ?? [] },
        lockout: SETTINGS_SECTIONS.lockout.default,
        log: { ...SETTINGS_SECTIONS.log.default, masksPhone: options.masksPhone ?? false },
      }),
      onFailure: (error) => failures.push(error),
    });
    const about = { userId: id, username: 'jan', at: AT };
    notify([
      kind === 'fraud-alert'
        ? { kind, ...about, isBlocked: options.isBlocked ?? false, applicationName: 'VPN' }
        : { kind, ...about },
    ]);
    await store.read('users.get', { id });
    await new Promise(setImmediate);
    expect(failures).toEqual([]);
    return mails;
  });
}

describe('a fraud alert', () => {
  it('is mailed to each address of the list, with who, where and when', async () => {
    const mails = await told('fraud-alert', {
      notifies: ['soc@example.org', 'desk@example.org'],
      isBlocked: true,
      sendsToUsers: false,
    });
    expect(mails.map(({ to }) => to)).toEqual(['soc@example.org', 'desk@example.org']);
    expect(mails[0]).toMatchObject({
      type: 'fraud-alert',
      language: '',
      values: {
        username: 'jan',
        first_name: 'Jan',
        last_name: 'Jansen',
        phone: '+31 612345678',
        application_name: 'VPN',
        time: '2026-11-20 12:34:56 UTC',
        reason: 'The user is blocked.',
      },
    });
  });

  it('has a masked number where the log has', async () => {
    const [mail] = await told('fraud-alert', { notifies: ['soc@example.org'], masksPhone: true });
    expect(mail?.values.phone).toBe('+•• •••••5678');
  });

  it('is mailed to nobody while nobody is listed, but tells its user of the block', async () => {
    expect(await told('fraud-alert')).toEqual([]);
    expect(await told('fraud-alert', { isBlocked: true })).toMatchObject([
      { type: 'blocked', to: 'jan@example.org', language: 'nl', values: { username: 'jan', time: '2026-11-20 12:34:56 UTC' } },
    ]);
    expect(await told('fraud-alert', { isBlocked: true, sendsToUsers: false })).toEqual([]);
    expect(await told('fraud-alert', { isBlocked: true, email: '' })).toEqual([]);
  });
});

describe('a lock', () => {
  it('is mailed to its user in the language of the user, where users get mails', async () => {
    expect(await told('account-locked')).toMatchObject([
      { type: 'account-locked', to: 'jan@example.org', language: 'nl', values: { minutes: '30' } },
    ]);
    expect(await told('account-locked', { sendsToUsers: false })).toEqual([]);
    expect(await told('account-locked', { email: '' })).toEqual([]);
  });
});

describe('what an operator does', () => {
  const done = (options: { readonly sendsToUsers?: boolean; readonly email?: string; readonly fails?: boolean } = {}) =>
    withStore(async (store, clock) => {
      clock.set(AT);
      const { id: userId } = await addUser(store, { username: 'jan', email: options.email ?? 'jan@example.org', language: 'nl' });
      const mails: TemplateMail[] = [];
      const failures: unknown[] = [];
      const settings = () => settingsAsDelivered();
      const ports = {
        store,
        settings,
        mails: {
          send: async (mail: TemplateMail) => {
            if (options.fails === true) throw new Error('the disk is full');
            mails.push(mail);
          },
        },
        sendsToUsers: () => options.sendsToUsers ?? true,
        onFailure: (error: unknown) => failures.push(error),
      };
      const bypasses = withBypassMails(createBypassFlows({ store, settings }), ports);
      await bypasses.start('eve', { userId, seconds: 200, reason: 'lost phone' });
      await withBlockMails(createBlockFlows({ store, settings }), ports).add('eve', { userId, reason: 'lost laptop' });
      expect(await store.read('blocks.facts', undefined)).toMatchObject({ blocked: 1 });
      return { mails, failures };
    });

  it('is mailed to the user: one sign-in without a second step, a block', async () => {
    const { mails } = await done();
    expect(mails).toMatchObject([
      { type: 'one-time-bypass', to: 'jan@example.org', language: 'nl', values: { reason: 'lost phone', minutes: '3' } },
      { type: 'blocked', to: 'jan@example.org', language: 'nl', values: { reason: 'lost laptop', username: 'jan' } },
    ]);
    for (const { type, values } of mails) {
      const unknown = Object.keys(values).filter((name) => !(PLACEHOLDERS_OF[type] as readonly string[]).includes(name));
      expect(unknown).toEqual([]);
      expect(values.time).toBe('2026-11-20 12:34:56 UTC');
    }
  });

  it('is mailed to nobody where users get no mails or have no address, and stands when a mail cannot be stored', async () => {
    expect((await done({ sendsToUsers: false })).mails).toEqual([]);
    expect((await done({ email: '' })).mails).toEqual([]);
    expect((await done({ fails: true })).failures).toHaveLength(2);
  });
});

it('fills only placeholders that its template knows', async () => {
  for (const kind of ['fraud-alert', 'account-locked'] as const) {
    const [mail] = await told(kind, { notifies: ['soc@example.org'] });
    expect(mail?.type).toBe(kind);
    const unknown = Object.keys(mail?.values ?? {}).filter(
      (name) => !(PLACEHOLDERS_OF[kind] as readonly string[]).includes(name),
    );
    expect(unknown).toEqual([]);
  }
});
