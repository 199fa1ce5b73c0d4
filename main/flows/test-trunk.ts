/**
 * The console's test call: one phone, by one trunk, with its ladder. The greeting is played, # ends it. It verifies nobody;
 * the call log has it.
 */
import { callerIdFor } from '../../shared/caller-id.ts';
import type { TrunkId } from '../../shared/ids.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import { toE164 } from '../../shared/phone-number.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { TrunkTest } from '../../shared/schemas/trunk.ts';
import { appError } from '../engine/app-error.ts';
import type { CallTraceStep, PhoneEnd, PhoneEvent, PhoneLines } from '../engine/delivery/phone-port.ts';
import { scrub } from '../engine/delivery/scrub.ts';
import { maskPhone } from '../engine/mask-phone.ts';
import type { Clock, Random } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';
import { type CallLeg, noteOnLeg, openLeg, rowOfLeg } from './call-leg.ts';

export type TrunkTestPrompt = 'greeting-standard' | 'authentication-successful';

export interface TrunkTests {
  /** Throws TRUNK_NOT_FOUND, PHONE_NUMBER_INVALID, TRUNK_TEST_RUNNING. */
  start(actor: string, input: { id: TrunkId; phone: string }): Promise<TrunkTest>;
  /** Throws TRUNK_TEST_NOT_FOUND, as the next one. */
  find(testId: string): TrunkTest;
  /** Hangs up; the answer may still be of a call that runs. */
  stop(testId: string): TrunkTest;
  /** Once calls that have ended stand in the call log. */
  settled(): Promise<void>;
}

export type TrunkTestPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'commit'>;
  readonly lines: Pick<PhoneLines, 'call'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: () => Pick<AllSettings, 'caller-id' | 'phone-call'>;
  /** In the default language of phone calls; empty where there is no recording. */
  readonly sounds: (prompt: TrunkTestPrompt) => readonly Int16Array[];
  /** Answers how to stop it. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  readonly onFailure: (error: unknown) => void;
};

/** Milliseconds of a test in all, of the wait for # after the answer, and of the goodbye; ours. */
const TEST_MILLISECONDS = 60_000;
const KEY_MILLISECONDS = 30_000;
const GOODBYE_MILLISECONDS = 10_000;
/** Milliseconds that a test is kept after its end. */
const KEPT_MILLISECONDS = 10 * 60_000;
const STEPS_MAX = 200;
const TEST_ID_BYTES = 16;
/** Of nobody's sign-in. */
const OWNER = { sessionId: '', username: '', applicationName: '' } as const;

type Running = {
  readonly test: TrunkTest;
  readonly leg: CallLeg;
  isVerified: boolean;
  isStopped: boolean;
  /** Of what waits to hang up. */
  stopTimer: () => void;
};

export function createTrunkTests(ports: TrunkTestPorts): TrunkTests {
  const { store, lines, clock, random, settings, after } = ports;
  const kept = new Map<string, Running>();
  let isRunning = false;
  let recording: Promise<unknown> = Promise.resolve();

  const isOld = ({ leg }: Running): boolean => leg.endedAt !== undefined && clock.now() - leg.endedAt > KEPT_MILLISECONDS;
  const find = (testId: string): Running => {
    const found = kept.get(testId);
    if (found === undefined || isOld(found)) throw appError('TRUNK_TEST_NOT_FOUND');
    return found;
  };
  const finish = (running: Running, end: PhoneEnd): void => {
    running.stopTimer();
    conclude(running, end);
    isRunning = false;
    const call = rowOfLeg(OWNER, running.leg, undefined);
    if (call === undefined) return;
    recording = store.commit({ guards: [], effects: [{ kind: 'record-call', call }], ifMissed: [] }).catch(ports.onFailure);
  };
  const place = (running: Running, id: TrunkId): void => {
    const { number } = running.leg.target;
    const callerId = callerIdFor(settings()['caller-id'], { number, applicationName: '' });
    const answerTimeoutMilliseconds = Math.min(settings()['phone-call'].ringSeconds * 1000, TEST_MILLISECONDS);
    const onTrace = (step: CallTraceStep) => addStep(running, step);
    running.stopTimer = after(TEST_MILLISECONDS, () => running.leg.line?.hangUp());
    running.leg.line = lines.call({ number, callerId, answerTimeoutMilliseconds, onlyTrunkId: id, onTrace }, (told) => {
      const event = withoutNumberOf(told, number);
      noteOnLeg(running.leg, event, clock.now());
      if (event.kind === 'ended') finish(running, event.end);
      else follow(ports, running, event);
    });
  };
  return {
    async start(actor, { id, phone }) {
      if (isRunning) throw appError('TRUNK_TEST_RUNNING');
      isRunning = true;
      try {
        const trunk = (await store.read('trunks.list', undefined)).find((each) => each.id === id);
        if (trunk === undefined) throw appError('TRUNK_NOT_FOUND', { detail: { trunk: id } });
        const number = toE164(phone, '');
        if (number === undefined) {
          throw appError('PHONE_NUMBER_INVALID', { detail: { problem: OWN_WORDS['number-without-country'] } });
        }
        const detail = { number: maskPhone(number) };
        await store.write('audit.note', {}, { actor, action: 'trunks.test', subject: trunk.name, detail });
        const testId = Buffer.from(random.bytes(TEST_ID_BYTES)).toString('hex');
        const running = newTest(testId, number, clock.now());
        for (const [old, test] of kept) if (isOld(test)) kept.delete(old);
        kept.set(testId, running);
        place(running, id);
        return shown(running);
      } catch (error) {
        isRunning = false;
        throw error;
      }
    },
    find: (testId) => shown(find(testId)),
    stop(testId) {
      const running = find(testId);
      running.isStopped = true;
      running.leg.line?.hangUp();
      return shown(running);
    },
    async settled() {
      await recording;
    },
  };
}

