import { afterAll, beforeAll, expect, it } from 'vitest';
import { maskedRead } from '../../main/workers/export-documents/masked-read.ts';
import type { Read } from '../../main/workers/export-documents/source.ts';
import { type ContractClient, openInProcess, type Pipe } from '../contract/pipes.ts';

const PASSWORD = 'a long passphrase of an operator';
let pipe: Pipe;
let admin: ContractClient;
let auditor: ContractClient;

beforeAll(async () => {
  pipe = await openInProcess();
  const first = pipe.openForSetup();
  await first.setup.createFirstOperator({ setupCode: pipe.setupCode, name: 'alice', password: PASSWORD });
  await first.operators.add({ name: 'audrey', password: PASSWORD, role: 'auditor' });
  admin = await pipe.open({ name: 'alice', password: PASSWORD });
  auditor = await pipe.open({ name: 'audrey', password: PASSWORD });
});
afterAll(() => pipe?.close());

it('masks phone numbers in lists and in the log, and leaves them whole for who edits the user', async () => {
  const { id } = await admin.users.create({
    fields: { username: 'jan', countryCode: '31', phone: '612345678', backupPhone: '201234567' },
  });
  await admin.users.test({ id, code: '123456' });
  await admin.blocks.add({ userId: id, reason: 'phone stolen' });
  await admin.bypasses.start({ userId: id, reason: 'phone forgotten' });
  const ruledOf = async (client: ContractClient) => {
    const [block] = (await client.blocks.list({})).rows;
    const [bypass] = (await client.bypasses.list({})).rows;
    return [block?.phone, bypass?.phone];
  };
  const phonesOf = async (client: ContractClient) => {
    const [user] = (await client.users.list({})).rows;
    const one = await client.users.get({ id });
    const [attempt] = (await client.attempts.list({})).rows;
    return [user?.phone, user?.backupPhone, one.phone, attempt?.phone];
  };
  const whole = '612345678';
  const masked = '•••••5678';
  const before = await phonesOf(auditor);
  expect(before.slice(0, 3)).toEqual([whole, '201234567', whole]);
  expect(before[3]).toContain(whole);
  expect(await ruledOf(auditor)).toEqual(['+31 612345678', '+31 612345678']);

  const log = (await admin.settings.list()).find(({ section }) => section === 'log');
  if (log?.section !== 'log') throw new TypeError('every section is listed');
  await admin.settings.update({ section: 'log', revision: log.revision, value: { ...log.value, masksPhone: true } });

  expect(await ruledOf(admin)).toEqual(['+•• •••••5678', '+•• •••••5678']);
  const auditors = await phonesOf(auditor);
  expect(auditors.slice(0, 3)).toEqual([masked, '•••••4567', masked]);
  const administrators = await phonesOf(admin);
  expect(administrators.slice(0, 3)).toEqual([masked, '•••••4567', whole]);
  for (const phones of [auditors, administrators]) expect(phones[3]).toMatch(/^\D*5678$/);
});

it('masks what an export reads', () => {
  const rows = [{ phone: '+31 612345678', backupPhone: '' }];
  const read = maskedRead(((name: string) =>
    name === 'tokens.list' ? { rows, total: 1 } : { rows, hasMore: false }) as unknown as Read);
  expect(read('attempts.list', { limit: 1 } as never).rows[0]?.phone).toBe('+•• •••••5678');
  expect(read('users.list', {} as never).rows[0]?.phone).toBe('+•• •••••5678');
  expect(read('tokens.list', {} as never).rows).toBe(rows);
});
