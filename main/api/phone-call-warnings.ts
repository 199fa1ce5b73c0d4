/** What keeps phone calls from reaching their users, or from being recognised by them. */
import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import { GREETED_FRAUD_CODE } from '../../shared/voice-messages.ts';
import type { ApiWorld } from './world.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

type World = Pick<ApiWorld, 'trunks' | 'settingsNow' | 'isFraudGreetingOwn'>;

export async function phoneCallWarnings({ trunks, settingsNow, isFraudGreetingOwn }: World): Promise<Warning[]> {
  const { down, isMissing, isInUse } = await trunks.problems();
  const { 'caller-id': callerId, 'fraud-alert': fraud } = settingsNow();
  const isCodeUntold = fraud.isAllowed && fraud.code !== GREETED_FRAUD_CODE && !(await isFraudGreetingOwn());
  return [
    ...down.map(({ name, problem }): Warning => ({ code: 'trunk-down', subject: `${name}: ${problem}` })),
    ...(isMissing ? [{ code: 'no-trunk', subject: '' } as const] : []),
    ...(isInUse && callerId.number === '' ? [{ code: 'caller-id-missing', subject: '' } as const] : []),
    ...(isInUse && isCodeUntold ? [{ code: 'fraud-greeting', subject: fraud.code } as const] : []),
  ];
}
