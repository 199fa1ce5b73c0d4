import { expect, it } from 'vitest';
import { createSettingsFlows } from '../../main/flows/change-setting.ts';
import { createRegistryImport } from '../../main/flows/import-registry.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { type AllSettings, SETTINGS_SECTIONS, type SettingsSection } from '../../shared/schemas/settings.ts';
import { withStore } from '../support/store.ts';

const KEY = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Positive Networks\PhoneFactor`;
const KEY_32 = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Positive Networks\PhoneFactor`;
const exported = (...lines: string[]) =>
  Buffer.from(`\uFEFF${['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n')}`, 'utf16le').toString('base64');

async function importOver(store: OpenedStore, readRegistryKey: (path: string) => Promise<string> = async () => '') {
  const read = async () => {
    const sections = Object.keys(SETTINGS_SECTIONS) as SettingsSection[];
    return Object.fromEntries(
      await Promise.all(sections.map(async (section) => [section, (await store.settings(section)).value])),
    ) as AllSettings;
  };
  let now = await read();
  const settings = createSettingsFlows({
    store,
    checkBackupFolder: async () => {},
    hasPassphrase: () => true,
    apply: async () => {
      now = await read();
    },
  });
  return { ...createRegistryImport({ settings, settingsNow: () => now, readRegistryKey }), now: () => now };
}

const BOTH = exported(
  `[${KEY}]`,
  '"pfsvc_pendingSmsTimeoutSeconds"=dword:00000258',
  '"UsernameCxz_stripPrefixDomain"=dword:00000001',
);
const seconds = { name: 'pfsvc_pendingSmsTimeoutSeconds', section: 'text-message', field: 'oneWayTimeoutSeconds' };

it('shows first and changes nothing, then is in force, with who and from where in the audit log', async () => {
  await withStore(async (store) => {
    const registry = await importOver(store);
    const values = [
      { ...seconds, found: '600', before: '300', after: '600', problem: '' },
      {
        name: 'UsernameCxz_stripPrefixDomain',
        section: 'username-resolution',
        field: 'stripsPrefixDomain',
        found: '1',
        before: 'false',
        after: 'true',
        problem: '',
      },
    ];
    expect(await registry.run('alice', { content: BOTH, isDryRun: true })).toEqual({ applied: false, values });
    expect(registry.now()['text-message'].oneWayTimeoutSeconds).toBe(300);
    expect((await store.read('audit.list', { limit: 1 })).rows).toEqual([]);

    expect(await registry.run('alice', { content: BOTH, isDryRun: false })).toEqual({ applied: true, values });
    expect(registry.now()['text-message']).toEqual({ ...SETTINGS_SECTIONS['text-message'].default, oneWayTimeoutSeconds: 600 });
    expect(registry.now()['username-resolution'].stripsPrefixDomain).toBe(true);
    const { rows } = await store.read('audit.list', { limit: 10 });
    expect(rows.map(({ actor, subject }) => ({ actor, subject }))).toEqual([
      { actor: 'alice', subject: 'username-resolution' },
      { actor: 'alice', subject: 'text-message' },
    ]);
    expect(JSON.parse(rows[1]?.detail ?? '')).toMatchObject({ registryValue: 'pfsvc_pendingSmsTimeoutSeconds' });

    // A second time there is nothing left to change.
    expect((await registry.run('alice', { content: BOTH, isDryRun: false })).applied).toBe(false);
    expect((await store.read('audit.list', { limit: 10 })).rows).toHaveLength(2);
  });
});

it.each([
  ['29 seconds', 'dword:0000001d', '29', 'out-of-range'],
  ['3,601 seconds', 'dword:00000e11', '3601', 'out-of-range'],
  ['a text', '"600"', '600', 'not-a-dword'],
])('leaves a value with a problem as it is: %s', async (_what, written, found, problem) => {
  await withStore(async (store) => {
    const registry = await importOver(store);
    const content = exported(`[${KEY}]`, `"PFSVC_pendingSmsTimeoutSeconds"=${written}`);
    const values = [{ ...seconds, found, before: '300', after: '300', problem }];
    expect(await registry.run('alice', { content, isDryRun: false })).toEqual({ applied: false, values });
    expect(registry.now()['text-message'].oneWayTimeoutSeconds).toBe(300);
  });
});

it('takes the key of a 32-bit program first, and looks at no other keys', async () => {
  await withStore(async (store) => {
    const registry = await importOver(store);
    const line = (hex: string) => `"pfsvc_pendingSmsTimeoutSeconds"=dword:${hex}`;
    const both = exported(`[${KEY_32}]`, line('0000003c'), `[${KEY}]`, line('00000078'));
    expect((await registry.run('alice', { content: both, isDryRun: true })).values[0]?.after).toBe('120');
    const short = exported(`[${KEY_32.replace('HKEY_LOCAL_MACHINE', 'HKLM')}]`, line('0000003c'));
    expect((await registry.run('alice', { content: short, isDryRun: true })).values[0]?.after).toBe('60');
    const other = exported(String.raw`[HKEY_CURRENT_USER\SOFTWARE\Positive Networks\PhoneFactor]`, line('0000003c'));
    expect((await registry.run('alice', { content: other, isDryRun: true })).values).toEqual([]);
  });
});

it('reads the registry of this machine where no file is given, and says why it cannot', async () => {
  await withStore(async (store) => {
    const registry = await importOver(store, async (path) =>
      path === KEY ? `\r\n${KEY}\r\n    pfsvc_pendingSmsTimeoutSeconds    REG_DWORD    0x3c\r\n` : '',
    );
    expect((await registry.run('alice', { isDryRun: true })).values).toMatchObject([{ ...seconds, after: '60' }]);
    await expect(registry.run('alice', { content: 'aGVsbG8=', isDryRun: true })).rejects.toMatchObject({
      code: 'REGISTRY_FILE_INVALID',
      detail: { line: 1 },
    });
  });
});
