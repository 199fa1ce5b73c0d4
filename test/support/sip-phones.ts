/**
 * A trunk on loopback in this process with any number of phones behind it: the called number says which one rings, and each does
 * what the test wrote for it. Without account; for what only another program can prove there is sipp-phones.ts.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { encodeG711 } from '../../main/protocols/rtp/g711.ts';
import { decodeRtp } from '../../main/protocols/rtp/packet.ts';
import { openStreamSender, SAMPLES_A_MILLISECOND, type StreamSender } from '../../main/protocols/rtp/stream-sender.ts';
import { DIGITS, openDigitReader, telephoneEventSlots } from '../../main/protocols/rtp/telephone-event.ts';
import {
  formatMessage,
  header,
  headerValue,
  type IncomingRequest,
  NO_BODY,
  responseTo,
  type SipHeader,
} from '../../main/protocols/sip/message.ts';
import { parseMessage } from '../../main/protocols/sip/parse-message.ts';
import type { Act, PhoneScript, SoundAct } from './phone-script.ts';

export type SipPhone = PhoneScript<Act | SoundAct>;
export type SipPhones = {
  readonly port: number;
  /** From now on the phone of that number, as the trunk dials it, does this. Other numbers are unknown (404). */
  plug(number: string, phone: SipPhone): void;
  /** First INVITEs, in the order in which they came. */
  readonly invites: readonly IncomingRequest[];
  /** Keys that the phone of this number has heard in its calls. */
  keysHeardBy(number: string): string;
  close(): Promise<void>;
};

type PhoneCall = {
  readonly invite: IncomingRequest;
  readonly phone: SipPhone;
  readonly media: Socket;
  readonly callerPort: number;
  /** The last response to the INVITE, for copies of it. */
  answer: Uint8Array;
  heard: string;
  isStarted: boolean;
  isOver: boolean;
};

const PACKET_MILLISECONDS = 20;
const PACKET_SAMPLES = PACKET_MILLISECONDS * SAMPLES_A_MILLISECOND;
const KEY_MILLISECONDS = 60;
const PAUSE_SLOTS = 3;
const EVENTS = 101;
const PCMA = 8;
const TONE_PEAK = 8000;
const UNKNOWN: SipPhone = { kind: 'refuses', status: 404, words: 'Not Found', cause: 1 };
const CONTACT = header('Contact', '<sip:phone@127.0.0.1>');
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export async function startSipPhones(): Promise<SipPhones> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const phones = new Map<string, SipPhone>();
  const calls = new Map<string, PhoneCall>();
  const invites: IncomingRequest[] = [];
  const send = (bytes: Uint8Array, port: number): void => socket.send(bytes, port, '127.0.0.1');

  const respond = (request: IncomingRequest, status: number, extra: Parameters<typeof responseTo>[2] = {}): Uint8Array =>
    formatMessage(responseTo(request, status, { toTag: 'phone', ...extra }));
  const tell = (call: PhoneCall, status: number, extra: Parameters<typeof responseTo>[2] = {}): void => {
    call.answer = respond(call.invite, status, extra);
    send(call.answer, call.callerPort);
  };

  const invited = async (invite: IncomingRequest, callerPort: number): Promise<void> => {
    const { callId } = invite.envelope;
    const known = calls.get(callId);
    if (known !== undefined) {
      send(known.answer, callerPort);
      return;
    }
    const media = createSocket('udp4');
    const phone = phones.get(calledNumber(invite)) ?? UNKNOWN;
    const trying = respond(invite, 100);
    const call: PhoneCall = { invite, phone, media, callerPort, answer: trying, heard: '', isStarted: false, isOver: false };
    calls.set(callId, call);
    invites.push(invite);
    send(trying, callerPort);
    if (phone.kind === 'refuses') {
      tell(call, phone.status, { reason: phone.words, headers: [header('Reason', `Q.850;cause=${phone.cause}`)] });
      return;
    }
    tell(call, 180, { headers: [CONTACT] });
    if (phone.kind === 'rings') return;
    listen(call);
    media.bind(0, '127.0.0.1');
    await once(media, 'listening');
    const description = [
      ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
      ...[`m=audio ${media.address().port} RTP/AVP ${PCMA} ${EVENTS}`, `a=rtpmap:${EVENTS} telephone-event/8000`, ''],
    ];
    const headers = [CONTACT, header('Content-Type', 'application/sdp')];
    tell(call, 200, { headers, body: octets(description.join('\r\n')) });
  };

  const received = (request: IncomingRequest, port: number): void => {
    const call = calls.get(request.envelope.callId);
    switch (request.method) {
      case 'INVITE':
        void invited(request, port);
        return;
      case 'ACK':
        if (call?.phone.kind === 'answers' && !call.isStarted) {
          call.isStarted = true;
          void act(call, call.phone.acts, (bytes) => send(bytes, call.callerPort));
        }
        return;
      default:
        send(respond(request, 200), port);
        if (call === undefined) return;
        if (request.method === 'CANCEL') tell(call, 487, { reason: 'Request Terminated' });
        if (request.method === 'BYE') call.isOver = true;
    }
  };
  socket.on('message', (bytes, { port }) => {
    const parsed = parseMessage(bytes);
    if (parsed.ok && parsed.message.kind === 'request') received(parsed.message, port);
  });

  return {
    port: socket.address().port,
    plug: (number, phone) => phones.set(number, phone),
    invites,
    keysHeardBy: (number) =>
      [...calls.values()]
        .filter(({ invite }) => calledNumber(invite) === number)
        .map(({ heard }) => heard)
        .join(''),
    async close() {
      for (const { media, phone } of calls.values()) if (phone.kind === 'answers') media.close();
      for (const call of calls.values()) call.isOver = true;
      socket.close();
      await once(socket, 'close');
    },
  };
}

