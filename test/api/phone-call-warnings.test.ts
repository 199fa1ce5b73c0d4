import { expect, it } from 'vitest';
import { phoneCallWarnings } from '../../main/api/phone-call-warnings.ts';
import type { TrunkFlows } from '../../main/flows/trunks.ts';
import { settingsAsDelivered } from '../support/settings.ts';

type Problems = Awaited<ReturnType<TrunkFlows['problems']>>;
const NONE: Problems = { down: [], isMissing: false, isInUse: false };
const CALLER_ID = { number: '+31201234567', displayName: '', isPrivate: false, rules: [] };

async function told(problems: Partial<Problems>, hasCallerId: boolean): Promise<string[]> {
  const settings = settingsAsDelivered(hasCallerId ? { 'caller-id': CALLER_ID } : {});
  const trunks = { problems: async () => ({ ...NONE, ...problems }) } as TrunkFlows;
  const warnings = await phoneCallWarnings({ trunks, settingsNow: () => settings });
  return warnings.map(({ code, subject }) => `${code} ${subject}`.trim());
}

it('warns where phone calls do not get through, or nobody knows who calls', async () => {
  expect(await told({}, false)).toEqual([]);
  expect(await told({ isMissing: true }, false)).toEqual(['no-trunk']);
  expect(await told({ isInUse: true }, false)).toEqual(['caller-id-missing']);
  const down = [{ name: 'Carrier', problem: '403 Forbidden' }];
  expect(await told({ isInUse: true, down }, true)).toEqual(['trunk-down Carrier: 403 Forbidden']);
});
