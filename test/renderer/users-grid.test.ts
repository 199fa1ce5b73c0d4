import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagesAround } from '../../renderer/bridge/row-page-numbers.ts';
import { tagsSearch } from '../../renderer/pages/Tags/search.ts';
import { tagRows } from '../../renderer/pages/Tags/tag-rows.ts';
import { callingCodeOptions, matchesCallingCode } from '../../renderer/parts/calling-code-options.ts';
import { oppositeOf } from '../../renderer/parts/opposite-change.ts';
import { listQueryOf, userFilterOf } from '../../renderer/parts/user-list-search.ts';
import {
  type Geometry,
  isAtFalseEnd,
  isScaled,
  moved,
  type Place,
  placeAt,
  placeShowing,
  SHEET_HEIGHT_MAX,
  sheetHeight,
  spanOf,
  topMax,
} from '../../renderer/ui/ListTable/row-window.ts';
import { CALLING_CODES } from '../../shared/calling-codes.ts';
import type { TagId } from '../../shared/ids.ts';
import { userFilterSchema, userListQuerySchema } from '../../shared/schemas/user.ts';

const geometry = (count: number): Geometry => ({ count, rowHeight: 36, viewHeight: 700 });
const MILLION = geometry(1_000_000);
const START: Place = { top: 0, scrollTop: 0 };

describe('the window over a long list', () => {
  it('lays a million rows on a sheet that every browser can hold', () => {
    expect(isScaled(geometry(10_000))).toBe(false);
    expect(isScaled(MILLION)).toBe(true);
    expect(sheetHeight(MILLION)).toBe(SHEET_HEIGHT_MAX);
  });

  it('fills the sheet exactly, has the rows in view in the tree, and draws them where the view is', () => {
    const anywhere = fc.record({
      count: fc.integer({ min: 1, max: 3_000_000 }),
      // Near the ends the rows of a scaled list have the least room.
      share: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.0001, noNaN: true }),
        fc.double({ min: 0.9999, max: 1, noNaN: true }),
      ),
      rowHeight: fc.constantFrom(28, 36),
      viewHeight: fc.integer({ min: 100, max: 1400 }),
    });
    fc.assert(
      fc.property(anywhere, ({ share, ...list }) => {
        const place = placeAt(list, share * topMax(list));
        const span = spanOf(list, place);
        // A pixel is what the eye sees: fractions are rounding.
        const height = span.before + (span.last - span.first) * list.rowHeight + span.after;
        expect(Math.abs(height - sheetHeight(list))).toBeLessThan(1);
        expect(span.first * list.rowHeight).toBeLessThanOrEqual(place.top);
        expect(span.last * list.rowHeight).toBeGreaterThanOrEqual(
          Math.min(place.top + list.viewHeight, list.count * list.rowHeight),
        );
        // Row `first` stands on the screen where its full height above it would have put it.
        const above = span.before - place.scrollTop - (span.first * list.rowHeight - place.top);
        expect(Math.abs(above)).toBeLessThan(1);
        expect(isAtFalseEnd(list, place)).toBe(false);
      }),
    );
  });

  it('moves by the wheel’s own pixels, and by the whole list when the bar is dragged', () => {
    expect(moved(MILLION, placeAt(MILLION, 9_000_000), placeAt(MILLION, 9_000_000).scrollTop + 120).top).toBe(9_000_120);
    expect(moved(MILLION, START, (SHEET_HEIGHT_MAX - 700) / 2).top).toBeCloseTo(topMax(MILLION) / 2, 0);
    expect(moved(MILLION, START, SHEET_HEIGHT_MAX - 700).top).toBe(topMax(MILLION));
    expect(moved(geometry(1000), START, 500)).toEqual({ top: 500, scrollTop: 500 });
  });

  it('comes to the first and the last row by the wheel alone, whatever happened before', () => {
    for (const step of [-300, 300]) {
      let place = placeAt(MILLION, step < 0 ? 4_000 : topMax(MILLION) - 4_000);
      for (let turn = 0; turn < 20; turn += 1) {
        const scrollTop = Math.min(Math.max(0, place.scrollTop + step), SHEET_HEIGHT_MAX - 700);
        place = moved(MILLION, place, scrollTop);
        if (isAtFalseEnd(MILLION, place)) place = placeAt(MILLION, place.top);
      }
      expect(place.top).toBe(step < 0 ? 0 : topMax(MILLION));
      expect(place.scrollTop).toBe(step < 0 ? 0 : SHEET_HEIGHT_MAX - 700);
    }
  });

  it('shows a row with the least movement', () => {
    const place = placeAt(MILLION, 3600);
    expect(placeShowing(MILLION, place, 105)).toBe(place);
    expect(placeShowing(MILLION, place, 50).top).toBe(1800);
    expect(placeShowing(MILLION, place, 999_999).top).toBe(topMax(MILLION));
  });
});

