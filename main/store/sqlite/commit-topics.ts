import type { Topic } from '../../../shared/topics.ts';
import { assertNever } from '../../engine/assert-never.ts';
import type { Commit, Effect, Guard } from '../../engine/effects.ts';

/** What a console has to fetch again after these commits, at most: a guard that missed counts too. */
export function topicsOf(commits: readonly Commit[]): readonly Topic[] {
  const topics = new Set<Topic>();
  for (const { guards, effects } of commits) {
    for (const guard of guards) addTopic(topics, topicOf(guard));
    for (const effect of effects) addTopic(topics, topicOf(effect));
  }
  return [...topics];
}

function addTopic(topics: Set<Topic>, topic: Topic | undefined): void {
  if (topic !== undefined) topics.add(topic);
}

function topicOf(part: Guard | Effect): Topic | undefined {
  switch (part.kind) {
    case 'spend-time-step':
    case 'spend-counter':
    case 'note-resync-candidate':
      return 'tokens';
    case 'admit-user':
    case 'count-failure':
      return 'users';
    case 'record-attempt':
      return 'attempts';
    case 'spend-challenge':
    case 'open-challenge':
      return undefined;
    default:
      return assertNever(part);
  }
}
