/** What makes a trunk up, down or unknown, and when it is asked last. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LineEnd, notSent } from '../../../main/adapters/voice/line-call.ts';
import { openTrunkLoad } from '../../../main/adapters/voice/trunk-load.ts';
import {
  type EndedCall,
  isOfTrunk,
  openTrunkState,
  type TrunkState,
  type WayState,
} from '../../../main/adapters/voice/trunk-state.ts';

const REST = 30_000;
const alive = { kind: 'alive', sipStatus: 200, seenAs: undefined, roundTripMilliseconds: 12 } as const;
const dead = { kind: 'dead', sipStatus: undefined, words: 'no answer within 5 s' } as const;
const refused = (sipStatus: number, more: object = {}) =>
  ({ ...notSent('unreachable', `${sipStatus}`), how: 'refused', sipStatus, ...more }) as const;
const called = (end: LineEnd, number = '+31612345678'): EndedCall => ({ number, end, hasRung: false });
const silent = { ...notSent('unreachable', 'no answer within 5 s'), how: 'timed-out' } as const;

type World = { readonly state: TrunkState; readonly way: WayState; readonly told: string[]; later(milliseconds: number): void };
function open(registers = false): World {
  vi.useFakeTimers({ now: 1_000_000 });
  const told: string[] = [];
  const state = openTrunkState({
    registers,
    load: openTrunkLoad(),
    now: Date.now,
    steadyNow: Date.now,
    restMilliseconds: REST,
    onChange: (text, { words }) => told.push([text ?? '-', words].join(' ').trim()),
  });
  const way = state.addWay();
  return { state, way, told, later: (milliseconds) => vi.advanceTimersByTime(milliseconds) };
}
afterEach(() => {
  vi.useRealTimers();
});

describe('a trunk', () => {
  it('is unknown until it is asked or used', () => {
    const { state } = open();
    expect(state.health()).toMatchObject({
      state: 'unknown',
      registration: 'off',
      restsUntil: undefined,
      lastProblem: undefined,
    });
    expect(state.isResting()).toBe(false);
  });

  it('that is silent is down and asked last, and up again with its next answer', () => {
    const { state, way, told } = open();
    state.notePing(way, alive);
    state.notePing(way, dead);
    state.notePing(way, dead);
    expect(state.health()).toMatchObject({ state: 'down', lastProblem: { at: 1_000_000, problem: dead.words } });
    expect(state.isResting()).toBe(true);
    state.notePing(way, alive);
    expect(state.health()).toMatchObject({ state: 'up', roundTripMilliseconds: 12, lastAnswerAt: 1_000_000 });
    expect(told).toEqual(['trunk up', `trunk down ${dead.words}`, 'trunk up']);
  });

  it('that does not answer a call rests, and is down once OPTIONS says so too', () => {
    const { state, way, told, later } = open();
    state.notePing(way, alive);
    state.noteCall(way, called(silent));
    expect(state.health()).toMatchObject({ state: 'up', restsUntil: 1_030_000, lastProblem: { problem: silent.words } });
    expect(state.isResting()).toBe(true);
    state.notePing(way, dead);
    expect(state.health().state).toBe('down');
    later(REST + 2);
    expect(state.health().state).toBe('down');
    state.notePing(way, alive);
    expect(state.health()).toMatchObject({ state: 'up', restsUntil: undefined });
    expect(told).toEqual(['trunk up', `trunk rests ${silent.words}`, `trunk down ${dead.words}`, 'trunk up']);
  });

  it('is not to blame for what fails on this machine', () => {
    const { state, way, told } = open();
    const end = { ...notSent('unreachable', 'no media port is free'), isOfHere: true } as const;
    state.noteCall(way, called(end));
    expect(state.health()).toMatchObject({ state: 'unknown', restsUntil: undefined, lastProblem: undefined });
    expect([isOfTrunk(end), told]).toEqual([false, []]);
  });

  it('that cannot take a call rests as long as it says; it is down once it has refused three numbers in a row', () => {
    const { state, way, later } = open();
    state.notePing(way, alive);
    const busy = refused(503, { retryAfterSeconds: 5 });
    for (let at = 0; at < 5; at += 1) state.noteCall(way, called(busy, '+31612345678'));
    state.noteCall(way, called(busy, '+31612345679'));
    expect(state.health()).toMatchObject({ state: 'up', restsUntil: 1_005_000, lastProblem: { sipStatus: 503 } });
    state.noteCall(way, called(busy, '+31612345670'));
    state.notePing(way, alive);
    expect(state.health().state).toBe('down');
    later(5_002);
    expect(state.health()).toMatchObject({ state: 'up', restsUntil: undefined });
    state.noteCall(way, called(refused(486)));
    state.noteCall(way, called(busy));
    expect(state.health().state).toBe('up');
  });

  it('that is never asked is unknown after its rest, so that calls try it again', () => {
    const { state, way, later } = open();
    state.noteCall(way, called(silent));
    expect(state.health().state).toBe('down');
    later(REST + 1);
    expect(state.health().state).toBe('unknown');
    state.noteCall(way, called(refused(486)));
    expect(state.health().state).toBe('up');
  });

  it('that never answers OPTIONS and takes calls is up', () => {
    const { state, way } = open();
    state.notePing(way, dead);
    expect(state.health().state).toBe('down');
    state.noteCall(way, called(refused(486)));
    state.notePing(way, dead);
    expect(state.health().state).toBe('up');
  });

  it('that forbids one number is asked last for a while and is not down', () => {
    const { state, way } = open();
    state.notePing(way, alive);
    state.noteCall(way, called(refused(403)));
    expect(state.health()).toMatchObject({ state: 'up', lastProblem: { sipStatus: 403 } });
    expect(state.isResting()).toBe(true);
  });

  it('with two addresses is up as long as one is', () => {
    const { state, way } = open();
    const other = state.addWay();
    state.notePing(way, dead);
    state.notePing(other, alive);
    expect(state.health().state).toBe('up');
    expect([state.isWayResting(way), state.isWayResting(other), state.isResting()]).toEqual([true, false, false]);
  });

  it('that has lost its account is asked last, and says until when it has it', () => {
    const { state, told } = open(true);
    expect(state.health().registration).toBe('registering');
    state.noteRegistration({ kind: 'registered', seconds: 600, seenAs: undefined });
    expect(state.health()).toMatchObject({ registration: 'registered', registeredUntil: 1_600_000 });
    state.noteRegistration({
      kind: 'failed',
      sipStatus: 403,
      words: 'Forbidden',
      authorization: undefined,
      retryMilliseconds: 1,
    });
    expect(state.health()).toMatchObject({
      registration: 'failed',
      registeredUntil: undefined,
      lastProblem: { problem: 'Forbidden' },
    });
    expect(state.isResting()).toBe(true);
    expect(told).toEqual(['account registered', 'account failed Forbidden']);
  });

  it.each([
    [refused(503), true],
    [refused(503, { q850Cause: 34 }), true],
    [refused(503, { q850Cause: 17 }), false],
    [refused(486), false],
    [refused(401), true],
    [silent, true],
    [notSent('cancelled', ''), false],
  ])('%j: another trunk may reach the phone: %s', (end, expected) => {
    expect(isOfTrunk(end)).toBe(expected);
  });
});
