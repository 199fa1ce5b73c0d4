/** Messages as lines in a test, and as octets for the code under test. */
import { formatMessage, type IncomingMessage, type SipMessage } from '../../../main/protocols/sip/message.ts';
import { parseMessage } from '../../../main/protocols/sip/parse-message.ts';

export function octets(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\r\n'));
}

/** A request with what every message must have; `lines` replace those of the same name or are added. */
export function requestLines(...lines: readonly string[]): readonly string[] {
  return withLines('OPTIONS sip:desk@pbx.example.com SIP/2.0', 'OPTIONS', lines);
}

export function responseLines(...lines: readonly string[]): readonly string[] {
  return withLines('SIP/2.0 200 OK', 'INVITE', lines);
}

function withLines(start: string, method: string, lines: readonly string[]): readonly string[] {
  const nameOf = (line: string) => line.split(':')[0]?.trim().toLowerCase();
  const given = new Set(lines.map(nameOf));
  const usual = [
    'Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKa1',
    'From: <sip:caller@example.com>;tag=f1',
    'To: <sip:desk@pbx.example.com>',
    'Call-ID: c1@192.0.2.7',
    `CSeq: 7 ${method}`,
  ];
  const isStart = (line: string) => /^SIP\/|SIP\/\d+\.\d+$/i.test(line);
  return [
    lines.find(isStart) ?? start,
    ...usual.filter((line) => !given.has(nameOf(line))),
    ...lines.filter((line) => !isStart(line)),
    '',
    '',
  ];
}

/** The message, or an error that names the refusal. */
export function mustParse(bytes: Uint8Array): IncomingMessage {
  const parsed = parseMessage(bytes);
  if (!parsed.ok) throw new Error(`refused: ${parsed.reason}`);
  return parsed.message;
}

export function reread(message: SipMessage): IncomingMessage {
  return mustParse(formatMessage(message));
}
