/** What an event may say has changed. Events carry no data: notify, then fetch. */
export const TOPICS = [
  'users',
  'tokens',
  'radius-clients',
  'radius-listeners',
  'attempts',
  'engine',
  'operators',
  'settings',
  'imports',
  'backups',
  'tags',
  'exports',
  'mail',
  'blocks',
  'bypasses',
  'messages',
  'gateways',
  'trunks',
  'calls',
  'voice-messages',
] as const;
export type Topic = (typeof TOPICS)[number];
