import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Commit, Effect, Guard, MessageCodeDraft } from '../../main/engine/effects.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import type { GatewayId, UserId } from '../../shared/ids.ts';
import { addUser, audit, fakeClock, NOON, random, temporaryFolder, withStore } from '../support/store.ts';

const id = (number: number) => number.toString(16).padStart(32, '0');
const NUMBER = '+31612345678';
const gatewayId = 3 as GatewayId;

type Opening = Partial<MessageCodeDraft> & { readonly noneSince?: number; readonly recipient?: string };

function opening(userId: UserId, number: number, { noneSince = NOON, recipient = NUMBER, ...code }: Opening = {}): Guard {
  const openedAt = code.openedAt ?? NOON;
  const expiresAt = code.expiresAt ?? openedAt + 300_000;
  return {
    kind: 'open-message-code',
    noneSince,
    code: {
      id: id(number),
      sessionId: id(number + 1000),
      userId,
      channel: 'text',
      isTwoWay: false,
      codeHash: id(number + 2000),
      digits: 6,
      messageId: id(number + 3000),
      applicationName: 'VPN',
      radiusClientId: undefined,
      resendKey: 'key',
      openedAt,
      expiresAt,
      ...code,
    },
    message: {
      id: id(number + 3000),
      userId,
      username: 'jan',
      channel: code.channel ?? 'text',
      recipient,
      language: 'en',
      applicationName: 'VPN',
      sealedText: Buffer.from('sealed words').toString('base64'),
      queuedAt: openedAt,
      expiresAt,
    },
  };
}

const guarded = (...guards: Guard[]): Commit => ({ guards, effects: [], ifMissed: guards.map(() => null) });
const does = (...effects: Effect[]): Commit => ({ guards: [], effects, ifMissed: [] });
const spend = (number: number, at = NOON): Guard => ({ kind: 'spend-message-code', codeId: id(number), at });
const reply = (number: number, verdict: 'right' | 'wrong', at = NOON): Guard => ({
  kind: 'take-reply',
  codeId: id(number),
  verdict,
  at,
});
const MISSED = { isDone: false, missed: 0 };
const DONE = { isDone: true };

const jan = async (store: OpenedStore): Promise<UserId> => (await addUser(store, { username: 'jan' })).id;
const setState = (number: number, state: 'sending' | 'sent' | 'delivered' | 'failed' | 'expired', at = NOON): Commit =>
  does({ kind: 'set-message-state', messageId: id(number + 3000), state, at, gatewayId, gatewayName: 'Main', reference: 'r1' });

describe('a code that is sent', () => {
  it('is opened once for requests of the same moment, with one message', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const commits = Array.from({ length: 20 }, (_, number) =>
        store.commit(guarded(opening(userId, number, { noneSince: NOON - 30_000 }))),
      );
      const outcomes = await Promise.all(commits);
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      expect(await store.read('messages.sent', { limit: 100 })).toHaveLength(1);
      expect(await store.authentication.countMessages(userId, NOON)).toBe(1);
      expect(await store.authentication.listMessageCodes(userId, NOON)).toHaveLength(1);
    });
  });

  it('supersedes the earlier open ones of its channel, and only those', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const later = NOON + 40_000;
      await store.commit(guarded(opening(userId, 1)));
      await store.commit(guarded(opening(userId, 2, { channel: 'email', recipient: 'jan@example.org' })));
      expect(await store.commit(guarded(opening(userId, 3, { openedAt: later, noneSince: NOON })))).toEqual(DONE);
      const codes = await store.authentication.listMessageCodes(userId, later);
      expect(codes.map(({ id: codeId, state }) => [codeId, state])).toEqual([
        [id(3), 'open'],
        [id(2), 'open'],
        [id(1), 'superseded'],
      ]);
      expect(await store.commit(guarded(spend(1, later)))).toEqual(MISSED);
      expect(await store.commit(guarded(spend(3, later)))).toEqual(DONE);
    });
  });

  it('of another application does not stand in the way', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1, { noneSince: NOON - 30_000 })));
      const other = opening(userId, 2, { noneSince: NOON - 30_000, applicationName: 'Portal', openedAt: NOON + 1 });
      expect(await store.commit(guarded(other))).toEqual(DONE);
    });
  });

  it('is spent once, within its lifetime', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      expect(await store.commit(guarded(spend(1, NOON + 300_000)))).toEqual(MISSED);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => store.commit(guarded(spend(1, NOON + 299_999)))));
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      expect((await store.authentication.findMessageCode(id(1)))?.state).toBe('spent');
    });
  });

  it('is exhausted by wrong tries, and then worth nothing', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      const wrong = does({ kind: 'count-code-try', codeId: id(1), triesMax: 3 });
      await store.commit(wrong);
      await store.commit(wrong);
      expect(await store.authentication.findMessageCode(id(1))).toMatchObject({ tries: 2, state: 'open' });
      await store.commit(wrong);
      await store.commit(wrong);
      expect(await store.authentication.findMessageCode(id(1))).toMatchObject({ tries: 3, state: 'exhausted' });
      expect(await store.commit(guarded(spend(1)))).toEqual(MISSED);
    });
  });

  it('can be ended before anybody answers it', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      await store.commit(does({ kind: 'end-message-code', codeId: id(1), at: NOON }));
      expect(await store.commit(guarded(spend(1)))).toEqual(MISSED);
    });
  });

  it('is not opened for a user who is gone', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      await store.write('users.delete', { ids: [userId] }, audit);
      expect(await store.authentication.findMessageCode(id(1))).toBeUndefined();
      const [message] = await store.read('messages.sent', { limit: 10 });
      expect(message).toMatchObject({ state: 'expired', username: 'jan' });
      expect(message?.userId).toBeUndefined();
      expect(await store.commit(guarded(opening(userId, 2)))).toEqual(MISSED);
    });
  });
});

