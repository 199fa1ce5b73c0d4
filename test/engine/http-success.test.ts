import { describe, expect, it } from 'vitest';
import { judgeAnswer, matchesStatus, readPath } from '../../main/engine/delivery/http-success.ts';
import { readInbound } from '../../main/engine/delivery/read-inbound.ts';
import { scrub } from '../../main/engine/delivery/scrub.ts';
import { anHttpConnection } from '../support/gateways.ts';

const rule = (fields: Partial<ReturnType<typeof anHttpConnection>['success']> = {}) => ({
  ...anHttpConnection().success,
  ...fields,
});

describe('the success rule of an HTTP gateway', () => {
  it('matches statuses by class, alone and in a list', () => {
    expect([200, 202, 299, 300].map((status) => matchesStatus(status, '2xx'))).toEqual([true, true, true, false]);
    expect([200, 201, 202].map((status) => matchesStatus(status, '200,202'))).toEqual([true, false, true]);
  });

  it('reads text, numbers and truth values of an answer by their path', () => {
    const json = { messages: [{ status: '0', id: 7 }], ok: true, 'a.b': 'dotted', nothing: null };
    expect(readPath(json, 'messages.0.status')).toBe('0');
    expect(readPath(json, 'messages.0.id')).toBe('7');
    expect(readPath(json, 'ok')).toBe('true');
    expect(readPath(json, 'a.b')).toBe('dotted');
    for (const path of ['messages', 'messages.1.status', 'nothing', 'constructor', '__proto__.constructor', 'ok.length']) {
      expect(readPath(json, path)).toBeUndefined();
    }
  });

  it('takes an answer whose every part is met, with the gateway’s own id', () => {
    const wanted = rule({ jsonPath: 'messages.0.status', values: ['0'], referencePath: 'messages.0.message-id' });
    const body = JSON.stringify({ messages: [{ status: '0', 'message-id': 'A1' }] });
    expect(judgeAnswer({ status: 200, body }, wanted)).toEqual({ kind: 'accepted', reference: 'A1' });
    expect(judgeAnswer({ status: 200, body: '{"messages":[{"status":"9"}]}' }, wanted)).toEqual({
      kind: 'refused',
      why: '"messages.0.status" is "9"',
      isPermanent: false,
    });
    expect(judgeAnswer({ status: 200, body: '<html>' }, wanted)).toMatchObject({ why: 'the answer has no "messages.0.status"' });
    expect(judgeAnswer({ status: 200, body: '0: Accepted' }, rule({ contains: 'Queued' }))).toMatchObject({ kind: 'refused' });
    expect(judgeAnswer({ status: 200, body: '' }, rule())).toEqual({ kind: 'accepted', reference: '' });
  });

  it('tells a message that never goes from a gateway that is at fault, and follows no redirect', () => {
    const permanent = (status: number) => judgeAnswer({ status, body: '' }, rule());
    for (const status of [400, 413, 422]) expect(permanent(status)).toMatchObject({ kind: 'refused', isPermanent: true });
    for (const status of [401, 402, 403, 404, 408, 429, 500, 503, 302]) {
      expect(permanent(status)).toMatchObject({ kind: 'refused', isPermanent: false });
    }
    expect(judgeAnswer({ status: 302, body: '' }, rule({ statuses: '3xx' }))).toMatchObject({ kind: 'refused' });
  });
});

