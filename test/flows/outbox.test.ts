import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextDelivered } from '../../main/engine/delivery/gateway-port.ts';
import type { MailAnswer } from '../../main/engine/delivery/mail-port.ts';
import type { Effect } from '../../main/engine/effects.ts';
import type { QueuedMessage } from '../../main/engine/ports.ts';
import { createOutbox, type OutboxPorts } from '../../main/flows/outbox.ts';
import type { GatewayId, UserId } from '../../shared/ids.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
const GATEWAY = 3 as GatewayId;
const sent = (reference = 'r1', tried: TextDelivered['tried'] = []): TextDelivered => ({
  kind: 'sent',
  gatewayId: GATEWAY,
  name: 'First',
  reference,
  tried,
});
const aMessage = (over: Partial<QueuedMessage> = {}): QueuedMessage => ({
  id: 'm1',
  userId: 1 as UserId,
  username: 'user1',
  channel: 'text',
  recipient: '+31612345678',
  language: 'en',
  applicationName: 'VPN',
  sealedText: new TextEncoder().encode('sealed: Your code is 482913'),
  state: 'queued',
  queuedAt: NOON,
  expiresAt: NOON + 300_000,
  gatewayName: '',
  problem: '',
  ...over,
});

/** Messages in memory, with the store's rule that a state goes forward only. */
function anOutbox(messages: readonly QueuedMessage[], over: Partial<OutboxPorts> = {}) {
  const rows = new Map(messages.map((message) => [message.id, message]));
  const states: (Effect & { kind: 'set-message-state' })[] = [];
  const failures: { readonly message: string; readonly fields: object }[] = [];
  const clock = { at: NOON, now: () => clock.at };
  const sends: { messageId: string; to: string; text: string; validUntil: number }[] = [];
  const outbox = createOutbox({
    reader: {
      findMessage: async (id) => rows.get(id),
      listUnsentMessages: async () => [...rows.values()].filter(({ state }) => state === 'queued' || state === 'sending'),
    },
    commit: async ({ effects }) => {
      for (const effect of effects) {
        if (effect.kind !== 'set-message-state') continue;
        states.push(effect);
        const row = rows.get(effect.messageId);
        const isOver = effect.state !== 'queued' && effect.state !== 'sending';
        if (row) rows.set(row.id, { ...row, state: effect.state, sealedText: isOver ? undefined : row.sealedText });
      }
      return { isDone: true };
    },
    findByReferences: async () => undefined,
    texts: {
      send: async (text) => {
        sends.push(text);
        return sent();
      },
    },
    mails: { sendNow: async () => ({ kind: 'sent' }) },
    openText: (sealed, context) => new TextDecoder().decode(sealed).replace('sealed:', context),
    clock,
    onFailure: (message, _error, fields) => failures.push({ message, fields }),
    ...over,
  });
  return { outbox, rows, states, failures, sends, clock, stateOf: (id: string) => rows.get(id)?.state };
}

