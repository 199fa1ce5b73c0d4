import type { Block, Bypass } from '../../../shared/schemas/rule.ts';

export type BlockState = 'blocked' | 'recorded' | 'unblocked' | 'expired';

/** recorded: a fraud alert that blocked nobody. */
export function blockStateOf(
  block: Pick<Block, 'isBlocking' | 'endedAt' | 'endedBy' | 'endReason' | 'expiresAt'>,
  now: number,
): BlockState {
  if (!block.isBlocking) return 'recorded';
  if (block.endedAt !== undefined && (block.endedBy !== '' || block.endReason !== '')) return 'unblocked';
  return block.endedAt !== undefined || block.expiresAt <= now ? 'expired' : 'blocked';
}

export type BypassState = 'running' | 'used' | 'expired' | 'cancelled' | 'replaced';

export function bypassStateOf(bypass: Pick<Bypass, 'end' | 'expiresAt'>, now: number): BypassState {
  if (bypass.end !== undefined) return bypass.end;
  return bypass.expiresAt <= now ? 'expired' : 'running';
}