describe('a gateway’s words', () => {
  const hidden = { text: 'Your code is 123456.\nVPN & more: "a/b"', to: '+31612345678', secrets: ['p@ss w/rd', ''] };

  it('never show the text, the code, the number or a password, however they are echoed', () => {
    const forms = [
      hidden.text,
      encodeURIComponent(hidden.text),
      new URLSearchParams({ a: hidden.text }).toString(),
      JSON.stringify(hidden.text),
      'the body "123456" 123-456 and 123 456',
      '+31612345678 31612345678 0031612345678 %2B31612345678 06 12 34 56 78 0612345678 (06) 1234-5678',
      'p@ss w/rd p%40ss%20w%2Frd p%40ss+w%2Frd',
      JSON.stringify({ auth: 'p@ss w/rd' }).replaceAll('/', '\\/'),
    ];
    for (const form of forms) {
      const words = scrub(`Bad request: ${form}`, hidden);
      expect(words).toMatch(/^Bad request/);
      expect(words).not.toMatch(/1\D?2\D?3\D?4\D?5\D?6/);
      expect(words).not.toMatch(/345\s?67/);
      expect(words).not.toMatch(/VPN|ss(%20| |\+)w/);
    }
  });

  it('keep no digits of a number beside a code that stands in it, nor the end of a longer secret', () => {
    const within = { text: 'Code 1234', to: '+31612345678', secrets: ['12345', 'key', 'key-of-2026', 'Code'] };
    expect(scrub('no route to 31612345678', within)).toBe('no route to [number]');
    expect(scrub('no route to 0612345678 for 1234', within)).toBe('no route to [number] for [code]');
    expect(scrub('31612345678123499', within)).toBe('[number][code]99');
    expect(scrub('bad key key-of-2026', within)).toBe('bad [secret] [secret]');
    expect(scrub('"Code 1234" refused', within)).toBe('"[text]" refused');
  });

  it('are one line of at most 200 characters, and no half of a code is left at the cut', () => {
    expect(scrub(`HTTP 500:\r\n\t a\u0000 b\u2028c`, hidden)).toBe('HTTP 500: a b c');
    const words = scrub(`${'x'.repeat(197)}123456`, hidden);
    expect(words.length).toBe(200);
    expect(words).not.toContain('1');
  });

  it('are those of an error page, without its tags', () => {
    const page =
      '<!DOCTYPE html>\n<html><head><title>502</title><style>p { color: red }</style></head><body><h1>Bad gateway</h1> 123456';
    expect(scrub(`HTTP 502: ${page}`, hidden)).toBe('HTTP 502: Bad gateway [code]');
    expect(scrub('<error code="7">No credit</error>', hidden)).toBe('<error code="7">No credit</error>');
  });

  it('take no time over an endless answer', () => {
    const startedAt = performance.now();
    scrub('1'.repeat(65_536), hidden);
    scrub('1 '.repeat(32_768), hidden);
    scrub(`<html>${'<style'.repeat(10_000)}`, hidden);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('a call of a gateway', () => {
  const inbound = anHttpConnection().inbound;
  const one = (call: Parameters<typeof readInbound>[0], rule = inbound) => {
    const found = readInbound(call, rule);
    expect(found).toHaveLength(1);
    return found[0];
  };

  it('is a reply, a receipt, a state in between, or unreadable', () => {
    expect(one([{ from: '+316', text: ' 123456 ' }])).toEqual({
      kind: 'reply',
      reply: { from: '+316', text: ' 123456 ' },
    });
    expect(one([{ id: 'abc', status: '1' }])).toEqual({
      kind: 'receipt',
      receipt: { id: 'abc', state: 'delivered', words: '1' },
    });
    expect(one([{ id: 'abc', status: '2' }])).toMatchObject({ receipt: { state: 'failed' } });
    expect(one([{ id: 'abc', status: '8' }])).toEqual({ kind: 'on-its-way' });
    for (const call of [[], [undefined], [null], [{ from: '+316' }], [{ id: '', status: '1' }], [[1]], ['text']]) {
      expect(one(call)).toEqual({ kind: 'unreadable' });
    }
  });

  it('with the parameters of both is a receipt only by a status of receipts', () => {
    const both = { from: '+316', text: '123456', id: 'abc' };
    expect(one([{ ...both, status: 'received' }])).toMatchObject({ kind: 'reply' });
    expect(one([{ ...both, status: '1' }])).toMatchObject({ kind: 'receipt' });
  });

  it('may be nested JSON', () => {
    const nested = { ...inbound, replyFrom: 'data.payload.from', replyText: 'data.payload.text' };
    expect(one([{}, { data: { payload: { from: '+316', text: 'STOP' } } }], nested)).toEqual({
      kind: 'reply',
      reply: { from: '+316', text: 'STOP' },
    });
  });

  it('may tell several at once', () => {
    const rule = {
      ...inbound,
      replyFrom: 'results.*.from',
      replyText: 'results.*.text',
      receiptId: 'results.*.messageId',
      receiptStatus: 'results.*.status.groupName',
      deliveredValues: ['DELIVERED'],
    };
    const replies = { results: [1, 2, 3].map((n) => ({ from: `+31${n}`, text: String(n), messageId: `m${n}` })) };
    expect(readInbound([{}, replies], rule)).toEqual(
      [1, 2, 3].map((n) => ({ kind: 'reply', reply: { from: `+31${n}`, text: String(n) } })),
    );
    const receipts = { results: ['DELIVERED', 'PENDING'].map((groupName) => ({ messageId: 'm', status: { groupName } })) };
    expect(readInbound([{}, receipts], rule).map(({ kind }) => kind)).toEqual(['receipt', 'on-its-way']);
    for (const call of [{}, { results: [] }, { results: {} }, []]) {
      expect(readInbound([{}, call], rule)).toEqual([{ kind: 'unreadable' }]);
    }
  });
});
