import type { ENGINE_WARNINGS } from '../../../shared/contract/engine.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

/** Where on the RADIUS page a warning is mended, as its search parameters. */
export function mendOf({ code, subject }: Warning): {
  readonly tab?: 'clients' | 'listeners';
  readonly search?: string;
  readonly client?: number;
} {
  if (code === 'no-radius-client') return { client: 0 };
  if (code === 'listener-down') return { tab: 'listeners' };
  return { search: subject };
}