export function calledNumber({ uri }: IncomingRequest): string {
  return /^sips?:([^@;]*)/.exec(uri)?.[1] ?? '';
}

function listen(call: PhoneCall): void {
  const reader = openDigitReader();
  call.media.on('message', (datagram) => {
    const packet = decodeRtp(datagram);
    if (typeof packet === 'string' || packet.payloadType !== EVENTS) return;
    const { payload, timestamp, marker, ssrc } = packet;
    call.heard += reader.read({ payload, timestamp, marker, ssrc }) ?? '';
  });
}

/** Ends early when the caller says good-bye. */
async function act(call: PhoneCall, acts: readonly (Act | SoundAct)[], send: (bytes: Uint8Array) => void): Promise<void> {
  const port = Number(/^m=audio (\d+)/m.exec(new TextDecoder().decode(call.invite.body))?.[1] ?? 0);
  const sender = openStreamSender({
    ssrc: port,
    firstSequence: 1,
    firstTimestamp: 1,
    packetMilliseconds: PACKET_MILLISECONDS,
    startsAt: performance.now(),
  });
  const speak = async (slots: readonly (Parameters<StreamSender['send']>[0] | undefined)[]): Promise<void> => {
    for (const slot of slots) {
      if (call.isOver) return;
      if (slot === undefined) sender.rest();
      else call.media.send(sender.send(slot), port, '127.0.0.1');
      await sleep(PACKET_MILLISECONDS);
    }
  };
  for (const next of acts) {
    if (call.isOver) return;
    switch (next.kind) {
      case 'wait':
        await sleep(next.milliseconds);
        break;
      case 'hear':
        while (!call.isOver && !call.heard.includes(next.keys)) await sleep(PACKET_MILLISECONDS);
        break;
      case 'press':
        await speak(Array.from(next.keys, slotsOfKey).flat());
        break;
      case 'tone':
        await speak(slotsOfTone(next.hertz, next.milliseconds));
        break;
      case 'hang-up':
        send(goodBye(call.invite, next.cause));
        return;
    }
  }
}

function slotsOfKey(key: string) {
  const digit = DIGITS.find((known) => known === key) ?? '#';
  const press = { payloadType: EVENTS, packetMilliseconds: PACKET_MILLISECONDS, durationMilliseconds: KEY_MILLISECONDS };
  return [...telephoneEventSlots(digit, press), ...new Array<undefined>(PAUSE_SLOTS).fill(undefined)];
}

/** And a moment of silence, by which its end is known. */
function slotsOfTone(hertz: number, milliseconds: number) {
  const count = Math.ceil(milliseconds / PACKET_MILLISECONDS);
  return Array.from({ length: count + PAUSE_SLOTS * 2 }, (_, slot) => {
    const peak = slot < count ? TONE_PEAK : 0;
    const samples = Int16Array.from({ length: PACKET_SAMPLES }, (_, at) => {
      const seconds = (slot * PACKET_SAMPLES + at) / (SAMPLES_A_MILLISECOND * 1000);
      return peak * Math.sin(2 * Math.PI * hertz * seconds);
    });
    return { payloadType: PCMA, payload: encodeG711('PCMA', samples) };
  });
}

function goodBye(invite: IncomingRequest, cause: number): Uint8Array {
  const value = (name: 'From' | 'To' | 'Call-ID' | 'Contact'): string => headerValue(invite, name) ?? '';
  const headers: readonly SipHeader[] = [
    header('Via', `SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK-bye-${invite.envelope.fromTag}`),
    header('From', `${value('To')};tag=phone`),
    header('To', value('From')),
    header('Call-ID', value('Call-ID')),
    header('CSeq', '1 BYE'),
    header('Max-Forwards', '70'),
    header('Reason', `Q.850;cause=${cause}`),
  ];
  const uri = /<([^>]*)>/.exec(value('Contact'))?.[1] ?? '';
  return formatMessage({ kind: 'request', method: 'BYE', uri, headers, body: NO_BODY });
}
