/** What operators do about one user: PINs, security answers, blocks, bypasses, and the method of users from a file. */
import { describe, expect, it } from 'vitest';
import { createArgon2Hasher } from '../../main/adapters/argon2-hasher.ts';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { isEarlierPin } from '../../main/engine/pin/is-earlier-pin.ts';
import { createBlockFlows } from '../../main/flows/blocks.ts';
import { createBypassFlows } from '../../main/flows/bypasses.ts';
import { createUserFlows } from '../../main/flows/users.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { settingsAsDelivered } from '../support/settings.ts';
import { fakeClock, NOON, random, withStore } from '../support/store.ts';

const FIELDS = userFieldsSchema.parse({ username: 'jan', phone: '612345678', mode: 'pin' });

async function flowsOver(store: OpenedStore, over: Partial<AllSettings> = {}) {
  const hasher = await createArgon2Hasher(random);
  const settings = () => settingsAsDelivered(over);
  const run = () => Promise.reject(new TypeError('nobody signs in here'));
  const users = createUserFlows({ store, hasher, clock: fakeClock(), random, digest: nodeDigest, run, settings });
  return { hasher, users, blocks: createBlockFlows({ store, settings }), bypasses: createBypassFlows({ store, settings }) };
}
const auditText = async (store: OpenedStore) => JSON.stringify(await store.read('audit.list', { limit: 100 }));

describe('the PIN of an operator', () => {
  it('is refused by the first rule that it breaks', async () => {
    const refusals = [
      ['738', 'pin-length'],
      ['7111', 'pin-all-same-digits'],
      ['7123', 'pin-sequential-digits'],
      ['852940', 'pin-subset-of-phone'],
      ['0630', 'pin-subset-of-phone'],
    ] as const;
    await withStore(async (store) => {
      const { users } = await flowsOver(store);
      const fields = { ...FIELDS, phone: '6 29 40 75 18', backupPhone: '20 0630 07' };
      for (const [pin, rule] of refusals) {
        await expect(users.create('eve', { fields, pin })).rejects.toMatchObject({
          code: 'PIN_REFUSED',
          detail: { rule, minimum: 4 },
        });
      }
      expect(await store.read('users.find', { username: 'jan' })).toBeUndefined();
    });
  });

  it('is kept as a hash, changed, removed, and stands in no log', async () => {
    await withStore(async (store) => {
      const { users, hasher } = await flowsOver(store);
      const made = await users.create('eve', { fields: { ...FIELDS, mustChangePin: true }, pin: '804172' });
      expect(made).toMatchObject({ hasPin: true, mustChangePin: true });
      const first = await store.authentication.findSubjectById(made.id);
      expect(await hasher.verify(first?.pinHash, '804172')).toBe(true);
      const changed = await users.update('eve', { id: made.id, revision: made.revision, fields: FIELDS, pin: '970415' });
      const history = await store.authentication.listPinHistory(made.id);
      expect(await isEarlierPin(hasher, '804172', history)).toBe(true);
      expect(await isEarlierPin(hasher, '970415', history)).toBe(false);
      const kept = await users.update('eve', { id: made.id, revision: changed.revision, fields: FIELDS });
      expect(kept.hasPin).toBe(true);
      const removed = await users.update('eve', { id: made.id, revision: kept.revision, fields: FIELDS, pin: null });
      expect(removed.hasPin).toBe(false);
      const logged = await auditText(store);
      expect(logged).not.toMatch(/804172|970415|argon2/);
      expect(logged).toContain('\\"pin\\":\\"changed\\"');
    });
  });

  it('can be drawn, by the rules, to be changed where users may', async () => {
    await withStore(async (store) => {
      const rules = { ...settingsAsDelivered()['pin-rules'], minimumLength: 8 };
      const { users, hasher } = await flowsOver(store, { 'pin-rules': rules });
      const { id } = await users.create('eve', { fields: { ...FIELDS, canChangePin: false } });
      const { pin, mustChangePin } = await users.newPin('eve', id);
      expect(pin).toMatch(/^\d{8}$/);
      expect(mustChangePin).toBe(false);
      expect(await hasher.verify((await store.authentication.findSubjectById(id))?.pinHash, pin)).toBe(true);
      const logged = await auditText(store);
      expect(logged).toContain('users.new-pin');
      expect(logged).not.toContain(pin);
    });
  });
});

