/** What was opened from the palette, newest first. Kept for the window only: names of people stay off the disk. */
import type { Hit } from './hits.ts';

const LIMIT = 6;
/** Before the id of a recent hit, which may be in the list a second time as what it is. */
const PREFIX = 'recent:';

function keyOf(operatorId: number): string {
  return `countersign.recent.${operatorId}`;
}

export function readRecent(operatorId: number): readonly Hit[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(operatorId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Hit {
  const hit = value as Partial<Hit> | null;
  return typeof hit?.id === 'string' && typeof hit.label === 'string' && typeof hit.href === 'string';
}

export function keepRecent(operatorId: number, hit: Hit): void {
  if (hit.href === undefined) return;
  const ownId = hit.id.startsWith(PREFIX) ? hit.id.slice(PREFIX.length) : hit.id;
  const others = readRecent(operatorId).filter(({ id }) => id !== ownId);
  const kept: Hit = { ...hit, id: ownId, group: 'recent' };
  try {
    sessionStorage.setItem(keyOf(operatorId), JSON.stringify([kept, ...others].slice(0, LIMIT)));
  } catch {
    // A browser that keeps nothing: no recent ones.
  }
}

/** Recent ones as hits of their own; what is known by itself in the words of the language of now. */
export function recentHits(recent: readonly Hit[], fixed: readonly Hit[]): readonly Hit[] {
  return recent.map((hit) => ({
    ...(fixed.find(({ id }) => id === hit.id) ?? hit),
    id: `${PREFIX}${hit.id}`,
    group: 'recent' as const,
  }));
}
