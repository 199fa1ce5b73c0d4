/** Which trunk a call goes by, and when the next one is asked. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LineEvent } from '../../../main/adapters/voice/line-call.ts';
import { openMediaClock } from '../../../main/adapters/voice/media-clock.ts';
import { openPhoneLines, type PhoneLines } from '../../../main/adapters/voice/phone-lines.ts';
import { closeAll, closers, trunkOf, udpTrunk } from './fake-trunk.ts';

afterEach(closeAll);

describe('several trunks', () => {
  const order = {
    number: '31612345678',
    callerId: { number: '31201234567', displayName: undefined, isPrivate: false },
    answerTimeoutMilliseconds: 5_000,
  };
  const linesTo = (ports: readonly number[]): PhoneLines => {
    const trunks = ports.map((port, at) => ({ name: `trunk ${at}`, trunk: trunkOf(port) }));
    const lines = openPhoneLines(trunks, openMediaClock());
    closers.push(() => lines.close());
    return lines;
  };
  const callBy = (lines: PhoneLines): Promise<readonly string[]> =>
    new Promise((resolve) => {
      const told: string[] = [];
      lines.call(order, (event) => {
        told.push(event.kind === 'passed-over' ? `${event.trunk}: ${event.end.sipStatus ?? event.end.how}` : event.kind);
        if (event.kind === 'ended') resolve([...told, `${event.end.sipStatus ?? event.end.how}`]);
      });
    });

  it.each([500, 503, 403, undefined])(
    'go on to the next where the first fails with %s, and ask it last from then on',
    async (status) => {
      const first = await udpTrunk(() => (status === undefined ? undefined : { status }));
      const second = await udpTrunk(() => ({ status: 486 }));
      const lines = linesTo([first.port, second.port]);
      expect(await callBy(lines)).toEqual([`trunk 0: ${status ?? 'timed-out'}`, 'ended', '486']);
      const asked = first.requests.length;
      expect(await callBy(lines)).toEqual(['ended', '486']);
      expect(first.requests.length).toBe(asked);
    },
  );

  it.each([404, 480, 486, 603])('do not call a phone twice that has said %i', async (status) => {
    const first = await udpTrunk(() => ({ status }));
    const second = await udpTrunk(() => ({ status: 486 }));
    expect(await callBy(linesTo([first.port, second.port]))).toEqual(['ended', `${status}`]);
    expect(second.requests).toEqual([]);
  });

  it('tell the last failure when every trunk fails, and try them all again for the next call', async () => {
    const both = [await udpTrunk(() => ({ status: 503 })), await udpTrunk(() => ({ status: 500 }))];
    const lines = linesTo(both.map(({ port }) => port));
    expect(await callBy(lines)).toEqual(['trunk 0: 503', 'ended', '500']);
    expect(await callBy(lines)).toEqual(['trunk 0: 503', 'ended', '500']);
  });

  it('ask no other trunk once the call is hung up', async () => {
    const first = await udpTrunk(() => undefined);
    const second = await udpTrunk(() => ({ status: 486 }));
    const ended = new Promise<LineEvent>((resolve) => {
      const call = linesTo([first.port, second.port]).call(order, (event) => event.kind === 'ended' && resolve(event));
      void expect
        .poll(() => first.requests.length)
        .toBe(1)
        .then(() => call.hangUp());
    });
    await ended;
    expect(second.requests).toEqual([]);
  });
});