describe('pages of a list', () => {
  it('asks for the pages in sight and half a page around them, and for none past the end', () => {
    expect(pagesAround({ first: 0, last: 40 }, undefined)).toEqual([0]);
    expect(pagesAround({ first: 0, last: 60 }, 1000)).toEqual([0, 1]);
    expect(pagesAround({ first: 480, last: 530 }, 100_000)).toEqual([4, 5]);
    expect(pagesAround({ first: 960, last: 1000 }, 1000)).toEqual([9]);
    expect(pagesAround({ first: 0, last: 50 }, 0)).toEqual([0]);
  });
});

describe('country codes', () => {
  const options = callingCodeOptions('en', '');
  const found = (typed: string) => options.filter((option) => matchesCallingCode(option, typed)).map(({ value }) => value);

  it('has each code once, and each region once', () => {
    expect(new Set(CALLING_CODES.map(({ code }) => code)).size).toBe(CALLING_CODES.length);
    const regions = CALLING_CODES.flatMap((entry) => entry.regions);
    expect(new Set(regions).size).toBe(regions.length);
    expect(CALLING_CODES.every(({ code }) => /^[1-9]\d{0,2}$/.test(code))).toBe(true);
  });

  it('no code begins with another one: what is dialled is never in doubt', () => {
    for (const { code } of CALLING_CODES)
      for (const other of CALLING_CODES)
        expect(other.code !== code && other.code.startsWith(code), `${code} ${other.code}`).toBe(false);
  });

  it('writes entries as the old server did, in the language of the operator', () => {
    expect(options.find(({ value }) => value === '1')?.label).toBe('United States & Canada +1');
    expect(callingCodeOptions('nl', '').find(({ value }) => value === '31')?.label).toBe('Nederland +31');
  });

  it('is found by name, part of a name, region or digits', () => {
    expect(found('neth')).toContain('31');
    expect(found('+31')).toEqual(['31']);
    expect(found('31')).toEqual(['31']);
    expect(found('aland')).toEqual(['358']);
    expect(found('jamaica')).toEqual(['1']);
    expect(found('nowhere')).toEqual([]);
  });

  it('keeps a code that no country has', () => {
    expect(callingCodeOptions('en', '999')[0]).toMatchObject({ value: '999', label: '+999' });
  });
});

describe('changes to many users', () => {
  it('are taken back by their opposite, but for a group', () => {
    const tagId = 3 as TagId;
    expect(oppositeOf({ kind: 'set-enabled', isEnabled: true })).toEqual({ kind: 'set-enabled', isEnabled: false });
    expect(oppositeOf({ kind: 'add-tag', tagId })).toEqual({ kind: 'remove-tag', tagId });
    expect(oppositeOf({ kind: 'remove-tag', tagId })).toEqual({ kind: 'add-tag', tagId });
    expect(oppositeOf({ kind: 'set-group', userGroup: 'x' })).toBeUndefined();
  });

  it('select by the same filter as the list shows', () => {
    const search = { search: 'jan', state: 'locked', userGroup: '', tag: 4, sort: 'lastName', direction: 'desc' } as const;
    expect(userFilterSchema.parse(userFilterOf(search))).toMatchObject({ search: 'jan', state: 'locked', tagId: 4 });
    expect(userListQuerySchema.parse(listQueryOf(search))).toMatchObject({ sort: 'lastName', direction: 'desc', tagId: 4 });
    expect(userFilterOf({ ...search, tag: 0 }).tagId).toBeUndefined();
  });
});

describe('the list of tags', () => {
  const tag = (id: number, name: string, userCount: number) => ({ id: id as TagId, name, userCount, createdAt: id });
  const tags = [tag(1, 'Site 10', 5), tag(2, 'site 9', 5), tag(3, 'Board', 40)];
  const names = (search: object) => tagRows(tags, tagsSearch.parse(search), 'en').map(({ name }) => name);

  it('is sorted as people count, and found by any part', () => {
    expect(names({})).toEqual(['Board', 'site 9', 'Site 10']);
    expect(names({ sort: 'userCount', direction: 'desc' })).toEqual(['Board', 'Site 10', 'site 9']);
    expect(names({ search: ' SITE ' })).toEqual(['site 9', 'Site 10']);
  });
});
