/** Trunks that misbehave within a call, in the spirit of RFC 4475: the call comes to one end, and the next one works. */
import { afterEach, describe, expect, it } from 'vitest';
import { openMedia } from '../../../main/adapters/voice/media.ts';
import { createPhoneLines } from '../../../main/adapters/voice/phone-lines.ts';
import type { PhoneEnd, PhoneEvent, PhoneLineCall } from '../../../main/engine/delivery/phone-port.ts';
import type { IncomingRequest } from '../../../main/protocols/sip/message.ts';
import { closeAll, closers, type FakeTrunk, octets, settingsOf, textOf, udpTrunk } from './fake-trunk.ts';

afterEach(closeAll);

const media = (direction: string, port = 9): string =>
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 8\r\na=${direction}\r\n`;

type Placed = {
  readonly events: PhoneEvent[];
  readonly call: PhoneLineCall;
  readonly ended: Promise<PhoneEnd>;
};

async function callBy(trunk: FakeTrunk, answerTimeoutMilliseconds = 5_000): Promise<Placed> {
  const lines = createPhoneLines({ media: openMedia(), mediaPorts: () => ({ from: 40_000, to: 44_999 }) });
  closers.push(() => lines.close());
  await lines.replace([{ trunk: settingsOf(trunk.port), password: undefined }]);
  const events: PhoneEvent[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<PhoneEnd>();
  const callerId = { number: '+31201234567', displayName: '', isPrivate: false };
  const call = lines.call({ number: '+31612345678', callerId, answerTimeoutMilliseconds }, (event) => {
    events.push(event);
    if (event.kind === 'ended') resolve(event.end);
  });
  return { events, call, ended };
}
const kinds = ({ events }: Placed): readonly string[] => events.map(({ kind }) => kind);
const methods = ({ requests }: FakeTrunk): readonly string[] => requests.map(({ method }) => method);
const tagsOf = ({ requests }: FakeTrunk, wanted: string): readonly (string | undefined)[] =>
  requests.filter(({ method }) => method === wanted).map(({ envelope }) => envelope.toTag);

/** A request of the phone within the call that `invite` began. */
function within(invite: IncomingRequest | undefined, method: string, count: number, description = ''): Uint8Array {
  const lines = [
    `${method} sip:us SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK${method}${count}`,
    'From: <sip:phone@localhost>;tag=phone',
    `To: <sip:us>;tag=${invite?.envelope.fromTag}`,
    `Call-ID: ${invite?.envelope.callId}`,
    `CSeq: ${count} ${method}`,
    'Contact: <sip:phone@127.0.0.1>',
    ...(description === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${description.length}`,
  ];
  return octets(`${lines.join('\r\n')}\r\n\r\n${description}`);
}

