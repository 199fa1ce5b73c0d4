/** The pages of the built-in help in the order of its contents. Each is `en/<topic>.md` and `nl/<topic>.md`. */
export const HELP_GROUPS = {
  start: ['getting-started', 'migration', 'keyboard'],
  people: [
    'status',
    'help-desk',
    'users',
    'user-page',
    'csv-import',
    'tags',
    'oath-tokens',
    'token-import',
    'resync',
    'blocked-users',
    'one-time-bypass',
  ],
  radius: ['radius-authentication', 'radius-client', 'devices'],
  audit: ['authentication-log', 'results', 'reports', 'troubleshooting'],
  server: [
    'company-settings',
    'text-messages',
    'text-gateways',
    'phone-calls',
    'trunks',
    'trunk-guides',
    'caller-id',
    'voice-messages',
    'email',
    'lockout',
    'caching-rules',
    'fraud-alert',
    'operators',
    'backup',
    'logging',
    'command-line',
    'security',
  ],
} as const;

export type HelpGroup = keyof typeof HELP_GROUPS;
export type HelpTopic = (typeof HELP_GROUPS)[HelpGroup][number];

export const HELP_TOPICS: readonly HelpTopic[] = Object.values(HELP_GROUPS).flat();

export function asHelpTopic(value: string | undefined): HelpTopic | undefined {
  return HELP_TOPICS.find((topic) => topic === value);
}

/** The text of every page of one language. */
export type HelpPages = Readonly<Record<HelpTopic, string>>;

/** From file names to topics: "./en/users.md" is users. */
export function byTopic(files: Readonly<Record<string, string>>): HelpPages {
  const entries = Object.entries(files).map(([path, text]) => [path.replaceAll(/^.*\/|\.md$/g, ''), text] as const);
  const pages = Object.fromEntries(entries);
  return Object.fromEntries(HELP_TOPICS.map((topic) => [topic, pages[topic] ?? ''])) as HelpPages;
}
