import { expect, it } from 'vitest';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { tokenListQuerySchema } from '../../shared/schemas/token.ts';
import { addToken, audit, NOON, withStore } from '../support/store.ts';

const DAY = 86_400_000;

it('counts what soon needs a person, and lists the same tokens', async () => {
  await withStore(async (store) => {
    await addToken(store, { serial: 'soon', expiresAt: NOON + 29 * DAY });
    await addToken(store, { serial: 'later', expiresAt: NOON + 31 * DAY });
    await addToken(store, { serial: 'past', expiresAt: NOON - 1 });
    const drift = async (serial: string, origin: 'app' | 'hardware', driftSteps: number) => {
      const { id } = await addToken(store, { serial, origin });
      await store.write('tokens.set-factor', { id, lastStep: 1, driftSteps, confirms: false }, audit);
    };
    await drift('ahead', 'hardware', 4);
    await drift('behind', 'hardware', -4);
    await drift('near', 'hardware', 3);
    await drift('app', 'app', 1);
    const { id } = await addToken(store, { serial: 'button', type: 'hotp' });
    await store.write('tokens.set-enabled', { ids: [id], isEnabled: false }, audit);

    expect(await store.read('tokens.decisions', undefined)).toEqual({ expiring: 1, drifting: 3, hotpDisabled: 1 });
    const serialsOf = async (state: 'expiring' | 'drifting') =>
      (await store.read('tokens.list', tokenListQuerySchema.parse({ state }))).rows.map(({ serial }) => serial);
    expect(await serialsOf('expiring')).toEqual(['soon']);
    expect(await serialsOf('drifting')).toEqual(['ahead', 'app', 'behind']);

    const value = { ...SETTINGS_SECTIONS.oath.default, hardwareWindowSteps: 3 };
    await store.write('settings.update', { section: 'oath', value, revision: 0 }, audit);
    expect(await serialsOf('drifting')).toEqual(['ahead', 'app', 'behind', 'near']);
  });
});

it('knows the oldest attempt and how many there are', async () => {
  await withStore(async (store) => {
    expect(await store.read('attempts.extent', undefined)).toEqual({ oldestAt: undefined, rowCount: 0 });
  });
});
