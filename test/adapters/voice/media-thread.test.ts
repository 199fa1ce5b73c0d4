/** Media in a thread of its own: the same as in this one, whatever this one does, and calls that end when it fails. */
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import type { Media, OpenedMedia } from '../../../main/adapters/voice/media.ts';
import { openMediaThread } from '../../../main/adapters/voice/media-thread.ts';
import type { MediaEvent, MediaFact } from '../../../main/adapters/voice/rtp-session.ts';
import { agreed } from './media-agreement.ts';

const PORTS = { from: 30_000, to: 39_999 };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function openThread(options?: Parameters<typeof openMediaThread>[0]): Media {
  const media = openMediaThread(options);
  closers.push(media.close);
  return media;
}

type End = OpenedMedia & { readonly events: MediaEvent[]; readonly facts: MediaFact[]; readonly losses: string[] };

async function openEnd(media: Media): Promise<End> {
  const events: MediaEvent[] = [];
  const facts: MediaFact[] = [];
  const losses: string[] = [];
  const opened = await media.open({
    address: '127.0.0.1',
    ports: PORTS,
    isSymmetric: true,
    onEvent: (event) => events.push(event),
    onFact: (fact) => facts.push(fact),
    onLost: () => losses.push('lost'),
  });
  if ('problem' in opened) throw new Error(opened.problem);
  return { ...opened, events, facts, losses };
}

describe('the thread of all media', () => {
  it('carries keys, sounds and figures between two calls', async () => {
    const media = openThread();
    const [one, other] = [await openEnd(media), await openEnd(media)];
    one.session.agree(agreed(other.port));
    other.session.agree(agreed(one.port));
    one.session.play([new Int16Array(800).fill(8_000)], 4);
    one.session.sendKeys([{ kind: 'key', key: '#' }]);
    await expect.poll(() => one.events).toEqual([{ kind: 'keys-sent' }, { kind: 'played', playId: 4 }]);
    await expect.poll(() => other.events).toEqual([{ kind: 'key', key: '#' }]);
    expect(other.facts).toMatchObject([{ kind: 'first-packet' }, { kind: 'key', key: '#', way: 'event' }]);
    await expect.poll(() => other.session.figures()?.received).toBeGreaterThan(10);
    one.session.close();
    const { length } = other.events;
    other.session.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(other.events).toHaveLength(length);
  });

  it('keeps its pace while this thread is busy', async () => {
    const end = await openEnd(openThread());
    const phone = createSocket('udp4');
    closers.push(() => phone.close());
    await new Promise<void>((resolve) => phone.bind(0, '127.0.0.1', resolve));
    let packets = 0;
    phone.on('message', () => (packets += 1));
    end.session.agree(agreed(phone.address().port));
    await expect.poll(() => packets).toBeGreaterThan(0);
    packets = 0;
    const from = performance.now();
    while (performance.now() < from + 500);
    // What the kernel has kept in the meantime.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(packets).toBeGreaterThan(15);
    expect(packets).toBeLessThan((performance.now() - from) / 20 + 3);
  });

  it('says why no session opens', async () => {
    const media = openThread();
    const { port } = await openEnd(media);
    const range = { from: port - 1, to: port + 1 };
    const order = { address: '127.0.0.1', ports: range, isSymmetric: true, onEvent: () => undefined, onLost: () => undefined };
    expect(await media.open(order)).toEqual({ problem: 'no media port is free' });
  });

  it('tells its calls when it ends by a fault, and the next call has a new one', async () => {
    const failures: unknown[] = [];
    const media = openThread({
      file: new URL('../../support/dying-media.mjs', import.meta.url),
      onFailed: (error) => failures.push(error),
    });
    const end = await openEnd(media);
    end.session.agree(agreed(9));
    await expect.poll(() => end.losses).toEqual(['lost']);
    expect(failures).toMatchObject([{ message: 'cannot agree' }]);
    end.session.close();
    expect((await openEnd(media)).losses).toEqual([]);
  });

  it('ends with what is still open in it', async () => {
    const media = openMediaThread();
    const end = await openEnd(media);
    await media.close();
    expect(end.losses).toEqual(['lost']);
  });
});
