/** RFC 3261 §7, §18.3, §25, and messages with the ideas of RFC 4475 §3.1 to §3.3 in other words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADERS_MAX, MESSAGE_MAX_BYTES } from '../../../main/protocols/sip/limits.ts';
import {
  formatMessage,
  hasListed,
  header,
  headerList,
  headerValue,
  headerValues,
  responseTo,
  type SipMessage,
} from '../../../main/protocols/sip/message.ts';
import { parseNameAddr } from '../../../main/protocols/sip/name-addr.ts';
import { parseMessage } from '../../../main/protocols/sip/parse-message.ts';
import { branchOf } from '../../../main/protocols/sip/via.ts';
import { mustParse, octets, requestLines, reread, responseLines } from './message-text.ts';

function refusalOf(...lines: readonly string[]): string {
  const parsed = parseMessage(octets(...lines));
  return parsed.ok ? 'accepted' : parsed.reason;
}

describe('valid messages that are hard to read', () => {
  it('folding, compact forms, odd case, white space around colons, leading zeros (as §3.1.1.1)', () => {
    const message = mustParse(
      octets(
        'INVITE sip:desk@pbx.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:desk@pbx.example.com ;   tag    = 19181',
        'f   : "Anna \\\\\\""       <sip:anna@example.com>',
        '  ;',
        '  tag = 98as',
        'MaX-fOrWaRdS: 0068',
        'i: folded.1@192.0.2.1',
        'l   : 4',
        'cseq: 0009',
        '  INVITE',
        'Via  : SIP  /   2.0',
        ' /udp',
        '    192.0.2.2:5070;branch=390skd',
        's :',
        'NewHeader:   new value',
        '\tgoes on',
        'Unknown: ;;,,;;,;',
        'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
        '  branch  =   z9hG4bK9ikj8  ,',
        ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
        ' z9hG4bK30239',
        'm:"Quoted \\"\\"" <sip:anna@example.com> ; newparam =',
        '      newvalue ;',
        '  secondparam ; q = 0.33',
        '',
        'v=0\n',
      ),
    );
    expect(message.envelope).toMatchObject({
      via: { transport: 'UDP', host: '192.0.2.2', port: 5070 },
      from: { displayName: 'Anna \\"', uri: 'sip:anna@example.com' },
      fromTag: '98as',
      toTag: '19181',
      callId: 'folded.1@192.0.2.1',
      cseq: { number: 9, method: 'INVITE' },
    });
    expect(headerValue(message, 'Subject')).toBe('');
    expect(message.headers.find(({ name }) => name === 'NewHeader')?.value).toBe('new value goes on');
    expect(headerList(message, 'Via')).toHaveLength(3);
    const contact = parseNameAddr(headerValue(message, 'Contact') ?? '');
    expect(contact?.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['newparam', 'newvalue'],
      ['secondparam', undefined],
      ['q', '0.33'],
    ]);
    expect(new TextDecoder().decode(message.body)).toBe('v=0\n');
  });

  it('the whole set of characters of a token, escaped controls in quotes, UTF-8 values (as §3.1.1.2)', () => {
    const method = "!odd-Method09_*+`.%indeed'~";
    const text = requestLines(
      `${method} sip:1_un.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d@example.com SIP/2.0`,
      "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
      'To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_un@example.com>',
      `From: token1~\` token2'+_ token3*%!.- <sip:m@example.com>;p''~+*_!.-%="работает";tag=_tok~1'+\`*%!-.`,
      'Call-ID: odd.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
      `CSeq: 139122385 ${method}`,
      "extension-!.%*+_`'~: 大停電",
    );
    const message = mustParse(octets(...text));
    expect(message.envelope.cseq.method).toBe(method);
    expect(message.envelope.fromTag).toBe("_tok~1'+`*%!-.");
    expect(branchOf(message.envelope.via)).toBe("z9hG4bK-.!%66*_+`'~");
    expect(message.headers.at(-1)?.value).toBe('大停電');
    expect(reread(message)).toEqual({ ...message, headers: [...message.headers, { name: 'Content-Length', value: '0' }] });
    if (message.kind === 'request') expect(() => formatMessage(responseTo(message, 501))).not.toThrow();
  });

  it.each([
    ['no reason phrase (as §3.1.1.13)', 'SIP/2.0 100 ', 100, ''],
    ['not even the space behind the status', 'SIP/2.0 100', 100, ''],
    [
      'a reason phrase in UTF-8 (as §3.1.1.12)',
      'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто',
      200,
      '= 2**3 * 5**2 но сто девяносто',
    ],
    ['a version in lower case', 'sip/2.0 486 Busy Here', 486, 'Busy Here'],
  ])('%s', (_name, start, status, reason) => {
    expect(mustParse(octets(...responseLines(start)))).toMatchObject({ kind: 'response', status, reason });
  });

  it('octets behind Content-Length do not belong to the message (as §3.1.1.8)', () => {
    const text = [...requestLines('Content-Length: 3').slice(0, -1), 'abcINVITE sip:second@example.com SIP/2.0', ''];
    expect(new TextDecoder().decode(mustParse(octets(...text)).body)).toBe('abc');
  });
  it('without Content-Length the datagram is the body; empty lines before the start line are none', () => {
    const text = ['', '', ...requestLines().slice(0, -1), 'abc'];
    expect(new TextDecoder().decode(mustParse(octets(...text)).body)).toBe('abc');
  });
  it('lines that end in LF alone', () => {
    const bytes = new TextEncoder().encode([...requestLines().slice(0, -1), 'abc'].join('\n'));
    expect(new TextDecoder().decode(mustParse(bytes).body)).toBe('abc');
  });
  it('an unknown scheme and an unknown method are for the layer above (as §3.3.2)', () => {
    expect(mustParse(octets(...requestLines('NEWMETHOD nobody-knows:this SIP/2.0', 'CSeq: 1 NEWMETHOD')))).toMatchObject({
      method: 'NEWMETHOD',
      uri: 'nobody-knows:this',
    });
  });
  it('octets that are no UTF-8 do not hinder', () => {
    const bytes = octets(...requestLines('Subject: x'));
    bytes[bytes.length - 5] = 0xff;
    expect(headerValue(mustParse(bytes), 'Subject')).toBe('\ufffd');
  });
});

describe('invalid messages', () => {
  it.each([
    ['empty', 'a keep-alive', ['', '', '']],
    ['head-unterminated', 'no empty line', ['OPTIONS sip:a@b SIP/2.0', 'To: <sip:a@b>', '']],
    ['start-line-malformed', 'a Request-URI in brackets (as §3.1.2.7)', requestLines('OPTIONS <sip:a@b> SIP/2.0')],
    ['start-line-malformed', 'white space in the Request-URI (as §3.1.2.8)', requestLines('OPTIONS sip:a@b; lr SIP/2.0')],
    ['start-line-malformed', 'two spaces (as §3.1.2.9)', requestLines('OPTIONS  sip:a@b  SIP/2.0')],
    ['start-line-malformed', 'a method that is no token', requestLines('OPT{}IONS sip:a@b SIP/2.0')],
    ['start-line-malformed', 'a status out of range (as §3.1.2.19)', responseLines('SIP/2.0 4294967301 better not break')],
    ['start-line-malformed', 'a status of 7xx', responseLines('SIP/2.0 700 Seven')],
    ['start-line-malformed', 'a status of 099', responseLines('SIP/2.0 099 Ninety-nine')],
    ['version-unsupported', 'another version (as §3.1.2.16)', requestLines('OPTIONS sip:a@b SIP/7.0')],
    ['header-malformed', 'a line without a colon', requestLines('no colon here')],
    ['header-malformed', 'a carriage return alone', requestLines('Subject: a\rTo: b')],
    ['header-malformed', 'a carriage return alone in a folded line', requestLines('Subject: a', ' b\rTo: b')],
    ['header-malformed', 'a name that is no token', requestLines('Sub ject: x')],
    ['header-repeated', 'two Call-IDs (as §3.3.9)', requestLines('Call-ID: a', 'Call-ID: b')],
    ['header-repeated', 'two lengths, one in compact form', requestLines('Content-Length: 0', 'l: 0')],
    [
      'header-missing',
      'no Call-ID, From, To (as §3.3.1)',
      ['OPTIONS sip:a@b SIP/2.0', 'CSeq: 1 OPTIONS', 'Via: SIP/2.0/UDP h', '', ''],
    ],
    ['header-missing', 'an empty Call-ID', requestLines('Call-ID:')],
    ['content-length-malformed', 'a negative length (as §3.1.2.3)', requestLines('Content-Length: -999')],
    ['content-length-malformed', 'a length in words', requestLines('Content-Length: four')],
    ['body-truncated', 'a length over the body (as §3.1.2.2)', requestLines('Content-Length: 9999')],
    ['via-malformed', 'semicolons and commas of nothing (as §3.1.2.1)', requestLines('Via: SIP/2.0/UDP 192.0.2.15;;,;,,')],
    ['via-malformed', 'another protocol', requestLines('Via: HTTP/1.1/TCP 192.0.2.15;branch=z9hG4bK1')],
    ['via-malformed', 'a port over 65535', requestLines('Via: SIP/2.0/UDP h:65536;branch=z9hG4bK1')],
    ['address-malformed', 'a quote left open (as §3.1.2.6)', requestLines('To: "Mr. J. User <sip:j@example.com>')],
    ['address-malformed', 'a comma in an unquoted name (as §3.1.2.15)', requestLines('From: Bell, Anna <sip:a@b>;tag=1')],
    ['address-malformed', 'no URI', requestLines('To: <>')],
    ['address-malformed', 'a Call-ID of two words', requestLines('Call-ID: a b')],
    ['cseq-malformed', 'a number over 2^31 (as §3.1.2.4)', requestLines('CSeq: 36893488147419103232 OPTIONS')],
    ['cseq-malformed', 'no method', requestLines('CSeq: 5')],
    ['cseq-method-mismatch', 'two methods (as §3.1.2.17)', requestLines('CSeq: 8 INVITE')],
  ])('%s: %s', (reason, _name, lines) => {
    expect(refusalOf(...lines)).toBe(reason);
  });
  it('limits hold on both sides', () => {
    const fields = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: y`);
    expect(refusalOf(...requestLines(...fields(HEADERS_MAX - 5)))).toBe('accepted');
    expect(refusalOf(...requestLines(...fields(HEADERS_MAX - 4)))).toBe('too-many-headers');
    const head = requestLines().join('\r\n').length;
    expect(refusalOf(`${requestLines().join('\r\n')}${'x'.repeat(MESSAGE_MAX_BYTES - head)}`)).toBe('accepted');
    expect(refusalOf(`${requestLines().join('\r\n')}${'x'.repeat(MESSAGE_MAX_BYTES - head + 1)}`)).toBe('too-long');
  });
});

describe('writing', () => {
  const request: SipMessage = {
    kind: 'request',
    method: 'INVITE',
    uri: 'sip:+31612345678@trunk.example.com',
    headers: [
      header('Via', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1'),
      header('From', '"Jörg" <sip:1@example.com>;tag=a'),
      header('To', '<sip:2@example.com>'),
      header('Call-ID', 'x'),
      header('CSeq', '1 INVITE'),
      header('Supported', 'timer, 100rel'),
      header('Supported', 'Path'),
    ],
    body: new TextEncoder().encode('é'),
  };
  it('Content-Length counts octets and stands last; a wrong one is not kept', () => {
    const text = new TextDecoder().decode(
      formatMessage({ ...request, headers: [header('Content-Length', '77'), ...request.headers] }),
    );
    expect(text).toMatch(/\r\nContent-Length: 2\r\n\r\né$/);
    expect(text).not.toContain('77');
  });
  it('a value may not end its line', () => {
    expect(() => formatMessage({ ...request, headers: [header('Subject', 'a\r\nTo: b')] })).toThrow(RangeError);
    expect(() => formatMessage({ ...request, uri: 'sip:a\n@b' })).toThrow(RangeError);
  });
  it('lists are read over fields and commas, and names without case', () => {
    expect(headerList(request, 'Supported')).toEqual(['timer', '100rel', 'Path']);
    expect(headerValues(request, 'Supported')).toHaveLength(2);
    expect(hasListed(request, 'Supported', 'path')).toBe(true);
    expect(hasListed(request, 'Supported', 'pat')).toBe(false);
  });
  it('a response copies what RFC 3261 §8.2.6.2 names, and adds its tag once', () => {
    const incoming = mustParse(
      octets(...requestLines('Via: SIP/2.0/UDP a;branch=z9hG4bK1', 'Via: SIP/2.0/UDP b;branch=z9hG4bK2', 'Subject: s')),
    );
    if (incoming.kind !== 'request') throw new Error('no request');
    const response = responseTo(incoming, 405, { toTag: 't9', headers: [header('Allow', 'BYE')] });
    expect(headerValues(response, 'Via')).toHaveLength(2);
    expect(headerValue(response, 'To')).toBe('<sip:desk@pbx.example.com>;tag=t9');
    expect(headerValue(response, 'Subject')).toBeUndefined();
    expect(response.reason).toBe('Method Not Allowed');
    expect(headerValue(responseTo(incoming, 100, { toTag: 't9' }), 'To')).toBe('<sip:desk@pbx.example.com>');
    expect(reread(response).envelope.toTag).toBe('t9');
  });
});

describe('properties', () => {
  const token = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,20}$/);
  const value = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[\r\n]/.test(text) && text === text.trim());
  const message: fc.Arbitrary<SipMessage> = fc.record({
    kind: fc.constant('request' as const),
    method: token,
    uri: fc.constantFrom('sip:a@example.com', 'tel:+31201234567', 'other:thing'),
    headers: fc.array(fc.record({ name: token.map((name) => `X-${name}`), value }), { maxLength: 10 }),
    body: fc.uint8Array({ maxLength: 300 }),
  });
  it('what is written reads as the same', () => {
    fc.assert(
      fc.property(message, (written) => {
        const usual = [
          header('Via', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1'),
          header('From', '<sip:1@example.com>;tag=a'),
          header('To', '<sip:2@example.com>'),
          header('Call-ID', 'x'),
          header('CSeq', `1 ${written.kind === 'request' ? written.method : ''}`),
        ];
        const whole = { ...written, headers: [...usual, ...written.headers] };
        const { envelope, ...read } = reread(whole);
        expect(envelope.callId).toBe('x');
        expect(read).toEqual({ ...whole, headers: [...whole.headers, header('Content-Length', String(whole.body.length))] });
      }),
      { numRuns: 200 },
    );
  });
  it('junk is refused or read, and never throws', () => {
    const base = octets(...requestLines('Content-Length: 3', 'Contact: <sip:a@b>;expires=3'));
    const bent = fc
      .array(fc.record({ at: fc.nat({ max: base.length - 1 }), byte: fc.nat({ max: 255 }) }), { minLength: 1, maxLength: 12 })
      .map((changes) => {
        const bytes = base.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), bent), (bytes) => {
        const parsed = parseMessage(bytes);
        if (!parsed.ok) return;
        const { message: read } = parsed;
        // Whatever was believed can be answered.
        if (read.kind === 'request') expect(parseMessage(formatMessage(responseTo(read, 400, { toTag: 'x' }))).ok).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
