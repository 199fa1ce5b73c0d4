import type { Topic } from '../../../shared/topics.ts';
import type { Commit, Effect, Guard } from '../../engine/effects.ts';

/** What a console has to fetch again after these commits, at most: a guard that missed counts too. */
export function topicsOf(commits: readonly Commit[]): readonly Topic[] {
  const topics = new Set<Topic>();
  for (const { guards, effects } of commits) {
    for (const guard of guards) for (const topic of TOPICS_OF[guard.kind]) topics.add(topic);
    for (const effect of effects) for (const topic of TOPICS_OF[effect.kind]) topics.add(topic);
  }
  return [...topics];
}

const TOPICS_OF: Readonly<Record<(Guard | Effect)['kind'], readonly Topic[]>> = {
  'spend-time-step': ['tokens'],
  'spend-counter': ['tokens'],
  'note-resync-candidate': ['tokens'],
  'admit-user': ['users'],
  'count-failure': ['users'],
  'set-pin': ['users'],
  'record-attempt': ['attempts'],
  'spend-bypass': ['bypasses', 'users'],
  'report-fraud': ['blocks', 'users'],
  'open-message-code': ['messages'],
  'set-message-state': ['messages'],
  'record-reply': ['messages'],
  'set-phone': ['users'],
  'record-call': ['calls'],
  'open-phone-call': [],
  'end-phone-call': [],
  'spend-challenge': [],
  'open-challenge': [],
  'spend-message-code': [],
  'take-reply': [],
  'count-code-try': [],
  'end-message-code': [],
  'remember-grant': [],
};

/** Whether they change what the engine's reader keeps of its users. */
export function changesKeptUsers(commits: readonly Commit[]): boolean {
  return commits.some(({ effects }) => effects.some(({ kind }) => kind === 'set-pin' || kind === 'set-phone'));
}
