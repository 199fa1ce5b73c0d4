import { describe, expect, it } from 'vitest';
import { extended, movedIndex, toggled, toggledAll } from '../../renderer/ui/ListTable/selection.ts';
import { isColumnShown } from '../../renderer/ui/ListTable/use-columns.ts';

const set = (...keys: number[]) => new Set<number>(keys);

describe('selection', () => {
  it('switches one row', () => {
    expect(toggled(set(1), 2)).toEqual(set(1, 2));
    expect(toggled(set(1, 2), 2)).toEqual(set(1));
  });

  it('selects all rows shown and leaves those of other pages', () => {
    expect(toggledAll(set(9), [1, 2])).toEqual(set(9, 1, 2));
    expect(toggledAll(set(9, 1, 2), [1, 2])).toEqual(set(9));
    expect(toggledAll(set(9), [])).toEqual(set(9));
  });

  it('extends in both directions', () => {
    expect(extended(set(), [1, 2, 3, 4], 1, 3)).toEqual(set(2, 3, 4));
    expect(extended(set(9), [1, 2, 3, 4], 3, 2)).toEqual(set(9, 3, 4));
  });
});

describe('keys', () => {
  it('moves within the rows', () => {
    expect(movedIndex('ArrowDown', 3, 4, 10)).toBe(3);
    expect(movedIndex('ArrowUp', 0, 4, 10)).toBe(0);
    expect(movedIndex('End', 0, 4, 10)).toBe(3);
    expect(movedIndex('PageUp', 3, 4, 10)).toBe(0);
    expect(movedIndex('x', 3, 4, 10)).toBeUndefined();
  });
});

describe('columns', () => {
  const column = { id: 'a', header: 'A', cell: () => '' };
  it('shows what was chosen, else the default', () => {
    expect(isColumnShown(column, {})).toBe(true);
    expect(isColumnShown({ ...column, isOptional: true }, {})).toBe(false);
    expect(isColumnShown({ ...column, isOptional: true }, { a: true })).toBe(true);
    expect(isColumnShown({ ...column, isFixed: true }, { a: false })).toBe(true);
  });
});
