/** What the palette can find, and which words find it. Pure. */
export const HIT_GROUPS = ['recent', 'users', 'tokens', 'clients', 'settings', 'pages', 'actions', 'help'] as const;
export type HitGroup = (typeof HIT_GROUPS)[number];

export type Hit = {
  /** Unique in the list: "user-17". */
  readonly id: string;
  readonly group: HitGroup;
  readonly label: string;
  /** Beside the label: a name, a state, a section. */
  readonly note?: string;
  /** More words that find it. */
  readonly words?: string;
  /** Where Enter goes. */
  readonly href?: string;
  /** What Enter does instead. */
  readonly act?: 'test-user' | 'shortcuts';
};

/** Letters without marks and case: "Müller" is found by "muller". */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** How well `hit` fits: each word of the query begins a word of it; 0 does not fit, more is better. */
export function scoreOf(hit: Hit, query: string): number {
  const wanted = plain(query).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return 1;
  const label = plain(hit.label);
  const words = `${label} ${plain(hit.note ?? '')} ${plain(hit.words ?? '')}`.split(/[^\p{L}\p{N}]+/u);
  if (!wanted.every((begin) => words.some((word) => word.startsWith(begin)))) return 0;
  if (label === wanted.join(' ')) return 4;
  if (label.startsWith(wanted.join(' '))) return 3;
  return label.includes(wanted[0] ?? '') ? 2 : 1;
}

/** The hits that fit, best first, at most `limit`. */
export function fitting(hits: readonly Hit[], query: string, limit: number): readonly Hit[] {
  return hits
    .map((hit) => ({ hit, score: scoreOf(hit, query) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

/** Groups in their order, empty ones left out. */
export function grouped(hits: readonly Hit[]): readonly { readonly group: HitGroup; readonly hits: readonly Hit[] }[] {
  return HIT_GROUPS.map((group) => ({ group, hits: hits.filter((hit) => hit.group === group) })).filter(
    ({ hits: found }) => found.length > 0,
  );
}
