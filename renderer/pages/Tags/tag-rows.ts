import type { Tag } from '../../../shared/schemas/tag.ts';
import type { TagsSearch } from './search.ts';

/** The tags whose name has `search` in it, in order. The server answers them all: they are few. */
export function tagRows(tags: readonly Tag[], { search, sort, direction }: TagsSearch, language: string): readonly Tag[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const wanted = search.trim().toLocaleLowerCase(language);
  const found = tags.filter(({ name }) => name.toLocaleLowerCase(language).includes(wanted));
  const byName = (one: Tag, other: Tag) => collator.compare(one.name, other.name);
  const rows = found.toSorted((one, other) =>
    sort === 'name' ? byName(one, other) : one[sort] - other[sort] || byName(one, other),
  );
  return direction === 'asc' ? rows : rows.toReversed();
}
