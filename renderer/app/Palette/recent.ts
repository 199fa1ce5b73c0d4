/** What was opened from the palette, newest first. Kept for the window only: names of people stay off the disk. */
import type { Hit } from './hits.ts';

const LIMIT = 6;

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
  const others = readRecent(operatorId).filter(({ id }) => id !== hit.id);
  const kept: Hit = { ...hit, group: 'recent' };
  try {
    sessionStorage.setItem(keyOf(operatorId), JSON.stringify([kept, ...others].slice(0, LIMIT)));
  } catch {
    // A browser that keeps nothing: no recent ones.
  }
}
