import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  type Geometry,
  isAtFalseEnd,
  isScaled,
  moved,
  type Place,
  placeAt,
  placeShowing,
  type RowSpan,
  spanOf,
} from './row-window.ts';

/** Pixels; one header row above the rows. */
const HEADER_HEIGHT = 32;
/** Pixels of the view before it has been measured. */
const FIRST_GUESS_HEIGHT = 800;
/** Milliseconds without a scroll after which the hand is taken to rest; ours. */
const REST_MILLISECONDS = 300;

export type RowWindow = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly span: RowSpan;
  /** Rows that the view holds whole. */
  readonly pageRows: () => number;
  readonly show: (index: number) => void;
};

/** The rows of `count` to draw, by where the operator has scrolled. `position` is the first row in sight. */
export function useRowWindow({
  count,
  rowHeight,
  position,
  onPosition,
}: {
  readonly count: number;
  readonly rowHeight: number;
  readonly position?: number | undefined;
  readonly onPosition?: ((position: number) => void) | undefined;
}): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ top: 0, scrollTop: 0 });
  const height = useRef(FIRST_GUESS_HEIGHT);
  const isToApply = useRef(false);
  const told = useRef<number | undefined>(undefined);
  const lastRowHeight = useRef(rowHeight);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useRef(onPosition);
  useEffect(() => {
    tell.current = onPosition;
  });
  const geometry = useCallback((): Geometry => ({ count, rowHeight, viewHeight: height.current }), [count, rowHeight]);
  const [span, setSpan] = useState<RowSpan>(() => spanOf(geometry(), placeAt(geometry(), (position ?? 0) * rowHeight)));
  const draw = useCallback(() => {
    const next = spanOf(geometry(), place.current);
    setSpan((known) => (isSameSpan(known, next) ? known : next));
  }, [geometry]);
  /** Puts the element where `place` says. Its scroll event finds nothing left to do. */
  const put = useCallback(
    (next: Place) => {
      place.current = next;
      isToApply.current = !apply(scroller.current, place);
      draw();
    },
    [draw],
  );
  useLayoutEffect(() => {
    // The sheet has its new height only now.
    if (isToApply.current) apply(scroller.current, place);
    isToApply.current = false;
  });

  const onRest = useCallback(() => {
    const now = geometry();
    if (isScaled(now)) put(placeAt(now, place.current.top));
    const first = Math.round(place.current.top / rowHeight);
    if (first === told.current) return;
    told.current = first;
    tell.current?.(first);
  }, [geometry, put, rowHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      const now = geometry();
      if (isToApply.current || element.scrollTop === place.current.scrollTop) return;
      place.current = moved(now, place.current, element.scrollTop);
      if (isAtFalseEnd(now, place.current)) put(placeAt(now, place.current.top));
      else draw();
      clearTimeout(rest.current);
      rest.current = setTimeout(onRest, REST_MILLISECONDS);
    };
    const measure = () => {
      height.current = Math.max(rowHeight, element.clientHeight - HEADER_HEIGHT);
      draw();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest.current);
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [geometry, draw, put, onRest, rowHeight]);

  useLayoutEffect(() => {
    // Another row height: the same first row.
    const top = (place.current.top / lastRowHeight.current) * rowHeight;
    lastRowHeight.current = rowHeight;
    if (count > 0) put(placeAt(geometry(), top));
  }, [count, rowHeight, geometry, put]);

  useLayoutEffect(() => {
    // The address was changed from elsewhere (a new order, Back): follow it. What was told there is known already.
    if (position === undefined || count === 0 || position === told.current) return;
    told.current = position;
    clearTimeout(rest.current);
    put(placeAt(geometry(), position * rowHeight));
  }, [position, count, rowHeight, geometry, put]);

  const show = useCallback(
    (index: number) => {
      put(placeShowing(geometry(), place.current, index));
      clearTimeout(rest.current);
      rest.current = setTimeout(onRest, REST_MILLISECONDS);
    },
    [geometry, put, onRest],
  );
  const pageRows = useCallback(() => Math.max(1, Math.floor(height.current / rowHeight) - 1), [rowHeight]);
  return { scroller, span, pageRows, show };
}

/** False while the sheet is too short yet. The browser rounds: what it made of it is the place. */
function apply(element: HTMLDivElement | null, place: { current: Place }): boolean {
  if (element === null) return false;
  const { top, scrollTop } = place.current;
  element.scrollTop = scrollTop;
  if (Math.abs(element.scrollTop - scrollTop) > 1) return false;
  place.current = { top, scrollTop: element.scrollTop };
  return true;
}

function isSameSpan(one: RowSpan, other: RowSpan): boolean {
  return one.first === other.first && one.last === other.last && one.before === other.before && one.after === other.after;
}