describe('a message of the outbox', () => {
  it('is sent once with its own id and words, sending before and sent after', async () => {
    const { outbox, states, sends } = anOutbox([aMessage()]);
    outbox.deliver('m1');
    await Promise.all([outbox.settled('m1'), outbox.settled('m1')]);
    await outbox.settled('m1');
    expect(sends).toEqual([
      { messageId: 'm1', to: '+31612345678', text: 'message:m1 Your code is 482913', validUntil: NOON + 300_000 },
    ]);
    expect(states).toMatchObject([
      { messageId: 'm1', state: 'sending' },
      { messageId: 'm1', state: 'sent', gatewayId: GATEWAY, gatewayName: 'First', reference: 'r1' },
    ]);
  });

  it('names every gateway that refused it, in its words', async () => {
    const tried = [
      { gatewayId: 1 as GatewayId, name: 'First', problem: '503 out of order' },
      { gatewayId: 2 as GatewayId, name: 'Second', problem: 'timeout' },
    ];
    const { outbox, states } = anOutbox([aMessage()], {
      texts: { send: async () => ({ kind: 'not-sent', reason: 'all-refused', tried }) },
    });
    await outbox.settled('m1');
    expect(states.at(-1)).toMatchObject({ state: 'failed', problem: 'First: 503 out of order; Second: timeout' });
  });

  it.each([
    ['no-gateway', 'no gateway is in use'],
    ['no-gateway-for-country', 'no gateway serves the country of the number'],
  ] as const)('fails by %s: %s', async (reason, problem) => {
    const { outbox, states } = anOutbox([aMessage()], { texts: { send: async () => ({ kind: 'not-sent', reason, tried: [] }) } });
    await outbox.settled('m1');
    expect(states.at(-1)).toMatchObject({ state: 'failed', problem });
  });

  it('is not sent once it has expired, is over, or is unknown', async () => {
    const { outbox, sends, stateOf } = anOutbox([
      aMessage({ expiresAt: NOON }),
      aMessage({ id: 'm2', state: 'sent', sealedText: undefined }),
    ]);
    await Promise.all([outbox.settled('m1'), outbox.settled('m2'), outbox.settled('m3')]);
    expect(sends).toEqual([]);
    expect(stateOf('m1')).toBe('expired');
    expect(stateOf('m2')).toBe('sent');
  });

  it('that does not open fails, and the log holds its id alone', async () => {
    const { outbox, states, failures } = anOutbox([aMessage()], {
      openText: () => {
        throw new Error('sealed value does not open');
      },
    });
    await outbox.settled('m1');
    expect(states).toMatchObject([{ state: 'failed', problem: 'the stored message could not be opened' }]);
    expect(failures).toEqual([{ message: 'the words of a message do not open', fields: { messageId: 'm1' } }]);
  });

  it('by e-mail is made from its template, with the code', async () => {
    const mails: unknown[] = [];
    const answers: MailAnswer[] = [{ kind: 'sent' }, { kind: 'not-sent', problem: '550 no such mailbox', isPermanent: true }];
    const mail = aMessage({ channel: 'email', recipient: 'user1@example.org', sealedText: new TextEncoder().encode('482913') });
    const { outbox, states } = anOutbox([mail, { ...mail, id: 'm2' }], {
      mails: {
        sendNow: async (one) => {
          mails.push(one);
          return answers.shift() ?? { kind: 'sent' };
        },
      },
      openText: (sealed) => new TextDecoder().decode(sealed),
    });
    await outbox.settled('m1');
    await outbox.settled('m2');
    expect(mails[0]).toMatchObject({
      type: 'email-code',
      to: 'user1@example.org',
      values: { otp: '482913', application_name: 'VPN', minutes: '5', username: 'user1' },
    });
    expect(states.filter(({ state }) => state !== 'sending')).toMatchObject([
      { state: 'sent', gatewayName: 'e-mail' },
      { state: 'failed', problem: '550 no such mailbox' },
    ]);
  });

  it('settles when the store fails, so that nobody waits for ever', async () => {
    const { outbox, failures } = anOutbox([aMessage()], { commit: () => Promise.reject(new Error('disk full')) });
    await outbox.settled('m1');
    expect(failures).toEqual([{ message: 'a message could not be handed over', fields: { messageId: 'm1' } }]);
  });
});

