import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE, decodeText } from '../../../main/protocols/radius/attributes.ts';
import { isResponseAuthenticatorValid } from '../../../main/protocols/radius/authenticator.ts';
import { isMessageAuthenticatorValid } from '../../../main/protocols/radius/message-authenticator.ts';
import {
  decodePacket,
  encodePacket,
  listAttributes,
  PACKET_CODE,
  type RadiusPacket,
  valueAt,
  valueBytes,
} from '../../../main/protocols/radius/packet.ts';
import { encodeReply } from '../../../main/protocols/radius/reply.ts';
import { decodeReply, encodeAccessRequest } from '../../../main/protocols/radius/request.ts';
import { SharedSecret } from '../../../main/protocols/radius/shared-secret.ts';
import { hidePassword, revealPassword } from '../../../main/protocols/radius/user-password.ts';
import * as vectors from '../../vectors/radius.ts';

const SECRET = new SharedSecret(vectors.RFC_SECRET);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (bytes: Uint8Array): RadiusPacket => {
  const packet = decodePacket(bytes);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};
const reveal = (packet: RadiusPacket, secret: SharedSecret): string =>
  new TextDecoder().decode(
    revealPassword(packet.bytes, packet.userPasswordOffset, valueBytes(packet, packet.userPasswordOffset), secret),
  );
const authenticatorOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(4, 20);
const packetWith = (...attributes: [type: number, value: Uint8Array][]): Uint8Array =>
  encodePacket({
    code: 1,
    identifier: 9,
    authenticator: new Uint8Array(16).fill(3),
    attributes: attributes.map(([type, value]) => ({ type, value })),
  });

describe('the example packets of the RFCs', () => {
  it('reads user nemo and his password (RFC 2865 §7.1)', () => {
    const packet = decoded(vectors.NEMO_REQUEST);
    expect(packet.code).toBe(PACKET_CODE.ACCESS_REQUEST);
    expect(decodeText(packet.bytes, packet.userNameOffset, valueBytes(packet, packet.userNameOffset))).toBe('nemo');
    expect(reveal(packet, SECRET)).toBe('arctangent');
    expect(hidePassword(utf8('arctangent'), authenticatorOf(vectors.NEMO_REQUEST), SECRET)).toEqual(
      valueAt(packet, packet.userPasswordOffset).slice(),
    );
  });
  it('recognises the accept as its answer', () => {
    expect(isResponseAuthenticatorValid(vectors.NEMO_ACCEPT, authenticatorOf(vectors.NEMO_REQUEST), SECRET)).toBe(true);
    const altered = vectors.NEMO_ACCEPT.slice();
    altered[25] = 2;
    expect(isResponseAuthenticatorValid(altered, authenticatorOf(vectors.NEMO_REQUEST), SECRET)).toBe(false);
  });
  it('sees that flopsy sends CHAP (RFC 2865 §7.2)', () => {
    const packet = decoded(vectors.FLOPSY_REQUEST);
    expect(packet.chapPasswordOffset).toBeGreaterThan(0);
    expect(packet.userPasswordOffset).toBe(0);
  });
  it("reads mopsy's challenge (RFC 2865 §7.3)", () => {
    expect(reveal(decoded(vectors.MOPSY_REQUEST), SECRET)).toBe('challenge');
    const challenge = decoded(vectors.MOPSY_CHALLENGE);
    expect(challenge.code).toBe(PACKET_CODE.ACCESS_CHALLENGE);
    expect(new TextDecoder().decode(valueAt(challenge, challenge.stateOffset))).toBe('32769430');
    expect(isResponseAuthenticatorValid(vectors.MOPSY_CHALLENGE, authenticatorOf(vectors.MOPSY_REQUEST), SECRET)).toBe(true);
  });
  it('verifies the Message-Authenticator of Status-Server (RFC 5997 §6.1)', () => {
    const packet = decoded(vectors.STATUS_REQUEST);
    expect(packet.code).toBe(PACKET_CODE.STATUS_SERVER);
    expect(isMessageAuthenticatorValid(packet.bytes, packet.messageAuthenticatorOffset, SECRET)).toBe(true);
    expect(isResponseAuthenticatorValid(vectors.STATUS_ACCEPT, authenticatorOf(vectors.STATUS_REQUEST), SECRET)).toBe(true);
  });
});