it('keeps security answers as hashes of what they mean, not of how they were typed', async () => {
  await withStore(async (store) => {
    const { users, hasher } = await flowsOver(store);
    const { id } = await users.create('eve', { fields: FIELDS });
    const answer = { questionId: 1, language: 'en', answer: '  Saint  MARY’s\u00a0School ' };
    expect(await users.setSecurityAnswers('eve', { id, answers: [answer] })).toEqual({ changedCount: 1 });
    const [stored] = await store.authentication.listSecurityAnswers(id);
    expect(await hasher.verify(stored?.answerHash, 'saint mary’s school')).toBe(true);
    await expect(users.setSecurityAnswers('eve', { id, answers: [{ ...answer, questionId: 99 }] })).rejects.toMatchObject({
      code: 'SECURITY_QUESTION_NOT_FOUND',
      detail: { question: 99 },
    });
    await users.setSecurityAnswers('eve', { id, answers: [{ ...answer, answer: '' }] });
    expect(await store.authentication.listSecurityAnswers(id)).toEqual([]);
    expect((await auditText(store)).toLowerCase()).not.toContain('mary');
  });
});

it('blocks for the days of the setting and bypasses for its seconds, with reasons in the operator log', async () => {
  await withStore(async (store) => {
    const { users, blocks, bypasses } = await flowsOver(store, { blocking: { blockDays: 7 } });
    const { id } = await users.create('eve', { fields: FIELDS });
    const block = await blocks.add('eve', { userId: id, reason: 'phone stolen' });
    expect(block).toMatchObject({ startedBy: 'eve', expiresAt: NOON + 7 * 86_400_000 });
    expect(await blocks.end('ann', { id: block.id, reason: 'phone found' })).toMatchObject({ endedBy: 'ann' });
    const bypass = await bypasses.start('eve', { userId: id, reason: 'phone forgotten' });
    expect(bypass).toMatchObject({ seconds: 300, startedBy: 'eve' });
    expect(await bypasses.start('eve', { userId: id, seconds: 60, reason: 'again' })).toMatchObject({ seconds: 60 });
    await expect(bypasses.cancel('eve', bypass.id)).rejects.toMatchObject({ code: 'BYPASS_NOT_FOUND' });
    const { rows } = await store.read('audit.list', { limit: 4 });
    expect(rows.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'bypasses.start jan',
      'bypasses.start jan',
      'blocks.end jan',
      'blocks.add jan',
    ]);
  });
});

it('gives users from a file the company’s method, unless the file says another', async () => {
  await withStore(async (store) => {
    const defaults = { ...settingsAsDelivered()['user-defaults'], method: 'text-message', mode: 'two-way-otp' } as const;
    const { users } = await flowsOver(store, { 'user-defaults': defaults });
    const lines = [
      'username,method,mode,language,must change pin',
      'a,,,NL,yes',
      'b,oath-token,,,',
      'c,phone-call,pin,,',
      'd,text-message,,,',
    ];
    const content = Buffer.from(lines.join('\n')).toString('base64');
    await users.importCsv('eve', { content, updatesExisting: false, isDryRun: false });
    const { rows } = await store.read('users.list', { search: '', sort: 'username', direction: 'asc', offset: 0, limit: 10 });
    expect(rows.map(({ method, mode }) => `${method} ${mode}`)).toEqual([
      'text-message two-way-otp',
      'oath-token standard',
      'phone-call pin',
      'text-message two-way-otp',
    ]);
    expect(rows[0]).toMatchObject({ language: 'nl', mustChangePin: false, enablesGlobalServices: null });
  });
});