function newTest(testId: string, number: string, startedAt: number): Running {
  return {
    test: { testId, startedAt, isOver: false, steps: [], words: '', sentFrom: '', sentAssertedIdentity: '' },
    leg: openLeg({ phone: 'test', number, extension: '' }, startedAt),
    isVerified: false,
    isStopped: false,
    stopTimer: () => undefined,
  };
}

/** A copy: the test goes on changing. */
const shown = ({ test }: Running): TrunkTest => ({ ...test, steps: [...test.steps] });

function addStep({ test, leg }: Running, step: CallTraceStep): void {
  const { steps } = test;
  const { number } = leg.target;
  if (steps.length >= STEPS_MAX) return;
  if (steps.length === STEPS_MAX - 1) steps.push({ ...step, direction: 'here', what: 'Further steps are left out', detail: '' });
  else steps.push({ ...step, what: withoutNumber(step.what, number), detail: withoutNumber(step.detail, number) });
}

const withoutNumber = (words: string, to: string): string => scrub(words, { text: '', to, secrets: [] });

function withoutNumberOf(event: PhoneEvent, to: string): PhoneEvent {
  if (event.kind === 'passed-over') return { ...event, words: withoutNumber(event.words, to) };
  return event.kind === 'ended' ? { ...event, end: { ...event.end, words: withoutNumber(event.end.words, to) } } : event;
}

function follow(ports: TrunkTestPorts, running: Running, event: Exclude<PhoneEvent, { kind: 'ended' }>): void {
  const { test } = running;
  const now = ports.clock.now();
  const note = (what: string, detail = '') =>
    addStep(running, { atMilliseconds: now - test.startedAt, direction: 'here', what, detail });
  switch (event.kind) {
    case 'line-chosen':
      test.sentFrom = event.sent.from;
      test.sentAssertedIdentity = event.sent.assertedIdentity;
      return;
    case 'answered':
      hangUpAfter(ports, running, Math.min(KEY_MILLISECONDS, test.startedAt + TEST_MILLISECONDS - now));
      if (!play(ports, running, 'greeting-standard')) note('No greeting', 'there is no recording');
      return;
    case 'played':
      if (event.playId === PLAY_IDS['authentication-successful']) running.leg.line?.hangUp();
      else if (!running.isVerified) note('Greeting played');
      return;
    case 'key':
      // The ladder has it from the line, with how it came.
      if (event.key === '#' && !running.isVerified) sayGoodbye(ports, running);
      return;
    case 'sound':
      note('Sound', event.sound.kind);
      return;
    default:
  }
}

function sayGoodbye(ports: TrunkTestPorts, running: Running): void {
  running.isVerified = true;
  hangUpAfter(ports, running, GOODBYE_MILLISECONDS);
  if (!play(ports, running, 'authentication-successful')) running.leg.line?.hangUp();
}

const PLAY_IDS: Readonly<Record<TrunkTestPrompt, number>> = { 'greeting-standard': 1, 'authentication-successful': 2 };

/** Whether there was something to play: 'played' follows then. */
function play(ports: TrunkTestPorts, running: Running, prompt: TrunkTestPrompt): boolean {
  const sounds = ports.sounds(prompt);
  running.leg.line?.play(sounds, PLAY_IDS[prompt]);
  return sounds.length > 0;
}

function hangUpAfter({ after }: TrunkTestPorts, running: Running, milliseconds: number): void {
  running.stopTimer();
  running.stopTimer = after(Math.max(0, milliseconds), () => running.leg.line?.hangUp());
}

function conclude(running: Running, end: PhoneEnd): void {
  const { test } = running;
  test.isOver = true;
  test.outcome = outcomeOf(running, end);
  test.words = end.words;
  if (end.sipStatus !== undefined) test.sipStatus = end.sipStatus;
}

function outcomeOf({ isVerified, isStopped }: Running, { how, wasAnswered }: PhoneEnd): NonNullable<TrunkTest['outcome']> {
  if (isVerified) return 'verified';
  // Also where it was hung up at once, for no sound was agreed.
  if (wasAnswered) return 'answered';
  if (isStopped) return 'cancelled';
  if (how === 'refused') return 'refused';
  return how === 'unreachable' || how === 'timed-out' ? 'unreachable' : 'not-answered';
}
