import { describe, expect, it } from 'vitest';
import type { Notice } from '../../main/engine/authentication/decision.ts';
import type { TemplateMail } from '../../main/engine/delivery/mail-port.ts';
import { createNotify } from '../../main/flows/notify.ts';
import { PLACEHOLDERS_OF } from '../../shared/mail-templates.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { addUser, withStore } from '../support/store.ts';

const AT = Date.UTC(2026, 10, 20, 12, 34, 56);

async function told(
  kind: Notice['kind'],
  options: {
    readonly notifies?: string[];
    readonly sendsToUsers?: boolean;
    readonly masksPhone?: boolean;
    readonly email?: string;
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
    notify([kind === 'fraud-alert' ? { kind, ...about, isBlocked: true, applicationName: 'VPN' } : { kind, ...about }]);
    await store.read('users.get', { id });
    await new Promise(setImmediate);
    expect(failures).toEqual([]);
    return mails;
  });
}

describe('a fraud alert', () => {
  it('is mailed to each address of the list, with who, where and when', async () => {
    const mails = await told('fraud-alert', { notifies: ['soc@example.org', 'desk@example.org'] });
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

  it('is mailed to nobody while nobody is listed', async () => {
    expect(await told('fraud-alert')).toEqual([]);
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

it('fills only placeholders that its template knows', async () => {
  for (const kind of ['fraud-alert', 'account-locked'] as const) {
    const [mail] = await told(kind, { notifies: ['soc@example.org'] });
    const unknown = Object.keys(mail?.values ?? {}).filter(
      (name) => !(PLACEHOLDERS_OF[kind] as readonly string[]).includes(name),
    );
    expect(unknown).toEqual([]);
  }
});
