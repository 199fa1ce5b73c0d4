/** One-time bypasses: the next authentication of a user needs no second factor. */
import type { BypassId, UserId } from '../../shared/ids.ts';
import type { Bypass } from '../../shared/schemas/rule.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';

export interface BypassFlows {
  /** At once; a running one is replaced. `seconds` undefined: the setting's. Throws USER_NOT_FOUND. */
  start(actor: string, input: { userId: UserId; seconds?: number | undefined; reason: string }): Promise<Bypass>;
  /** Throws BYPASS_NOT_FOUND. */
  cancel(actor: string, id: BypassId): Promise<Bypass>;
}

export type BypassPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly settings: () => Pick<AllSettings, 'one-time-bypass'>;
};

export function createBypassFlows({ store, settings }: BypassPorts): BypassFlows {
  return {
    async start(actor, { userId, seconds = settings()['one-time-bypass'].defaultSeconds, reason }) {
      const user = await store.read('users.get', { id: userId });
      if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: userId } });
      return store.write(
        'bypasses.start',
        { userId, seconds, reason, startedBy: actor },
        { actor, action: 'bypasses.start', subject: user.username, detail: { seconds, reason } },
      );
    },
    async cancel(actor, id) {
      const bypass = await store.read('bypasses.get', { id });
      if (bypass === undefined) throw appError('BYPASS_NOT_FOUND');
      return store.write(
        'bypasses.cancel',
        { id },
        { actor, action: 'bypasses.cancel', subject: bypass.username, detail: { reason: bypass.reason } },
      );
    },
  };
}
