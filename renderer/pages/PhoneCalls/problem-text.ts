import { ownWords } from '../../parts/own-words.ts';
import type { ListedTrunk } from './trunk-state.ts';

/** "503 Service Unavailable": the trunk's own words, with the status before them where they do not begin with it. */
export function problemText({ problem, sipStatus }: NonNullable<ListedTrunk['health']['lastProblem']>): string {
  const words = ownWords(problem);
  return sipStatus === undefined || words.startsWith(String(sipStatus)) ? words : `${sipStatus} ${words}`.trim();
}