/** The last word to `invite`, later than at once. */
function finalTo(invite: IncomingRequest | undefined, status: string, description = ''): Uint8Array {
  const { callId, fromTag, cseq } = invite?.envelope ?? {};
  const lines = [
    `SIP/2.0 ${status}`,
    `Via: ${invite?.headers.find(({ name }) => name === 'Via')?.value}`,
    `From: <sip:us>;tag=${fromTag}`,
    'To: <sip:phone@localhost>;tag=phone',
    `Call-ID: ${callId}`,
    `CSeq: ${cseq?.number} INVITE`,
    'Contact: <sip:phone@127.0.0.1>',
    ...(description === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${description.length}`,
  ];
  return octets(`${lines.join('\r\n')}\r\n\r\n${description}`);
}

describe('an INVITE', () => {
  it('that gets 100 and no more is cancelled when nobody answers in time', async () => {
    let invite: IncomingRequest | undefined;
    const trunk: FakeTrunk = await udpTrunk((request) => {
      if (request.method === 'INVITE') {
        invite = request;
        return { status: 100 };
      }
      return { status: 200 };
    });
    const placed = await callBy(trunk, 200);
    await expect.poll(() => methods(trunk)).toEqual(['INVITE', 'CANCEL']);
    expect(kinds(placed)).toEqual(['line-chosen']);
    trunk.send(finalTo(invite, '487 Request Terminated'));
    expect(await placed.ended).toMatchObject({ how: 'no-answer', wasAnswered: false, sipStatus: 487 });
  });

  it('whose answer overtakes the CANCEL is acknowledged and hung up', async () => {
    let invite: IncomingRequest | undefined;
    const trunk: FakeTrunk = await udpTrunk((request) => {
      if (request.method === 'INVITE') {
        invite = request;
        return { status: 180 };
      }
      if (request.method === 'CANCEL') setTimeout(() => trunk.send(finalTo(invite, '200 OK', media('sendrecv'))), 5);
      return { status: 200 };
    });
    const placed = await callBy(trunk, 150);
    expect(await placed.ended).toMatchObject({ how: 'no-answer', wasAnswered: false });
    await expect.poll(() => methods(trunk)).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    expect(kinds(placed)).toEqual(['line-chosen', 'ringing', 'ended']);
  });

  it('that two phones answer has one call: the other is acknowledged and hung up', async () => {
    const trunk = await udpTrunk(({ method }) =>
      method === 'INVITE'
        ? [
            { status: 180, toTag: 'a' },
            { status: 180, toTag: 'b' },
            { status: 200, toTag: 'b', description: media('sendrecv') },
            { status: 200, toTag: 'a', description: media('sendrecv') },
          ]
        : { status: 200 },
    );
    const placed = await callBy(trunk);
    await expect.poll(() => tagsOf(trunk, 'BYE')).toEqual(['a']);
    expect(tagsOf(trunk, 'ACK')).toEqual(['b', 'a']);
    expect(kinds(placed)).toEqual(['line-chosen', 'ringing', 'answered']);
    placed.call.hangUp();
    expect(await placed.ended).toMatchObject({ how: 'hung-up' });
    await expect.poll(() => tagsOf(trunk, 'BYE')).toEqual(['a', 'b']);
  });

  it('that is sent elsewhere goes nowhere: a redirection may lead to a number that costs', async () => {
    const elsewhere = await udpTrunk(() => ({ status: 200 }));
    const trunk = await udpTrunk(() => ({
      status: 302,
      reason: 'Moved Temporarily',
      headers: [['Contact', `<sip:+3290012345@127.0.0.1:${elsewhere.port}>`]],
    }));
    const placed = await callBy(trunk);
    expect(await placed.ended).toMatchObject({
      how: 'refused',
      sipStatus: 302,
      words: 'Moved Temporarily; redirections are not followed',
    });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a call that was answered', () => {
  const answered = async (): Promise<{ trunk: FakeTrunk; placed: Placed; invite: IncomingRequest | undefined }> => {
    const trunk = await udpTrunk(({ method }) => ({
      status: 200,
      ...(method === 'INVITE' && { description: media('sendrecv') }),
    }));
    const placed = await callBy(trunk);
    await expect.poll(() => kinds(placed)).toContain('answered');
    return { trunk, placed, invite: trunk.requests[0] };
  };

  it('is held and taken back, each with the answer that fits', async () => {
    const { trunk, placed, invite } = await answered();
    const steps = [
      ['sendonly', 'recvonly'],
      ['inactive', 'inactive'],
      ['sendrecv', 'sendrecv'],
    ] as const;
    for (const [at, [theirs]] of steps.entries()) {
      trunk.send(within(invite, 'INVITE', at + 1, media(theirs)));
      await expect.poll(() => trunk.responses.length).toBeGreaterThan(at);
      trunk.send(within(invite, 'ACK', at + 1));
    }
    const finals = trunk.responses.filter((text, at, all) => all.indexOf(text) === at);
    // a=sendrecv may be left out: it is what is meant without it (RFC 8866 §6.7).
    const directions = finals.map((text) => /a=(sendrecv|sendonly|recvonly|inactive)/.exec(text)?.[1] ?? 'sendrecv');
    expect(directions).toEqual(steps.map(([, ours]) => ours));
    const versions = finals.map((text) => Number(/o=- \d+ (\d+) /.exec(text)?.[1]));
    expect(versions).toEqual([2, 3, 4]);
    placed.call.hangUp();
    expect(await placed.ended).toMatchObject({ how: 'hung-up' });
  });

  it('says 488 to sound that it cannot take, and goes on as it was', async () => {
    const { trunk, placed, invite } = await answered();
    trunk.send(within(invite, 'INVITE', 1, media('sendrecv').replace('AVP 8', 'AVP 18')));
    await expect.poll(() => trunk.responses[0]?.slice(0, 11)).toBe('SIP/2.0 488');
    trunk.send(within(invite, 'ACK', 1));
    trunk.send(within(invite, 'BYE', 2));
    expect(await placed.ended).toMatchObject({ how: 'peer-hung-up', wasAnswered: true });
  });

  it('outlives octets that are no message, and messages that are half of one', async () => {
    const { trunk, placed, invite } = await answered();
    const whole = textOf(within(invite, 'BYE', 1));
    for (let at = 0; at < 200; at += 1) {
      const random = new Uint8Array(at * 7).map((_, place) => (place * 151 + at * 37) % 256);
      trunk.send(random);
      // Cut within its head: the last line end is missing.
      trunk.send(octets(whole.slice(0, Math.floor((at / 200) * (whole.length - 4)))));
    }
    trunk.send(within(invite, 'OPTIONS', 2));
    await expect.poll(() => trunk.responses.some((text) => text.includes('OPTIONS'))).toBe(true);
    expect(kinds(placed)).toEqual(['line-chosen', 'answered']);
    trunk.send(within(invite, 'BYE', 3));
    expect(await placed.ended).toMatchObject({ how: 'peer-hung-up' });
  });
});
