/** Blocking a user and letting the user in again. */
import type { BlockId, UserId } from '../../shared/ids.ts';
import type { Block } from '../../shared/schemas/rule.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';

export interface BlockFlows {
  /** For the days of the setting. Throws USER_NOT_FOUND, USER_IS_BLOCKED. */
  add(actor: string, input: { userId: UserId; reason: string }): Promise<Block>;
  /** Throws BLOCK_NOT_FOUND. */
  end(actor: string, input: { id: BlockId; reason: string }): Promise<Block>;
}

export type BlockPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly settings: () => Pick<AllSettings, 'blocking'>;
};

export function createBlockFlows({ store, settings }: BlockPorts): BlockFlows {
  return {
    async add(actor, { userId, reason }) {
      const { blockDays } = settings().blocking;
      const user = await store.read('users.get', { id: userId });
      if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: userId } });
      return store.write(
        'blocks.add',
        { userId, reason, days: blockDays, startedBy: actor },
        { actor, action: 'blocks.add', subject: user.username, detail: { reason, days: blockDays } },
      );
    },
    async end(actor, { id, reason }) {
      const block = await store.read('blocks.get', { id });
      if (block === undefined) throw appError('BLOCK_NOT_FOUND');
      return store.write(
        'blocks.end',
        { id, reason, endedBy: actor },
        { actor, action: 'blocks.end', subject: block.username, detail: { reason, blockedFor: block.reason } },
      );
    },
  };
}
