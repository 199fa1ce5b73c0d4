import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { createConnectionStore, whenOpen } from '../../renderer/bridge/connection.ts';
import { ConsoleError, toConsoleError } from '../../renderer/bridge/console-error.ts';
import { queryKeyOf } from '../../renderer/bridge/procedures.ts';
import { reconnectWaitMilliseconds } from '../../renderer/bridge/reconnect.ts';
import { STALE_BY_TOPIC, staleKeysOf } from '../../renderer/bridge/stale-by-topic.ts';
import { TOPICS } from '../../shared/topics.ts';

describe('errors of calls', () => {
  it('keeps a known code with its detail', () => {
    const error = toConsoleError(new ORPCError('USERNAME_TAKEN', { data: { username: 'anna', extra: { nested: true } } }));
    expect(error).toMatchObject({ code: 'USERNAME_TAKEN', detail: { username: 'anna' } });
  });

  it('reads an unknown code as a fault of the server', () => {
    expect(toConsoleError(new ORPCError('INTERNAL_SERVER_ERROR')).code).toBe('INTERNAL');
  });

  it('reads anything that is no answer as a lost connection', () => {
    expect(toConsoleError(new TypeError('Failed to fetch')).code).toBe('CONNECTION_LOST');
  });

  it('leaves a console error as it is', () => {
    const error = new ConsoleError('STORE_BUSY');
    expect(toConsoleError(error)).toBe(error);
  });
});

describe('stale reads', () => {
  it('knows every topic', () => {
    expect(Object.keys(STALE_BY_TOPIC).sort()).toEqual([...TOPICS].sort());
  });

  it('names each key once', () => {
    const keys = staleKeysOf(TOPICS).map((key) => key.join('.'));
    expect(keys.length).toBeGreaterThan(TOPICS.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('puts the input last, so that the shorter key matches every input', () => {
    expect(queryKeyOf('users.list', { search: 'a' })).toEqual(['users', 'list', { search: 'a' }]);
    expect(queryKeyOf('users.facts')).toEqual(['users', 'facts']);
  });
});

describe('reconnecting', () => {
  it('waits longer each time and never over 15 s', () => {
    expect([0, 1, 2, 3].map((failures) => reconnectWaitMilliseconds(failures, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(reconnectWaitMilliseconds(30, 1)).toBe(15_000);
    expect(reconnectWaitMilliseconds(30, 0)).toBe(7500);
  });

  it('waits for an open connection, and gives up on abort', async () => {
    const store = createConnectionStore();
    const opened = whenOpen(store, new AbortController().signal);
    store.set({ kind: 'open' });
    await expect(opened).resolves.toBeUndefined();

    store.set({ kind: 'lost', since: 0, retryAt: 0 });
    const stop = new AbortController();
    const waiting = whenOpen(store, stop.signal);
    stop.abort(new Error('unmounted'));
    await expect(waiting).rejects.toThrow('unmounted');
  });
});