describe('a two-way code', () => {
  it('takes one reply, and is spent only where that was right', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1, { isTwoWay: true })));
      expect(await store.commit(guarded(spend(1)))).toEqual(MISSED);
      const outcomes = await Promise.all([store.commit(guarded(reply(1, 'right'))), store.commit(guarded(reply(1, 'wrong')))]);
      expect(outcomes).toEqual([DONE, MISSED]);
      expect(await store.authentication.findMessageCode(id(1))).toMatchObject({ state: 'replied', reply: 'right' });
      expect(await store.commit(guarded(spend(1)))).toEqual(DONE);
      expect(await store.commit(guarded(spend(1)))).toEqual(MISSED);
    });
  });

  it('is not spent by a wrong reply', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1, { isTwoWay: true })));
      expect(await store.commit(guarded(reply(1, 'wrong')))).toEqual(DONE);
      expect(await store.commit(guarded(spend(1)))).toEqual(MISSED);
    });
  });

  it('takes no reply when its time is over; a one-way code takes none at all', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1, { isTwoWay: true, expiresAt: NOON + 200_000 })));
      expect(await store.commit(guarded(reply(1, 'right', NOON + 200_000)))).toEqual(MISSED);
      await store.commit(guarded(opening(userId, 2, { openedAt: NOON + 1 })));
      expect(await store.commit(guarded(reply(2, 'right', NOON + 1)))).toEqual(MISSED);
    });
  });

  it('is found by its number until a quarter of an hour after its end', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1, { isTwoWay: true, expiresAt: NOON + 200_000 })));
      const found = async (at: number) => (await store.authentication.listTwoWayCodes(NUMBER, at)).length;
      expect(await found(NOON + 200_000 + 15 * 60_000 - 1)).toBe(1);
      expect(await found(NOON + 200_000 + 15 * 60_000)).toBe(0);
      await store.commit(guarded(opening(userId, 2, { isTwoWay: true, openedAt: NOON + 60_000 })));
      expect((await store.authentication.listTwoWayCodes(NUMBER, NOON + 60_000)).map(({ state }) => state)).toEqual([
        'open',
        'superseded',
      ]);
      expect(await store.authentication.listTwoWayCodes('+31699999999', NOON)).toEqual([]);
    });
  });
});

