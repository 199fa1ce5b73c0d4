/** When a console has been left alone: pure but for the clock it is given. */

/** Seconds before the end in which the warning stands. */
export const IDLE_WARNING_SECONDS = 60;
/** Milliseconds between two words to the server, and to the other windows, while somebody is at work. */
const USE_INTERVAL_MILLISECONDS = 4 * 60 * 1000;
const SHARE_INTERVAL_MILLISECONDS = 5000;

export type IdleState = { readonly kind: 'active' | 'over' } | { readonly kind: 'warning'; readonly secondsLeft: number };
export type IdleWatch = {
  /** Somebody touched this window. While the warning stands only its answer counts. */
  touched(): void;
  touchedElsewhere(): void;
  /** The answer to the warning. */
  stay(): void;
  look(): IdleState;
};

export function createIdleWatch(options: {
  readonly timeoutSeconds: number;
  readonly now: () => number;
  readonly onUse: () => void;
  readonly onShare: () => void;
}): IdleWatch {
  const { now } = options;
  const created = now();
  let lastTouch = created;
  let lastUse = created;
  let lastShare = 0;
  const warningSeconds = Math.min(IDLE_WARNING_SECONDS, options.timeoutSeconds / 2);
  const look = (): IdleState => {
    const secondsLeft = Math.ceil(options.timeoutSeconds - (now() - lastTouch) / 1000);
    if (secondsLeft <= 0) return { kind: 'over' };
    return secondsLeft <= warningSeconds ? { kind: 'warning', secondsLeft } : { kind: 'active' };
  };
  const note = (): void => {
    lastTouch = now();
    if (lastTouch - lastShare >= SHARE_INTERVAL_MILLISECONDS) {
      lastShare = lastTouch;
      options.onShare();
    }
    if (lastTouch - lastUse >= USE_INTERVAL_MILLISECONDS) {
      lastUse = lastTouch;
      options.onUse();
    }
  };
  return {
    look,
    touched() {
      if (look().kind === 'active') note();
    },
    touchedElsewhere() {
      lastTouch = now();
    },
    stay() {
      lastUse = Number.NEGATIVE_INFINITY;
      note();
    },
  };
}
