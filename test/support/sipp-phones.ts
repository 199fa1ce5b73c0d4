/**
 * One sipp as a trunk with an account and any number of phones behind it: the called number says which one rings, and each does
 * what the test wrote for it. A scenario is written from that, with sipp's own recordings of keys.
 */
import { readFileSync } from 'node:fs';
import type { Act, PhoneScript } from './phone-script.ts';
import { type Sipp, startSipp } from './sipp.ts';

const RECORDINGS = '/usr/share/sip-tester/dtmf_2833_';
/** Milliseconds from one key to the next; a recording lasts 140. */
const KEY_MILLISECONDS = 260;
const FOLDER = new URL('sipp/', import.meta.url).pathname;

export type SippPhonesOptions = {
  readonly account: string;
  readonly password: string;
  /** By called number, as the trunk dials it. */
  readonly phones: Readonly<Record<string, PhoneScript>>;
  /** Calls until sipp ends by itself; a phone each unless told. */
  readonly callCount?: number;
  readonly timeoutSeconds?: number;
  /** Every message as sipp saw it. */
  readonly isTracing?: boolean;
};

export async function startSippPhones(options: SippPhonesOptions): Promise<Sipp> {
  const { account, password, phones, callCount = Object.keys(phones).length } = options;
  const numbers = Object.keys(phones);
  const choices = numbers.map(
    (number, at) => `<ereg regexp="${number.replace('+', '')}@" search_in="hdr" header="To:" assign_to="is${at}"/>`,
  );
  const branches = numbers.map((_, at) => `<nop next="phone${at}" test="is${at}"/>`);
  const parts: Readonly<Record<string, string>> = {
    choices: choices.join('\n'),
    branches: branches.join('\n'),
    phones: Object.values(phones)
      .map((phone, at) => `<label id="phone${at}"/>\n${scriptOf(phone)}\n<nop next="end"/>`)
      .join('\n'),
  };
  const text = readFileSync(`${FOLDER}phones.xml`, 'latin1').replaceAll(/%(\w+)%/g, (_, name) => parts[name] ?? '');
  const { timeoutSeconds = 30, isTracing = false } = options;
  return startSipp({ text, callCount, timeoutSeconds, isTracing, keywords: { account, password } });
}

function scriptOf(phone: PhoneScript): string {
  switch (phone.kind) {
    case 'rings':
      return [TRYING, RINGING, '<recv request="CANCEL"/>', DONE, TERMINATED, '<recv request="ACK"/>'].join('\n');
    case 'refuses': {
      const reason = `Reason: Q.850;cause=${phone.cause}`;
      return [TRYING, answer(`${phone.status} ${phone.words}`, reason), '<recv request="ACK"/>'].join('\n');
    }
    case 'answers': {
      const acts = phone.acts.map(actOf);
      const end = phone.acts.at(-1)?.kind === 'hang-up' ? [] : ['<recv request="BYE"/>', DONE];
      return [TRYING, RINGING, ANSWER, '<recv request="ACK"/>', ...acts, ...end].join('\n');
    }
  }
}

function actOf(act: Act): string {
  switch (act.kind) {
    case 'wait':
      return `<pause milliseconds="${act.milliseconds}"/>`;
    case 'hang-up':
      return `${goodBye(act.cause)}\n<recv response="200"/>`;
    case 'press':
      return Array.from(act.keys, pressOf).join(`\n<pause milliseconds="${KEY_MILLISECONDS}"/>\n`);
  }
}

function pressOf(key: string): string {
  const name = key === '#' ? 'pound' : key === '*' ? 'star' : key;
  return `<nop><action><exec play_pcap_audio="${RECORDINGS}${name}.pcap"/></action></nop>`;
}

const CONTACT = 'Contact: <sip:phone@[local_ip]:[local_port];transport=[transport]>';

function answer(status: string, ...more: readonly string[]): string {
  const tag = status.startsWith('100') ? '' : ';tag=[pid]phone[call_number]';
  const head = [`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', `[last_To:]${tag}`, '[last_Call-ID:]', '[last_CSeq:]'];
  return send([...head, CONTACT, ...more, 'Content-Length: 0', '']);
}
const send = (lines: readonly string[], attributes = ''): string =>
  `<send${attributes}><![CDATA[\n${lines.join('\n')}\n]]></send>`;

const TRYING = answer('100 Trying');
const RINGING = answer('180 Ringing');
/** To a request within the call, whose To has its tag already. */
const DONE = send([
  'SIP/2.0 200 OK',
  '[last_Via:]',
  '[last_From:]',
  '[last_To:]',
  '[last_Call-ID:]',
  '[last_CSeq:]',
  'Content-Length: 0',
  '',
]);
const TERMINATED = send(
  [
    'SIP/2.0 487 Request Terminated',
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[pid]phone[call_number]',
    '[last_Call-ID:]',
    'CSeq:[$cseq]',
    'Content-Length: 0',
    '',
  ],
  ' retrans="500"',
);
const ANSWER = send(
  [
    'SIP/2.0 200 OK',
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[pid]phone[call_number]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    CONTACT,
    'Content-Type: application/sdp',
    'Content-Length: [len]',
    '',
    'v=0',
    'o=- 1 1 IN IP[local_ip_type] [local_ip]',
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    'm=audio [media_port] RTP/AVP 8 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
  ],
  ' retrans="500"',
);
function goodBye(cause: number): string {
  return send(
    [
      'BYE [$contact] SIP/2.0',
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'From: <sip:phone@[local_ip]:[local_port]>;tag=[pid]phone[call_number]',
      'To:[$caller]',
      '[last_Call-ID:]',
      'CSeq: 1 BYE',
      'Max-Forwards: 70',
      `Reason: Q.850;cause=${cause}`,
      'Content-Length: 0',
      '',
    ],
    ' retrans="500"',
  );
}
