// Time steps of TOTP, RFC 6238 §4.2, with T0 = 0.

/** The time step of an instant: T = floor(seconds / period). */
export function timeStepAt(epochMilliseconds: number, periodSeconds: number): number {
  return Math.floor(epochMilliseconds / 1000 / periodSeconds);
}

/** 0, -1, +1, -2, +2 ... `window`: the likeliest first. */
export function stepOffsets(window: number): readonly number[] {
  const offsets = [0];
  for (let distance = 1; distance <= window; distance += 1) offsets.push(-distance, distance);
  return offsets;
}
