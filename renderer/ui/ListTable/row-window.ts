/**
 * Which rows of a long list are in sight. A browser cuts an element that is taller than some 17 to 33 million pixels, so
 * that a million rows are laid on a shorter sheet: dragging the bar moves through the whole list, a wheel or a key moves
 * by the rows that it would move anyway, and the bar follows when the hand rests.
 */

/** Pixels; under the limit of every engine (Gecko's is the lowest, about 17.9 million). */
export const SHEET_HEIGHT_MAX = 15_000_000;

export type Geometry = {
  readonly count: number;
  readonly rowHeight: number;
  /** Pixels of the rows' part of the window, without the header. */
  readonly viewHeight: number;
};
/** `top`: pixels above the view if every row had its full height. `scrollTop`: what the element says. */
export type Place = { readonly top: number; readonly scrollTop: number };
/** `last` is the row after the last one in the tree. `before` and `after`: pixels of the sheet around them. */
export type RowSpan = { readonly first: number; readonly last: number; readonly before: number; readonly after: number };

const OVERSCAN_ROWS = 10;
/** The span moves in steps of this many rows: fewer renders while scrolling. */
const STEP_ROWS = 5;

const fullHeight = ({ count, rowHeight }: Geometry): number => count * rowHeight;
export const sheetHeight = (geometry: Geometry): number => Math.min(fullHeight(geometry), SHEET_HEIGHT_MAX);
export const isScaled = (geometry: Geometry): boolean => fullHeight(geometry) > SHEET_HEIGHT_MAX;
export const topMax = (geometry: Geometry): number => Math.max(0, fullHeight(geometry) - geometry.viewHeight);
const scrollTopMax = (geometry: Geometry): number => Math.max(0, sheetHeight(geometry) - geometry.viewHeight);
const clamp = (value: number, max: number): number => Math.min(Math.max(0, value), max);

/** Pixels from an end within which a row stands as far from it as it does in the list: the rows before it have room. */
const edgeOf = ({ rowHeight, viewHeight }: Geometry): number => Math.max(viewHeight, (OVERSCAN_ROWS + STEP_ROWS) * rowHeight);

export function scrollTopOf(geometry: Geometry, top: number): number {
  const inside = clamp(top, topMax(geometry));
  if (!isScaled(geometry)) return inside;
  const scaled = (inside / topMax(geometry)) * scrollTopMax(geometry);
  const edge = edgeOf(geometry);
  const fromEnd = Math.max(scrollTopMax(geometry) - scaled, Math.min(topMax(geometry) - inside, edge));
  return Math.max(scrollTopMax(geometry) - fromEnd, Math.min(inside, edge));
}

function topOf(geometry: Geometry, scrollTop: number): number {
  if (!isScaled(geometry)) return clamp(scrollTop, topMax(geometry));
  return clamp(scrollTop / scrollTopMax(geometry), 1) * topMax(geometry);
}

/** The place after the element has scrolled to `scrollTop`: a jump goes by the bar, less than a view by the pixels. */
export function moved(geometry: Geometry, place: Place, scrollTop: number): Place {
  const change = scrollTop - place.scrollTop;
  if (!isScaled(geometry) || Math.abs(change) > geometry.viewHeight) return { top: topOf(geometry, scrollTop), scrollTop };
  const top = clamp(place.top + change, topMax(geometry));
  // The sheet has ended less than a view from the end of the rows: that is the end.
  if (scrollTop <= 0 && top < geometry.viewHeight) return { top: 0, scrollTop };
  if (scrollTop >= scrollTopMax(geometry) && topMax(geometry) - top < geometry.viewHeight)
    return { top: topMax(geometry), scrollTop };
  return { top, scrollTop };
}

/** Whether the sheet ends before the rows do (or the other way round): the bar has to be put right at once. */
export function isAtFalseEnd(geometry: Geometry, { top, scrollTop }: Place): boolean {
  if (!isScaled(geometry)) return false;
  const edge = edgeOf(geometry);
  const isAtStart = scrollTop < edge && top > scrollTop + 1;
  const isAtEnd = scrollTopMax(geometry) - scrollTop < edge && topMax(geometry) - top > scrollTopMax(geometry) - scrollTop + 1;
  return isAtStart || isAtEnd;
}

export function spanOf(geometry: Geometry, { top, scrollTop }: Place): RowSpan {
  const { count, rowHeight, viewHeight } = geometry;
  const firstInView = Math.floor(top / rowHeight);
  const first = Math.max(0, Math.floor((firstInView - OVERSCAN_ROWS) / STEP_ROWS) * STEP_ROWS);
  const lastInView = Math.ceil((top + viewHeight) / rowHeight);
  const last = Math.min(count, Math.ceil((lastInView + OVERSCAN_ROWS) / STEP_ROWS) * STEP_ROWS);
  const before = Math.max(0, scrollTop + first * rowHeight - top);
  const after = Math.max(0, sheetHeight(geometry) - before - (last - first) * rowHeight);
  return { first, last, before, after };
}

/** The place that shows row `index`: where it is already in view, the same one. */
export function placeShowing(geometry: Geometry, place: Place, index: number): Place {
  const { rowHeight, viewHeight } = geometry;
  const start = index * rowHeight;
  if (start < place.top) return placeAt(geometry, start);
  if (start + rowHeight > place.top + viewHeight) return placeAt(geometry, start + rowHeight - viewHeight);
  return place;
}

export function placeAt(geometry: Geometry, top: number): Place {
  const inside = clamp(top, topMax(geometry));
  return { top: inside, scrollTop: scrollTopOf(geometry, inside) };
}
