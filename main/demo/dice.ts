/** Chance that repeats: the same seed throws the same numbers on every machine (mulberry32). */
export type Dice = {
  /** 0 up to, but not including, 1. */
  readonly next: () => number;
  /** 0 to `count` - 1. */
  readonly below: (count: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  /** One of the values, each as often as its weight says. */
  readonly weighted: <Value>(values: readonly (readonly [Value, number])[]) => Value;
};

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (values) => at(values, below(values.length)),
    weighted: (values) => {
      let rest = next() * values.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of values) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return at(values, values.length - 1)[0];
    },
  };
}

function at<Value>(values: readonly Value[], index: number): Value {
  if (index < 0 || index >= values.length) throw new TypeError('nothing to choose from');
  return values[index] as Value;
}
