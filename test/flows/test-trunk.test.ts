/** The console's test call against a double of the telephone lines. */
import { describe, expect, it } from 'vitest';
import type { PhoneEvent, PhoneLines, PhoneOrder } from '../../main/engine/delivery/phone-port.ts';
import { createTrunkTests, type TrunkTestPorts } from '../../main/flows/test-trunk.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { type TrunkId, trunkIdSchema } from '../../shared/ids.ts';
import { callListQuerySchema } from '../../shared/schemas/call.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { audit, type FakeClock, NOON, random, withStore } from '../support/store.ts';
import { someTrunkFields } from '../support/trunks.ts';

const NUMBER = '+31612345678';
const TRUNK = trunkIdSchema.parse(1);
const SENT = { dialled: NUMBER, from: '"Example" <sip:1@h>', assertedIdentity: '<sip:1@h>', privacy: 'id' };
const GREETING = new Int16Array(1);
const GOODBYE = new Int16Array(2);

type Ending = Partial<Extract<PhoneEvent, { kind: 'ended' }>['end']>;
type World = {
  readonly tests: ReturnType<typeof createTrunkTests>;
  readonly store: OpenedStore;
  readonly clock: FakeClock;
  /** What was asked of the line, in its order: 'play 1' is the greeting, 'play 2' the goodbye. */
  readonly asked: string[];
  readonly orders: PhoneOrder[];
  tell(event: PhoneEvent): void;
  /** The peer ends it. */
  end(end?: Ending): void;
  /** Time passes; what waits for it happens. */
  pass(milliseconds: number): void;
  start(phone?: string, id?: TrunkId): ReturnType<ReturnType<typeof createTrunkTests>['start']>;
  rows(): Promise<readonly object[]>;
};