describe('a message', () => {
  it('waits with its sealed words, and loses them when it is handed over', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      const [waiting] = await store.authentication.listUnsentMessages(NOON);
      expect(waiting).toMatchObject({ id: id(3001), state: 'queued', recipient: NUMBER });
      expect(Buffer.from(waiting?.sealedText ?? []).toString()).toBe('sealed words');
      await store.commit(setState(1, 'sending'));
      expect((await store.authentication.listUnsentMessages(NOON)).map(({ state }) => state)).toEqual(['sending']);
      await store.commit(setState(1, 'sent', NOON + 5));
      expect(await store.authentication.listUnsentMessages(NOON)).toEqual([]);
      expect(await store.authentication.findMessage(id(3001))).toMatchObject({ sealedText: undefined, gatewayName: 'Main' });
      expect(await store.authentication.findMessageCode(id(1))).toMatchObject({ messageState: 'sent', gatewayName: 'Main' });
      const ofReceipt = (gateway: GatewayId, ...references: string[]) =>
        store.read('messages.of-receipt', { gatewayId: gateway, references });
      expect(await ofReceipt(gatewayId, 'r1')).toBe(id(3001));
      expect(await ofReceipt(gatewayId, id(3001))).toBe(id(3001));
      expect(await ofReceipt(4 as GatewayId, 'r1')).toBeUndefined();
    });
  });

  it('is found by any form of the gateway’s number for it, the likeliest first, as long as its receipt is awaited', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const handOver = async (number: number, reference: string) => {
        await store.commit(guarded(opening(userId, number)));
        const at = NOON + number;
        const messageId = id(number + 3000);
        await store.commit(
          does({ kind: 'set-message-state', messageId, state: 'sent', at, gatewayId, gatewayName: 'Main', reference }),
        );
      };
      await handOver(1, '2a');
      await handOver(2, '66');
      const ofReceipt = () => store.read('messages.of-receipt', { gatewayId, references: ['42', '2a', '66', ''] });
      expect(await ofReceipt()).toBe(id(3001));
      await store.commit(setState(1, 'delivered', NOON + 9));
      expect(await ofReceipt()).toBe(id(3002));
      await store.commit(setState(2, 'delivered', NOON + 9));
      expect(await ofReceipt()).toBeUndefined();
    });
  });

  it('only moves forward, but for what turns out to have arrived after all', async () => {
    const moves = [
      ['delivered', 'failed', 'delivered'],
      ['failed', 'delivered', 'delivered'],
      ['failed', 'sending', 'failed'],
      ['expired', 'sent', 'sent'],
      ['sent', 'sending', 'sent'],
      ['sent', 'expired', 'sent'],
      ['sent', 'delivered', 'delivered'],
    ] as const;
    await withStore(async (store) => {
      const userId = await jan(store);
      for (const [number, [first, second, then]] of moves.entries()) {
        await store.commit(guarded(opening(userId, number, { openedAt: NOON + number, noneSince: NOON + number })));
        await store.commit(setState(number, first));
        await store.commit(setState(number, second));
        const [newest] = await store.read('messages.sent', { userId, limit: 1 });
        expect([first, second, newest?.state]).toEqual([first, second, then]);
      }
    });
  });
});

it('gives nothing back that a restored database may hold though it was used since: codes, bypasses, cached successes', async () => {
  const folder = temporaryFolder();
  const options = { folder: join(folder.path, 'data'), random, clock: fakeClock() };
  const before = await openStore(options);
  const userId = await jan(before);
  await before.commit(guarded(opening(userId, 1)));
  const grant = { authenticationType: 'radius', applicationName: 'VPN', callingAddress: '', userId, at: NOON } as const;
  await before.commit(does({ kind: 'remember-grant', ...grant }));
  await before.write('bypasses.start', { userId, seconds: 300, reason: 'lost phone', startedBy: 'ops' }, audit);
  await before.close();
  prepareRestoredDatabase(join(options.folder, DATABASE_FILE), { at: NOON, backedUpAt: NOON, usedCodes: 'next-code' });
  const restored = await openStore(options);
  expect(await restored.commit(guarded(spend(1)))).toEqual(MISSED);
  expect(await restored.commit(guarded({ kind: 'spend-bypass', userId, at: NOON }))).toEqual(MISSED);
  expect(await restored.authentication.listCachedGrants(userId, 0)).toEqual([]);
  expect(await restored.authentication.listUnsentMessages(NOON)).toEqual([]);
  await restored.close();
  folder.remove();
});

it('removes what is over, and keeps what may still be answered', async () => {
  await withStore(async (store) => {
    const userId = await jan(store);
    await store.commit(guarded(opening(userId, 1)));
    const grant = { authenticationType: 'radius', applicationName: 'VPN', callingAddress: '', userId } as const;
    await store.commit(
      does(
        { kind: 'record-reply', at: NOON, gatewayName: 'Main', from: NUMBER, userId, username: 'jan', outcome: 'late' },
        { kind: 'remember-grant', at: NOON, ...grant },
        { kind: 'remember-grant', at: NOON - 5, ...grant },
      ),
    );
    expect(await store.authentication.listCachedGrants(userId, NOON)).toHaveLength(1);
    const sweep = (at: number) => store.write('store.sweep', { at }, undefined);
    await sweep(NOON + 1000);
    expect(await store.authentication.listUnsentMessages(NOON)).toHaveLength(1);
    await sweep(NOON + 300_000);
    expect((await store.authentication.findMessage(id(3001)))?.sealedText).toBeUndefined();
    expect((await store.read('messages.sent', { limit: 1 }))[0]?.state).toBe('expired');
    expect(await store.authentication.findMessageCode(id(1))).toBeDefined();
    await sweep(NOON + 300_000 + 15 * 60_000);
    expect(await store.authentication.findMessageCode(id(1))).toBeUndefined();
    const DAY = 86_400_000;
    await sweep(NOON + DAY);
    expect(await store.authentication.listCachedGrants(userId, 0)).toEqual([]);
    await sweep(NOON + 90 * DAY - 1);
    expect(await store.read('messages.received', { limit: 10 })).toMatchObject([{ from: NUMBER, outcome: 'late' }]);
    await sweep(NOON + 90 * DAY);
    expect(await store.read('messages.sent', { limit: 10 })).toEqual([]);
    expect(await store.read('messages.received', { limit: 10 })).toEqual([]);
  });
});
