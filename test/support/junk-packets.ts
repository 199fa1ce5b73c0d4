/** Random and mutated RADIUS packets, the same in each run. */
import { anAccessRequest } from './radius.ts';

/** xorshift32: the same packets in each run. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Answers the next packet: half of them random bytes, half Access-Requests with a few bytes changed or cut off. */
export function createJunkPackets(): () => Uint8Array {
  const chance = createChance(20_261_120);
  const templates = [
    anAccessRequest(),
    anAccessRequest({
      attributes: [
        { type: 24, value: new Uint8Array(16) },
        { type: 33, value: new Uint8Array(40) },
      ],
    }),
    anAccessRequest({ attributes: [{ type: 26, value: Uint8Array.of(0, 0, 1, 55, 25, 4, 0, 0) }] }),
    anAccessRequest({ password: new Uint8Array(100).fill(65) }),
  ];
  const makeRandom = (): Uint8Array => {
    const bytes = Uint8Array.from({ length: chance(200) }, () => chance(256));
    // Half of them get past the length check, so that the attributes are read as well.
    if (bytes.length >= 20 && chance(2) === 0) bytes.set([chance(2) === 0 ? 1 : 12, chance(256), 0, bytes.length]);
    return bytes;
  };
  const makeMutated = (): Uint8Array => {
    const bytes = (templates[chance(templates.length)] ?? new Uint8Array(20)).slice();
    for (let changes = chance(4); changes >= 0; changes -= 1) bytes[chance(bytes.length)] = chance(256);
    return chance(10) === 0 ? bytes.subarray(0, chance(bytes.length)) : bytes;
  };
  return () => (chance(2) === 0 ? makeRandom() : makeMutated());
}