async function withTests(story: (world: World) => Promise<void>, ports: Partial<TrunkTestPorts> = {}): Promise<void> {
  await withStore(async (store, clock) => {
    await store.write('trunks.create', { fields: someTrunkFields({ name: 'Carrier', isEnabled: false }) }, audit);
    const asked: string[] = [];
    const orders: PhoneOrder[] = [];
    let tell: World['tell'] = () => undefined;
    const lines: Pick<PhoneLines, 'call'> = {
      call(order, onEvent) {
        orders.push(order);
        tell = onEvent;
        return {
          play: (sounds) => asked.push(`play ${sounds.map(({ length }) => length).join()}`),
          sendKeys: () => asked.push('keys'),
          hangUp: () => asked.push('hang up'),
        };
      },
    };
    let timers: { readonly at: number; readonly action: () => void }[] = [];
    const values = SETTINGS_SECTIONS;
    const tests = createTrunkTests({
      store,
      lines,
      clock,
      random,
      settings: () => ({ 'caller-id': values['caller-id'].default, 'phone-call': values['phone-call'].default }),
      sounds: (prompt) => (prompt === 'greeting-standard' ? [GREETING] : [GOODBYE]),
      after(milliseconds, action) {
        const timer = { at: clock.now() + milliseconds, action };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
      onFailure: (error) => {
        throw error;
      },
      ...ports,
    });
    await story({
      tests,
      store,
      clock,
      asked,
      orders,
      tell: (event) => tell(event),
      end: (end) => tell({ kind: 'ended', end: { ...ENDED, ...end } }),
      pass(milliseconds) {
        clock.set(clock.now() + milliseconds);
        const due = timers.filter(({ at }) => at <= clock.now());
        timers = timers.filter(({ at }) => at > clock.now());
        for (const { action } of due) action();
      },
      start: (phone = '+31 6 12345678', id = TRUNK) => tests.start('Alice', { id, phone }),
      rows: async () => {
        await tests.settled();
        return (await store.read('calls.list', callListQuerySchema.parse({}))).rows;
      },
    });
    await tests.settled();
  });
}
const ENDED = {
  how: 'hung-up',
  wasAnswered: true,
  sipStatus: undefined,
  words: '',
  q850Cause: undefined,
  sentPackets: 5,
  receivedPackets: 4,
  foreignPackets: 0,
} as const;
const CHOSEN: PhoneEvent = { kind: 'line-chosen', trunkId: TRUNK, trunkName: 'Carrier', sent: SENT };
const stepsOf = (test: { steps: readonly { what: string }[] }) => test.steps.map(({ what }) => what);

describe('a test call', () => {
  it('plays the greeting, is verified by #, says so, and hangs up', () =>
    withTests(async ({ tests, tell, asked, orders, end, start, rows, pass, store }) => {
      const { testId } = await start();
      expect(orders).toMatchObject([{ number: NUMBER, onlyTrunkId: TRUNK, callerId: { number: '' } }]);
      orders[0]?.onTrace?.({ atMilliseconds: 1, direction: 'sent', what: 'INVITE', detail: 'to 0031612345678' });
      tell(CHOSEN);
      tell({ kind: 'ringing' });
      pass(3000);
      tell({ kind: 'answered' });
      tell({ kind: 'played', playId: 1 });
      tell({ kind: 'key', key: '7' });
      tell({ kind: 'key', key: '#' });
      tell({ kind: 'key', key: '#' });
      expect(asked).toEqual(['play 1', 'play 2']);
      expect(tests.find(testId)).toMatchObject({ isOver: false });
      // The greeting's end may be told after #.
      tell({ kind: 'played', playId: 1 });
      expect(asked).toEqual(['play 1', 'play 2']);
      tell({ kind: 'played', playId: 2 });
      expect(asked).toEqual(['play 1', 'play 2', 'hang up']);
      end();
      const test = tests.find(testId);
      expect(test).toMatchObject({ isOver: true, outcome: 'verified', sentFrom: SENT.from, sentAssertedIdentity: '<sip:1@h>' });
      expect(stepsOf(test)).toEqual(['INVITE', 'Greeting played']);
      expect(JSON.stringify(test)).not.toContain('612345678');
      expect(await rows()).toMatchObject([
        {
          phone: 'test',
          number: NUMBER,
          trunkName: 'Carrier',
          sentPrivacy: 'id',
          startedAt: NOON,
          ringingAt: NOON,
          answeredAt: NOON + 3000,
          how: 'hung-up',
          sentPackets: 5,
          username: '',
        },
      ]);
      const [row] = (await store.read('audit.list', { limit: 1 })).rows;
      expect(row).toMatchObject({ actor: 'Alice', action: 'trunks.test', subject: 'Carrier' });
      expect(row?.detail).toContain('5678');
      expect(row?.detail).not.toContain('612345678');
    }));

  it('answered, and no #: hung up after 30 seconds', () =>
    withTests(async ({ tests, tell, asked, end, start, pass }) => {
      const { testId } = await start();
      tell({ kind: 'answered' });
      pass(29_999);
      expect(asked).toEqual(['play 1']);
      pass(1);
      expect(asked).toEqual(['play 1', 'hang up']);
      end();
      expect(tests.find(testId).outcome).toBe('answered');
    }));

  it('ends after a minute at the latest, even where it was answered late', () =>
    withTests(async ({ tell, asked, start, pass }) => {
      await start();
      pass(45_000);
      tell({ kind: 'answered' });
      pass(14_999);
      expect(asked).toEqual(['play 1']);
      pass(1);
      expect(asked).toEqual(['play 1', 'hang up']);
    }));

  it.each<[Ending, string]>([
    [{ how: 'refused', sipStatus: 486, words: 'Busy Here' }, 'refused'],
    [{ how: 'unreachable', words: 'connect ECONNREFUSED' }, 'unreachable'],
    [{ how: 'timed-out' }, 'unreachable'],
    [{ how: 'no-answer' }, 'not-answered'],
  ])('%o ends as %s, in the trunk’s own words', (ending, outcome) =>
    withTests(async ({ tests, end, start, rows }) => {
      const { testId } = await start();
      end({ ...ending, wasAnswered: false, words: `${ending.words ?? ''} 0612345678` });
      const test = tests.find(testId);
      expect(test).toMatchObject({ isOver: true, outcome, words: `${ending.words ?? ''} [number]`.trim() });
      expect(test.sipStatus).toBe(ending.sipStatus);
      expect(await rows()).toMatchObject([{ how: ending.how, trunkName: '', words: test.words }]);
    }),
  );

  it('is hung up by whoever started it', () =>
    withTests(async ({ tests, asked, end, start }) => {
      const { testId } = await start();
      expect(tests.stop(testId)).toMatchObject({ isOver: false });
      expect(asked).toEqual(['hang up']);
      end({ how: 'cancelled', wasAnswered: false });
      expect(tests.find(testId).outcome).toBe('cancelled');
    }));

  it('one at a time; kept for ten minutes', () =>
    withTests(async ({ tests, end, start, clock }) => {
      const { testId } = await start();
      await expect(start()).rejects.toMatchObject({ code: 'TRUNK_TEST_RUNNING' });
      end();
      await start();
      end();
      clock.set(NOON + 10 * 60_000);
      expect(tests.find(testId).isOver).toBe(true);
      clock.set(NOON + 10 * 60_000 + 1);
      expect(() => tests.find(testId)).toThrow(expect.objectContaining({ code: 'TRUNK_TEST_NOT_FOUND' }));
      expect(() => tests.stop('nonsense')).toThrow(expect.objectContaining({ code: 'TRUNK_TEST_NOT_FOUND' }));
    }));

  it('refuses what is no number and no trunk, and then takes the next', () =>
    withTests(async ({ start, orders }) => {
      await expect(start('0612345678')).rejects.toMatchObject({ code: 'PHONE_NUMBER_INVALID' });
      await expect(start(NUMBER, trunkIdSchema.parse(9))).rejects.toMatchObject({ code: 'TRUNK_NOT_FOUND' });
      await start();
      expect(orders).toHaveLength(1);
    }));

  it('keeps 200 steps', () =>
    withTests(async ({ tests, orders, start }) => {
      const { testId } = await start();
      const step = { atMilliseconds: 1, direction: 'received', what: '180 Ringing', detail: '' } as const;
      for (let count = 0; count < 300; count++) orders[0]?.onTrace?.(step);
      const { steps } = tests.find(testId);
      expect(steps).toHaveLength(200);
      expect(steps.at(-1)?.what).toBe('Further steps are left out');
    }));

  it('without recordings it goes on by itself', () =>
    withTests(
      async ({ tests, tell, asked, start }) => {
        const { testId } = await start();
        tell({ kind: 'answered' });
        tell({ kind: 'key', key: '#' });
        expect(asked).toEqual(['play ', 'play ', 'hang up']);
        expect(stepsOf(tests.find(testId))).toEqual(['No greeting']);
      },
      { sounds: () => [] },
    ));
});