describe('after a restart', () => {
  it('what was queued or being handed over is sent, with the same id', async () => {
    const { outbox, sends } = anOutbox([
      aMessage(),
      aMessage({ id: 'm2', state: 'sending' }),
      aMessage({ id: 'm3', state: 'sent' }),
    ]);
    await outbox.start();
    await Promise.all([outbox.settled('m1'), outbox.settled('m2')]);
    expect(sends.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
  });
});

describe('many messages', () => {
  it('are handed over some at once, in their order', async () => {
    const ids = Array.from({ length: 10 }, (_, number) => `m${number}`);
    const releases: (() => void)[] = [];
    const begun: string[] = [];
    const { outbox, stateOf } = anOutbox(
      ids.map((id) => aMessage({ id })),
      {
        atOnceMax: 3,
        texts: {
          send: (text) => {
            begun.push(text.messageId);
            return new Promise((resolve) => releases.push(() => resolve(sent())));
          },
        },
      },
    );
    for (const id of ids) outbox.deliver(id);
    await expect.poll(() => begun).toEqual(ids.slice(0, 3));
    releases.shift()?.();
    await expect.poll(() => begun).toEqual(ids.slice(0, 4));
    while (begun.length < ids.length || releases.length > 0) {
      releases.shift()?.();
      await new Promise(setImmediate);
    }
    await Promise.all(ids.map((id) => outbox.settled(id)));
    expect(begun).toEqual(ids);
    expect(ids.map(stateOf)).toEqual(ids.map(() => 'sent'));
  });
});

describe('a delivery receipt', () => {
  it('of a message that was handed over before the engine started finds it in the store', async () => {
    const findByReferences = async (gateway: GatewayId, references: readonly string[]) =>
      gateway === GATEWAY && references.includes('2a') ? 'm1' : undefined;
    const { outbox, stateOf } = anOutbox([aMessage({ state: 'sent', sealedText: undefined })], { findByReferences });
    outbox.noteReceipt(9 as GatewayId, { id: '42', otherForms: ['2a', '66'], state: 'failed', words: 'UNDELIV' });
    outbox.noteReceipt(GATEWAY, { id: '42', otherForms: ['2a', '66'], state: 'delivered', words: 'DELIVRD' });
    await vi.waitFor(() => expect(stateOf('m1')).toBe('delivered'));
  });

  it('by our id or by the gateway’s own', async () => {
    const { outbox, stateOf, states } = anOutbox([aMessage(), aMessage({ id: 'm2' })], {
      texts: { send: async ({ messageId }) => sent(`ref-${messageId}`) },
    });
    await Promise.all([outbox.settled('m1'), outbox.settled('m2')]);
    outbox.noteReceipt(GATEWAY, { id: 'm1', state: 'delivered', words: 'DELIVRD' });
    outbox.noteReceipt(GATEWAY, { id: 'ref-m2', state: 'failed', words: 'UNDELIV' });
    await expect.poll(() => [stateOf('m1'), stateOf('m2')]).toEqual(['delivered', 'failed']);
    expect(states.at(-1)).toMatchObject({ problem: 'the gateway reports: UNDELIV' });
  });

  it('of another gateway with the same number of its own is not mistaken for it', async () => {
    const { outbox, stateOf } = anOutbox([aMessage()]);
    await outbox.settled('m1');
    outbox.noteReceipt(9 as GatewayId, { id: 'r1', state: 'failed', words: 'UNDELIV' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(stateOf('m1')).toBe('sent');
  });

  it('that is faster than the gateway’s answer comes after it', async () => {
    let release = (): void => {};
    const { outbox, stateOf, states } = anOutbox([aMessage()], {
      texts: { send: () => new Promise((resolve) => (release = () => resolve(sent('early')))) },
    });
    outbox.deliver('m1');
    await expect.poll(() => stateOf('m1')).toBe('sending');
    outbox.noteReceipt(GATEWAY, { id: 'early', state: 'delivered', words: 'DELIVRD' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    release();
    await expect.poll(() => states.map(({ state }) => state)).toEqual(['sending', 'sent', 'delivered']);
  });
});

describe('closing', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('begins nothing more and waits for what runs no longer than it may', async () => {
    const { outbox, stateOf } = anOutbox([aMessage(), aMessage({ id: 'm2' })], {
      atOnceMax: 1,
      texts: { send: () => new Promise(() => undefined) },
    });
    outbox.deliver('m1');
    outbox.deliver('m2');
    await new Promise(setImmediate);
    const closed = outbox.close(2000);
    await vi.advanceTimersByTimeAsync(2000);
    await closed;
    outbox.deliver('m2');
    await outbox.settled('m2');
    expect(stateOf('m1')).toBe('sending');
    expect(stateOf('m2')).toBe('queued');
  });
});
