/** Where a window may open: on a display that is there now, whatever was there when it was closed. */
export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 680;
const DEFAULT_WIDTH = 1440;
const DEFAULT_HEIGHT = 900;
/** Pixels of the title bar that must be within reach of the mouse; ours. */
const REACHABLE = 64;

/**
 * `saved` as it can be shown: moved and shrunk into the display that shows most of it. In the middle of the first
 * display where its title bar cannot be reached on any. `displays` are work areas, without the task bar.
 */
export function clampBounds(saved: Rectangle | undefined, displays: readonly Rectangle[]): Rectangle {
  const first = displays[0] ?? { x: 0, y: 0, width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };
  if (saved === undefined) return centred(first, DEFAULT_WIDTH, DEFAULT_HEIGHT);
  const home = displays.find((display) => isReachable(saved, display));
  if (home === undefined) return centred(first, saved.width, saved.height);
  const width = within(saved.width, MIN_WIDTH, home.width);
  const height = within(saved.height, MIN_HEIGHT, home.height);
  return {
    width,
    height,
    x: Math.round(within(saved.x, home.x, home.x + home.width - width)),
    y: Math.round(within(saved.y, home.y, home.y + home.height - height)),
  };
}

function isReachable(window: Rectangle, display: Rectangle): boolean {
  const overlap = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x);
  return overlap >= REACHABLE && window.y >= display.y - REACHABLE / 2 && window.y <= display.y + display.height - REACHABLE;
}

function centred(display: Rectangle, wantedWidth: number, wantedHeight: number): Rectangle {
  const width = within(wantedWidth, MIN_WIDTH, display.width);
  const height = within(wantedHeight, MIN_HEIGHT, display.height);
  return {
    width,
    height,
    x: Math.round(display.x + (display.width - width) / 2),
    y: Math.round(display.y + (display.height - height) / 2),
  };
}

/** The upper limit wins: a display smaller than the smallest window shows it as large as it can. */
function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
