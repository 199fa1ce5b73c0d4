import { expect, it } from 'vitest';
import {
  beginTry,
  type Circuit,
  CLOSED,
  mayTry,
  noteFailure,
  noteRefusal,
  noteSuccess,
} from '../../main/engine/delivery/circuit.ts';

const fail = (circuit: Circuit, times: number, now: number): Circuit =>
  times === 0 ? circuit : fail(noteFailure(circuit, now), times - 1, now);

it('opens at the third failure in a row', () => {
  expect(fail(CLOSED, 2, 0)).toMatchObject({ state: 'closed', failureCount: 2 });
  expect(noteFailure(noteSuccess(), 0)).toMatchObject({ state: 'closed', failureCount: 1 });
  expect(fail(CLOSED, 3, 1000)).toMatchObject({ state: 'open', failureCount: 3, retryAt: 31_000 });
});

it('lets one message try when the time is over, and no other meanwhile', () => {
  const open = fail(CLOSED, 3, 0);
  expect(mayTry(open, 29_999)).toBe(false);
  expect(mayTry(open, 30_000)).toBe(true);
  expect(beginTry(open, 29_999).state).toBe('open');
  const trying = beginTry(open, 30_000);
  expect(trying.state).toBe('half-open');
  expect(mayTry(trying, 30_001)).toBe(false);
});

it('waits longer with each try that fails, up to five minutes, and starts anew after a success', () => {
  let now = 0;
  let circuit = fail(CLOSED, 3, now);
  const pauses: number[] = [];
  for (let round = 0; round < 6; round++) {
    pauses.push((circuit.retryAt ?? 0) - now);
    now = circuit.retryAt ?? 0;
    circuit = noteFailure(beginTry(circuit, now), now);
  }
  expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  expect(noteSuccess()).toEqual(CLOSED);
});

it('does not wait longer for messages that were on their way when it opened', () => {
  const open = fail(CLOSED, 3, 0);
  expect(noteFailure(open, 9000)).toMatchObject({ state: 'open', retryAt: 30_000, failureCount: 4 });
});

it('is closed by an answer that refuses one message', () => {
  expect(noteRefusal(beginTry(fail(CLOSED, 3, 0), 30_000))).toEqual(CLOSED);
  expect(noteRefusal(fail(CLOSED, 2, 0))).toMatchObject({ failureCount: 2 });
});
