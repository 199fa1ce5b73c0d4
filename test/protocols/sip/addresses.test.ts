/** URIs (RFC 3261 §19.1, RFC 3966), name-addr (§20, §25.1), Via (§20.42, §18.2, RFC 3581) and caller ID (RFC 3325, RFC 3323). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAddress, identityHeaders } from '../../../main/protocols/sip/caller-identity.ts';
import { headerValues, responseTo } from '../../../main/protocols/sip/message.ts';
import { formatNameAddr, nameAddr, parseNameAddr, tagOf, withTag } from '../../../main/protocols/sip/name-addr.ts';
import { stampRequest } from '../../../main/protocols/sip/source-stamp.ts';
import { splitList } from '../../../main/protocols/sip/syntax.ts';
import { calledPart, escapeUser, formatUri, isSameUri, parseUri, unescapeUser } from '../../../main/protocols/sip/uri.ts';
import { branchOf, formatVia, ourVia, parseVia, seenAs, stampSource } from '../../../main/protocols/sip/via.ts';
import { mustParse, octets, requestLines, reread } from './message-text.ts';

function mustParseUri(text: string) {
  const uri = parseUri(text);
  if (uri === undefined) throw new Error(`no URI: ${text}`);
  return uri;
}

describe('URIs', () => {
  it.each([
    'sip:anna@example.com',
    'sip:anna:secret@example.com:5070;transport=tcp?to=ben%40example.com&subject=x',
    'sips:+1-212-555-1212:1234@gateway.example.com;user=phone',
    'sip:[2001:db8::9:1]:5060;lr',
    'sip:1212@gateway.example.com',
    'sip:sip%3Auser%40example.com@company.com;other-param=summit',
    'sip:%00@example.com',
    'sip:a;phone-context=+31@trunk.example.com;user=phone',
    'tel:+31-20-123.4567',
    'tel:7042;phone-context=example.com',
    'tel:*21#;phone-context=+31',
  ])('%s reads and writes', (text) => {
    expect(formatUri(mustParseUri(text))).toBe(text);
  });
  it.each([
    'http://example.com',
    'sip:',
    'sip:a@',
    'sip:a b@c',
    'sip:a@b:99999',
    'sip:a@b:x',
    'sip:a%4@b',
    'sip:a@b;=x',
    'sip:a@[::1',
    'tel:',
    'tel:+',
    'tel:abc xyz',
    'a@b',
  ])('%s is none', (text) => {
    expect(parseUri(text)).toBeUndefined();
  });
  // RFC 3261 §19.1.4, whose rules are shown there with examples of the same kind.
  it.each([
    ['sip:%61nna@example.com;transport=TCP', 'sip:anna@EXAMPLE.com;Transport=tcp', true],
    ['sip:carol@example.com', 'sip:carol@example.com;newparam=5', true],
    ['sip:carol@example.com;security=on', 'sip:carol@example.com;newparam=5', true],
    ['sip:carol@example.com;security=on', 'sip:carol@example.com;security=off', false],
    ['sip:ANNA@example.com;transport=udp', 'sip:anna@example.com;transport=UDP', false],
    ['sip:ben@example.com', 'sip:ben@example.com:5060', false],
    ['sip:ben@example.com', 'sip:ben@example.com;transport=udp', false],
    ['sip:ben@example.com', 'sips:ben@example.com', false],
    ['sip:ben@example.com', 'sip:example.com', false],
    ['sip:a@b?subject=x', 'sip:a@b', false],
    ['tel:+31-20-1234567', 'tel:+31(20)1234567', true],
    ['tel:+31201234567', 'tel:+31201234568', false],
    ['tel:7042;phone-context=+31', 'tel:7042', false],
    ['tel:7042', 'sip:7042@example.com', false],
  ])('%s and %s are the same: %s', (one, other, isSame) => {
    expect(isSameUri(mustParseUri(one), mustParseUri(other))).toBe(isSame);
    expect(isSameUri(mustParseUri(other), mustParseUri(one))).toBe(isSame);
  });
  it('any text can be a user part, and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const uri = mustParseUri(`sip:${escapeUser(text)}@example.com`);
        expect(calledPart(uri)).toBe(text);
      }),
      { numRuns: 300 },
    );
    expect(escapeUser('+31#7 é@')).toBe('+31%237%20%C3%A9%40');
    expect(unescapeUser('100%')).toBe('100%');
  });
});

describe('name-addr', () => {
  it.each([
    ['"Anna, \\"A\\"" <sip:a@b;lr>;tag=x', 'Anna, "A"', 'sip:a@b;lr', 'x'],
    ['Jörg Groß <sip:a@b>', 'Jörg Groß', 'sip:a@b', undefined],
    ['sip:a@b;tag=y', undefined, 'sip:a@b', 'y'],
    ['<tel:+31201234567>;TAG=z', undefined, 'tel:+31201234567', 'z'],
    ['""<sip:a@b>;tag', '', 'sip:a@b', undefined],
    ['"no close" <sip:a@b>;x="a;b>";tag=q', 'no close', 'sip:a@b', 'q'],
  ])('%s', (text, displayName, uri, tag) => {
    const address = parseNameAddr(text);
    expect(address).toMatchObject({ displayName, uri });
    expect(address && tagOf(address)).toBe(tag);
  });
  it.each([
    '',
    '*',
    '<sip:a@b',
    'sip:a@b>',
    '"x',
    '"x" sip:a@b',
    'a "b" <sip:a@b>',
    '<sip:a@b>tag=x',
    '<sip:a@b>;;',
    'sip:a@b,c',
    'sip:a@b?x=y',
    '<a@b>',
    '< sip:a @b>',
  ])('%s is refused', (text) => {
    expect(parseNameAddr(text)).toBeUndefined();
  });
  const anyName = fc.oneof(
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  );
  it('every display name comes back, without its control characters', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const text = formatNameAddr(nameAddr('sip:a@b', name));
        expect(text).not.toMatch(/[\r\n]/);
        const kept = [...name].filter((character) => !/[\p{Cc}]/u.test(character)).join('');
        expect(splitList(`${text}, <sip:c@d>`)).toHaveLength(2);
        expect(parseNameAddr(text)?.displayName).toBe(kept);
      }),
      { numRuns: 300 },
    );
  });
  it('a tag takes the place of another', () => {
    expect(
      formatNameAddr(withTag({ displayName: undefined, uri: 'sip:a@b', parameters: [{ name: 'Tag', value: '1' }] }, '2')),
    ).toBe('<sip:a@b>;tag=2');
  });
});

describe('Via', () => {
  it('of ours asks for the port of the response', () => {
    expect(formatVia(ourVia('UDP', { host: '192.0.2.1', port: 5060 }, 'z9hG4bKx'))).toBe(
      'SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKx',
    );
  });
  it('reads what it writes', () => {
    const text = 'SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bKx;received=192.0.2.9;rport=4711';
    const via = parseVia(text);
    expect(via && formatVia(via)).toBe(text);
    expect(via && branchOf(via)).toBe('z9hG4bKx');
    expect(via && seenAs(via)).toEqual({ host: '192.0.2.9', port: 4711 });
  });
  it('gets the source of the request (RFC 3261 §18.2.1, RFC 3581 §4)', () => {
    const stamped = (text: string) => {
      const via = parseVia(text);
      if (via === undefined) throw new Error('no Via');
      return formatVia(stampSource(via, '198.51.100.4', 9988));
    };
    expect(stamped('SIP/2.0/UDP 10.1.1.1:4540;rport;branch=z9hG4bKkj')).toBe(
      'SIP/2.0/UDP 10.1.1.1:4540;branch=z9hG4bKkj;received=198.51.100.4;rport=9988',
    );
    expect(stamped('SIP/2.0/UDP 10.1.1.1;branch=z9hG4bKkj')).toBe('SIP/2.0/UDP 10.1.1.1;branch=z9hG4bKkj;received=198.51.100.4');
    expect(stamped('SIP/2.0/UDP 198.51.100.4;branch=z9hG4bKkj;received=6.6.6.6')).toBe(
      'SIP/2.0/UDP 198.51.100.4;branch=z9hG4bKkj',
    );
  });
  it('of a request is stamped as a whole: the response carries it back, the other Vias stay', () => {
    const message = mustParse(
      octets(
        ...requestLines(
          'Via: SIP/2.0/UDP 10.1.1.1;rport;branch=z9hG4bK1, SIP/2.0/TCP p;branch=z9hG4bK2',
          'v: SIP/2.0/TCP q;branch=z9hG4bK3',
        ),
      ),
    );
    if (message.kind !== 'request') throw new Error('no request');
    const stamped = stampRequest(message, '2001:db8::7', 5070);
    expect(headerValues(responseTo(stamped, 200), 'Via')).toEqual([
      'SIP/2.0/UDP 10.1.1.1;branch=z9hG4bK1;received=2001:db8::7;rport=5070, SIP/2.0/TCP p;branch=z9hG4bK2',
      'SIP/2.0/TCP q;branch=z9hG4bK3',
    ]);
    expect(seenAs(reread(responseTo(stamped, 200)).envelope.via)).toEqual({ host: '2001:db8::7', port: 5070 });
  });
  it('without a source seen by the peer says nothing', () => {
    expect(seenAs(ourVia('UDP', { host: 'h', port: 1 }, 'b'))).toBeUndefined();
  });
});

describe('caller ID', () => {
  const identity = {
    displayName: 'Sign-in "check"',
    uri: 'sip:+31201234567@example.com',
    assertedUri: 'tel:+31201234567',
    isPrivate: false,
  };
  it('stands in From and P-Asserted-Identity', () => {
    expect(formatNameAddr(fromAddress(identity))).toBe('"Sign-in \\"check\\"" <sip:+31201234567@example.com>');
    expect(identityHeaders(identity)).toEqual([
      { name: 'P-Asserted-Identity', value: '"Sign-in \\"check\\"" <tel:+31201234567>' },
    ]);
    expect(identityHeaders({ ...identity, assertedUri: undefined })).toEqual([]);
  });
  it('when private goes to the trunk alone (RFC 3325 §9.3)', () => {
    const hidden = { ...identity, isPrivate: true };
    expect(formatNameAddr(fromAddress(hidden))).toBe('"Anonymous" <sip:anonymous@anonymous.invalid>');
    expect(identityHeaders(hidden).at(-1)).toEqual({ name: 'Privacy', value: 'id' });
  });
});
