import { expect, it } from 'vitest';
import { phoneCallWarnings } from '../../main/api/phone-call-warnings.ts';
import type { TrunkFlows } from '../../main/flows/trunks.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import { settingsAsDelivered } from '../support/settings.ts';

type Problems = Awaited<ReturnType<TrunkFlows['problems']>>;
const NONE: Problems = { down: [], isMissing: false, isInUse: false };
const HAS_NUMBER = { 'caller-id': { number: '+31201234567', displayName: '', isPrivate: false, rules: [] } };

async function told(problems: Partial<Problems>, over: Partial<AllSettings> = {}, hasOwnGreeting = false): Promise<string[]> {
  const settings = settingsAsDelivered(over);
  const trunks = { problems: async () => ({ ...NONE, ...problems }) } as TrunkFlows;
  const warnings = await phoneCallWarnings({
    trunks,
    settingsNow: () => settings,
    isFraudGreetingOwn: async () => hasOwnGreeting,
  });
  return warnings.map(({ code, subject }) => `${code} ${subject}`.trim());
}

it('warns where phone calls do not get through, or nobody knows who calls', async () => {
  expect(await told({})).toEqual([]);
  expect(await told({ isMissing: true })).toEqual(['no-trunk']);
  expect(await told({ isInUse: true })).toEqual(['caller-id-missing']);
  const down = [{ name: 'Carrier', problem: '403 Forbidden' }];
  expect(await told({ isInUse: true, down }, HAS_NUMBER)).toEqual(['trunk-down Carrier: 403 Forbidden']);
});

it('warns where a greeting names another fraud code than the one in force', async () => {
  const fraud = (code: string, isAllowed = true): Partial<AllSettings> => ({
    ...HAS_NUMBER,
    'fraud-alert': { isAllowed, blocksUser: true, code, notifies: [] },
  });
  expect(await told({ isInUse: true }, fraud('0'))).toEqual([]);
  expect(await told({ isInUse: true }, fraud('00'))).toEqual(['fraud-greeting 00']);
  expect(await told({ isInUse: true }, fraud('00'), true)).toEqual([]);
  expect(await told({ isInUse: true }, fraud('00', false))).toEqual([]);
  // Nobody is called.
  expect(await told({}, fraud('00'))).toEqual([]);
});
