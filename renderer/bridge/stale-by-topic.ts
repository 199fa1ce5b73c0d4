import type { Topic } from '../../shared/topics.ts';
import { type Area, type ProcedurePath, queryKeyOf } from './procedures.ts';

/** What each topic makes stale: whole areas, or one procedure. */
export const STALE_BY_TOPIC: Readonly<Record<Topic, readonly (Area | ProcedurePath)[]>> = {
  users: ['users', 'tokens', 'engine.decisions', 'tags'],
  tokens: ['tokens', 'users', 'engine.decisions'],
  'radius-clients': ['radiusClients', 'engine.status'],
  'radius-listeners': ['radiusListeners', 'engine.status'],
  attempts: ['attempts', 'reports.summary', 'engine.status', 'radiusClients.activity', 'radiusListeners.discards'],
  engine: ['engine.status'],
  operators: ['operators', 'account', 'audit'],
  settings: [
    'settings',
    'radiusListeners',
    'engine.status',
    'engine.decisions',
    'backups',
    'setup.status',
    'bypasses.facts',
    'blocks.facts',
  ],
  imports: ['imports'],
  mail: ['mail'],
  gateways: ['gateways', 'engine.status'],
  trunks: ['trunks', 'engine.status'],
  calls: ['calls'],
  'voice-messages': ['voiceMessages'],
  blocks: ['blocks', 'users', 'engine.decisions'],
  bypasses: ['bypasses', 'users'],
  messages: ['messages'],
  tags: ['tags', 'users'],
  exports: ['exports'],
  backups: ['backups', 'engine.status', 'engine.health'],
};

/** The query keys that `topics` make stale, each once. */
export function staleKeysOf(topics: Iterable<Topic>): readonly (readonly unknown[])[] {
  const paths = new Set([...topics].flatMap((topic) => STALE_BY_TOPIC[topic]));
  return [...paths].map((path) => (path.includes('.') ? queryKeyOf(path as ProcedurePath) : [path]));
}