describe('decodePacket', () => {
  const valid = packetWith([1, utf8('user')]);
  const withLength = (length: number, datagramBytes: number): Uint8Array => {
    const bytes = new Uint8Array(datagramBytes);
    bytes.set(valid.subarray(0, datagramBytes));
    bytes[2] = length >> 8;
    bytes[3] = length;
    return bytes;
  };
  it('ignores what stands behind Length', () => {
    expect(decoded(withLength(valid.length, valid.length + 7)).bytes).toEqual(valid);
  });
  it.each([
    ['too-short', new Uint8Array(19)],
    ['too-short', withLength(19, 26)],
    ['too-long', withLength(4097, 4097)],
    ['length-mismatch', withLength(valid.length + 1, valid.length)],
    ['attribute-malformed', withLength(21, 26)],
    ['attribute-malformed', packetWith([80, new Uint8Array(15)])],
    ['message-authenticator-repeated', packetWith([80, new Uint8Array(16)], [80, new Uint8Array(16)])],
  ] as const)('answers %s', (error, bytes) => {
    expect(decodePacket(bytes)).toBe(error);
  });
  it('refuses an attribute length of 0, 1, or beyond the end', () => {
    for (const length of [0, 1, 7, 255]) {
      const bytes = valid.slice();
      bytes[21] = length;
      expect(decodePacket(bytes)).toBe('attribute-malformed');
    }
  });
  it('marks attributes that stand twice and may not', () => {
    expect(decoded(packetWith([1, utf8('a')], [1, utf8('b')])).hasRepeatedAttribute).toBe(true);
    expect(decoded(packetWith([33, utf8('a')], [33, utf8('b')])).hasRepeatedAttribute).toBe(false);
  });
  it('sees MS-CHAP in the attributes of vendor 311 only', () => {
    const vendor = (id: number, type: number) => Uint8Array.of(0, 0, id >> 8, id & 255, type, 3, 0);
    expect(decoded(packetWith([26, vendor(311, 25)])).hasMsChap).toBe(true);
    expect(decoded(packetWith([26, vendor(311, 26)])).hasMsChap).toBe(false);
    expect(decoded(packetWith([26, vendor(9, 25)])).hasMsChap).toBe(false);
  });
  it('reads back what was encoded', () => {
    const attribute = fc.record({
      type: fc.integer({ min: 1, max: 255 }).filter((type) => type !== ATTRIBUTE.MESSAGE_AUTHENTICATOR),
      value: fc.uint8Array({ maxLength: 253 }),
    });
    const fields = fc.record({
      code: fc.nat(255),
      identifier: fc.nat(255),
      authenticator: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      attributes: fc.array(attribute, { maxLength: 15 }),
    });
    fc.assert(
      fc.property(fields, (wanted) => {
        const packet = decoded(encodePacket(wanted));
        expect(packet.code).toBe(wanted.code);
        expect(packet.identifier).toBe(wanted.identifier);
        expect(listAttributes(packet).map(({ type, value }) => ({ type, value: value.slice() }))).toEqual(
          wanted.attributes.map(({ type, value }) => ({ type, value: Uint8Array.from(value) })),
        );
      }),
    );
  });
  it('answers a packet or an error for any bytes', () => {
    const junk = fc.uint8Array({ maxLength: 300 }).map((bytes) => {
      if (bytes.length >= 4) bytes.set([bytes.length >> 8, bytes.length & 255], 2);
      return bytes;
    });
    fc.assert(
      fc.property(junk, (bytes) => {
        const packet = decodePacket(bytes);
        if (typeof packet !== 'string') expect(listAttributes(packet).every(({ value }) => value.length <= 253)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('User-Password', () => {
  it('comes back without its padding, for any password that does not end in NUL', () => {
    const password = fc.uint8Array({ maxLength: 128 }).filter((bytes) => bytes.at(-1) !== 0);
    fc.assert(
      fc.property(password, fc.uint8Array({ minLength: 16, maxLength: 16 }), (plain, authenticator) => {
        const hidden = hidePassword(plain, authenticator, SECRET);
        const packet = decoded(encodePacket({ code: 1, identifier: 0, authenticator, attributes: [{ type: 2, value: hidden }] }));
        const revealed = revealPassword(packet.bytes, packet.userPasswordOffset, hidden.length, SECRET);
        expect(Array.from(revealed ?? [])).toEqual(Array.from(plain));
      }),
    );
  });
  it.each([0, 1, 15, 17, 144])('has no length of %i', (length) => {
    expect(revealPassword(new Uint8Array(300), 22, length, SECRET)).toBeUndefined();
  });
});

describe('encodeReply', () => {
  const request = encodeAccessRequest({
    identifier: 77,
    authenticator: new Uint8Array(16).fill(5),
    secret: SECRET,
    username: 'user',
    password: utf8('123456'),
    attributes: [
      { type: 33, value: utf8('first proxy') },
      { type: 4, value: new Uint8Array(4) },
      { type: 33, value: utf8('second proxy') },
    ],
  });
  it.each([2, 3, 11] as const)('puts Message-Authenticator first and echoes Proxy-State in order (code %i)', (code) => {
    const bytes = encodeReply(decoded(request), code, SECRET, Uint8Array.of(18, 3, 33), code === 11 ? utf8('state') : undefined);
    const reply = decodeReply(bytes, request, SECRET);
    if (typeof reply === 'string') throw new Error(reply);
    expect(reply.code).toBe(code);
    const attributes = listAttributes(reply);
    expect(attributes.map(({ type }) => type)).toEqual(code === 11 ? [80, 24, 18, 33, 33] : [80, 18, 33, 33]);
    expect(attributes.slice(-2).map(({ value }) => new TextDecoder().decode(value))).toEqual(['first proxy', 'second proxy']);
  });
  it('is refused by the client after a change of any byte', () => {
    const bytes = encodeReply(decoded(request), 3, SECRET);
    for (let i = 0; i < bytes.length; i += 1) {
      const altered = bytes.slice();
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(typeof decodeReply(altered, request, SECRET)).toBe('string');
    }
    expect(decodeReply(bytes, request, new SharedSecret(utf8('other')))).toBe('authenticator-invalid');
  });
});
