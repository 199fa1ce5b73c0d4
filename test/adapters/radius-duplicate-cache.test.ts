import { describe, expect, it } from 'vitest';
import { createDuplicateCache } from '../../main/adapters/duplicate-cache.ts';

const request = (identifier: number, authenticator: number): Uint8Array => {
  const bytes = new Uint8Array(20).fill(authenticator, 4);
  bytes[1] = identifier;
  return bytes;
};
const REPLY = new Uint8Array(20);

describe('the duplicate cache', () => {
  it('knows a request by source address, port, identifier and each byte of the authenticator', () => {
    const cache = createDuplicateCache();
    const entry = cache.begin('192.0.2.1', 1000, request(1, 7));
    expect(cache.find('192.0.2.1', 1000, request(1, 7))).toBe(entry);
    expect(cache.find('192.0.2.2', 1000, request(1, 7))).toBeUndefined();
    expect(cache.find('192.0.2.1', 1001, request(1, 7))).toBeUndefined();
    expect(cache.find('192.0.2.1', 1000, request(2, 7))).toBeUndefined();
    for (let at = 4; at < 20; at += 1) expect(cache.find('192.0.2.1', 1000, request(1, 7).with(at, 8))).toBeUndefined();
  });

  it('forgets answers after their life, and requests without an answer at once', () => {
    const cache = createDuplicateCache({ lifetimeMilliseconds: 30_000 });
    const entry = cache.begin('a', 1, request(1, 1));
    cache.answer(entry, REPLY, 1000, 1000);
    cache.sweep(30_999);
    expect(cache.find('a', 1, request(1, 1))?.reply).toBe(REPLY);
    cache.sweep(31_000);
    expect(cache.find('a', 1, request(1, 1))).toBeUndefined();
    cache.forget(cache.begin('a', 1, request(2, 1)));
    expect(cache.size()).toBe(0);
  });

  it('lets a new request take the place of the old, running or answered', () => {
    const cache = createDuplicateCache();
    const running = cache.begin('a', 1, request(1, 1));
    const second = cache.begin('a', 1, request(1, 2));
    expect(cache.answer(running, REPLY, 0, 0)).toBe(false);
    cache.forget(running);
    expect(cache.find('a', 1, request(1, 2))).toBe(second);
    expect(cache.answer(second, REPLY, 0, 0)).toBe(true);
    cache.begin('a', 1, request(1, 3));
    expect(cache.find('a', 1, request(1, 2))).toBeUndefined();
    expect(cache.size()).toBe(1);
  });

  it('is bounded: the oldest answers go first, running requests stay', () => {
    const cache = createDuplicateCache({ entriesMax: 10 });
    const running = cache.begin('a', 9, request(0, 1));
    for (let port = 0; port < 1000; port += 1) cache.answer(cache.begin('b', port, request(0, 1)), REPLY, port, port);
    expect(cache.size()).toBe(10);
    expect(cache.find('a', 9, request(0, 1))).toBe(running);
    expect(cache.find('b', 999, request(0, 1))).toBeDefined();
    expect(cache.find('b', 500, request(0, 1))).toBeUndefined();
  });
});
