/** What keeps phone calls from reaching their users, or from being recognised by them. */
import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import type { ApiWorld } from './world.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

export async function phoneCallWarnings({ trunks, settingsNow }: Pick<ApiWorld, 'trunks' | 'settingsNow'>): Promise<Warning[]> {
  const { down, isMissing, isInUse } = await trunks.problems();
  const hasNumber = settingsNow()['caller-id'].number !== '';
  return [
    ...down.map(({ name, problem }): Warning => ({ code: 'trunk-down', subject: `${name}: ${problem}` })),
    ...(isMissing ? [{ code: 'no-trunk', subject: '' } as const] : []),
    ...(isInUse && !hasNumber ? [{ code: 'caller-id-missing', subject: '' } as const] : []),
  ];
}
