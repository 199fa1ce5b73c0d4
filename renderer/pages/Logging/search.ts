import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const LOGGING_TABS = ['attempts', 'operators', 'files'] as const;
/** Areas of actions in the operator log: what stands before the dot. */
export const AUDIT_AREAS = [
  'users',
  'blocks',
  'bypasses',
  'tokens',
  'tags',
  'radius-clients',
  'mail',
  'settings',
  'operators',
  'session',
  'account',
  'backups',
  'passphrase',
  'exports',
] as const;

export const loggingSearch = z.object({
  tab: choiceParameter(LOGGING_TABS),
  operator: textParameter(),
  area: choiceParameter(AUDIT_AREAS),
  /** Rows older than this one. */
  before: optionalNumberParameter(),
  /** The row whose drawer is open. */
  row: optionalNumberParameter(),
  /** The setting that a link points at. */
  setting: textParameter(),
});
export type LoggingSearch = z.output<typeof loggingSearch>;
