import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNodePskcCrypto } from '../../main/adapters/node-pskc-crypto.ts';
import { FileRefusal } from '../../main/protocols/file-refusal.ts';
import { readPskc } from '../../main/protocols/pskc/read-pskc.ts';
import { decodeBase64 } from '../../main/protocols/text-encoding/base64.ts';
import * as build from './pskc-build.ts';

const SEED = Buffer.from(build.SEED_TEXT);
const PROTECTED = `${build.PRE_SHARED}${build.macMethod()}`;

type Unlock = { password?: string; key?: Uint8Array };
function read(text: string, unlock: Unlock = {}) {
  return readPskc(text, { password: unlock.password, key: unlock.key }, createNodePskcCrypto());
}
function keysOf(text: string, unlock: Unlock = { key: build.PSKC_KEY }) {
  const reading = read(text, unlock);
  if (reading.state !== 'open') throw new Error(`locked: ${reading.problem}`);
  return reading.candidates;
}
function firstKey(recipe: build.KeyRecipe, header = '') {
  return keysOf(build.containerXml(header + build.keyXml(recipe)))[0];
}
function refusalOf(text: string, unlock: Unlock = {}): string {
  try {
    return `no refusal: ${read(text, unlock).state}`;
  } catch (error) {
    if (error instanceof FileRefusal) return error.code;
    throw error;
  }
}
/** As an HTML serialiser writes XML. */
function lowerNames(xml: string): string {
  return xml
    .replace(/<(\/?(?:xenc:)?)(\w+)/g, (_, start: string, name: string) => `<${start}${name.toLowerCase()}`)
    .replaceAll('Algorithm=', 'algorithm=');
}
const seedOf = (key: { seed: Uint8Array | undefined } | undefined) => Buffer.from(key?.seed ?? []).toString();

describe('a file that is refused as a whole', () => {
  const plain = build.containerXml(build.keyXml());
  it.each([
    ['damaged XML', plain.replace('</Key>', ''), 'PSKC_XML_DAMAGED'],
    ['an end that is cut off', plain.slice(0, -20), 'PSKC_XML_DAMAGED'],
    ['two attributes of one name', plain.replace('Id="K1"', 'Id="K1" Id="K2"'), 'PSKC_XML_DAMAGED'],
    ['a prefix without a namespace', plain.replace('<Data>', '<x:y/><Data>'), 'PSKC_XML_DAMAGED'],
    ['an unknown entity', plain.replace('S1', '&xxe;'), 'PSKC_XML_DAMAGED'],
    ['a DTD', plain.replace('?>', '?><!DOCTYPE KeyContainer [<!ENTITY a "b">]>'), 'PSKC_DTD_REFUSED'],
    ['an external DTD', plain.replace('?>', '?><!DOCTYPE KeyContainer SYSTEM "file:///etc/passwd">'), 'PSKC_DTD_REFUSED'],
    ['another root', '<html><body/></html>', 'PSKC_NOT_A_KEY_CONTAINER'],
    ['a key container of another namespace', plain.replace('ns:keyprov:pskc"', 'ns:other"'), 'PSKC_NOT_A_KEY_CONTAINER'],
    ['no key', build.containerXml(''), 'PSKC_NOT_A_KEY_CONTAINER'],
    [
      'another version',
      build.containerXml(build.keyXml(), 'Version="2.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"'),
      'PSKC_VERSION_UNSUPPORTED',
    ],
    [
      'elements nested too deep',
      build.containerXml(`${'<Extension>'.repeat(1000)}${'</Extension>'.repeat(1000)}`),
      'PSKC_TOO_DEEP',
    ],
    ['a value too long', plain.replace('S1', 'S'.repeat(100_000)), 'PSKC_VALUE_TOO_LONG'],
    ['an attribute too long', plain.replace('"K1"', `"${'K'.repeat(100_000)}"`), 'PSKC_VALUE_TOO_LONG'],
    ['an element that never ends', plain.replace('S1', 'S'.repeat(3_000_000)), 'PSKC_VALUE_TOO_LONG'],
    ['too many elements in a key', plain.replace('<Data>', `${'<Extension/>'.repeat(20_000)}<Data>`), 'PSKC_VALUE_TOO_LONG'],
    [
      'an unknown MAC',
      build.containerXml(build.PRE_SHARED + build.macMethod('urn:x#md5') + build.keyXml()),
      'PSKC_MAC_UNSUPPORTED',
    ],
    [
      'an unknown key derivation',
      build.containerXml(build.passwordKey('', 'urn:x#scrypt') + build.keyXml()),
      'PSKC_ENCRYPTION_UNSUPPORTED',
    ],
    [
      'too many iterations',
      build.containerXml(
        build.passwordKey('<Salt><Specified>AAAA</Specified></Salt><IterationCount>4000000000</IterationCount>') + build.keyXml(),
      ),
      'PSKC_ITERATIONS_EXCESSIVE',
    ],
    [
      'a certificate',
      build.containerXml(`<EncryptionKey><ds:X509Data/></EncryptionKey>${build.keyXml()}`),
      'PSKC_ENCRYPTION_UNSUPPORTED',
    ],
  ])('%s', (_, text, code) => {
    expect(refusalOf(text)).toBe(code);
  });
});

describe('one key', () => {
  it.each([
    [
      'an unknown algorithm',
      { attributes: 'Id="K" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc#OCRA-1"' },
      'ALGORITHM_UNKNOWN',
    ],
    ['no algorithm', { attributes: 'Id="K"' }, 'ALGORITHM_UNKNOWN'],
    ['an unknown suite', { parameters: '<Suite>HMAC-MD5</Suite>' }, 'ALGORITHM_SUITE_UNKNOWN'],
    ['ten digits', { parameters: '<ResponseFormat Length="10" Encoding="DECIMAL"/>' }, 'DIGITS_INVALID'],
    ['hexadecimal codes', { parameters: '<ResponseFormat Length="6" Encoding="HEXADECIMAL"/>' }, 'RESPONSE_ENCODING_UNSUPPORTED'],
    [
      'check digits',
      { parameters: '<ResponseFormat Length="6" Encoding="DECIMAL" CheckDigits="true"/>' },
      'RESPONSE_ENCODING_UNSUPPORTED',
    ],
    ['a secret that is not Base64', { secret: '<PlainValue>not base64!</PlainValue>' }, 'SECRET_ENCODING_INVALID'],
    ['an empty secret', { secret: '<PlainValue></PlainValue>' }, 'SECRET_MISSING'],
    ['a period of no number', { values: '<TimeInterval><PlainValue>soon</PlainValue></TimeInterval>' }, 'PERIOD_INVALID'],
    ['a period of zero', { values: '<TimeInterval><PlainValue>0</PlainValue></TimeInterval>' }, 'PERIOD_INVALID'],
    ['a start date that is none', { policy: '<StartDate>yesterday</StartDate>' }, 'DATE_INVALID'],
    ['a day that does not exist', { policy: '<ExpiryDate>2027-02-30T00:00:00Z</ExpiryDate>' }, 'DATE_INVALID'],
    ['a usage without OTP', { policy: '<KeyUsage>Encrypt</KeyUsage>' }, 'KEY_POLICY_UNSUPPORTED'],
    ['a number of transactions', { policy: '<NumberOfTransactions>5</NumberOfTransactions>' }, 'KEY_POLICY_UNSUPPORTED'],
    ['a foreign policy', { policy: '<x:Only xmlns:x="urn:x">Mondays</x:Only>' }, 'KEY_POLICY_UNSUPPORTED'],
    ['a PIN in the algorithm', { policy: '<PINPolicy PINUsageMode="Algorithmic"/>' }, 'KEY_POLICY_UNSUPPORTED'],
    [
      'an encrypted secret without key',
      {
        secret:
          '<EncryptedValue><xenc:EncryptionMethod Algorithm="urn:x#des"/><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></EncryptedValue>',
      },
      'ENCRYPTION_UNSUPPORTED',
    ],
  ])('with %s is an error', (_, recipe: build.KeyRecipe, code) => {
    const key = firstKey(recipe);
    expect(key?.finding?.code).toBe(code);
    expect(key?.seed).toBeUndefined();
  });

  it('of HOTP with a counter over 64 bits is an error, and the largest counter is not', () => {
    const attributes = 'Id="K" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"';
    const withCounter = (text: string) => firstKey({ attributes, values: `<Counter><PlainValue>${text}</PlainValue></Counter>` });
    expect(withCounter('18446744073709551616')?.finding?.code).toBe('COUNTER_INVALID');
    expect(withCounter('-1')?.finding?.code).toBe('COUNTER_INVALID');
    expect(withCounter('18446744073709551615')).toMatchObject({ counter: '18446744073709551615', finding: undefined });
    expect(withCounter('AAAAAAAAAAU=')).toMatchObject({ counter: '5', finding: undefined });
  });

  it('takes suite, digits, period, drift and dates', () => {
    expect(
      firstKey({
        parameters: '<Suite>HMAC-SHA256</Suite><ResponseFormat Length="8" Encoding="decimal"/>',
        values: '<TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>-4</PlainValue></TimeDrift>',
        policy: '<StartDate>2026-01-01T00:00:00+02:00</StartDate><KeyUsage>OTP</KeyUsage>',
        device:
          '<Manufacturer>M</Manufacturer><Model>X</Model><StartDate>2026-02-01</StartDate><UserId>cn=Jane\\, Doe,dc=x</UserId>',
      }),
    ).toMatchObject({
      algorithm: 'SHA256',
      digits: 8,
      periodSeconds: 60,
      driftSteps: -4,
      startsAt: Date.UTC(2026, 1, 1),
      manufacturer: 'M',
      model: 'X',
      user: 'Jane, Doe',
      finding: undefined,
    });
  });

  it('is named by its Id where the device has no serial number', () => {
    expect(firstKey({ serial: '' })?.serial).toBe('K1');
  });

  it('has a serial number of its own in a device of several keys', () => {
    const twoKeys = build.keyXml().replace(/<Key .*<\/Key>/, (key) => key + key.replace('K1', 'K2'));
    expect(keysOf(build.containerXml(twoKeys)).map((key) => key.serial)).toEqual(['S1', 'S1-K2']);
  });

  it('keeps what foreign extensions surround', () => {
    const key = firstKey({ rest: '<x:Secret xmlns:x="urn:x"><PlainValue>AAAA</PlainValue></x:Secret>' });
    expect(seedOf(key)).toBe(build.SEED_TEXT);
  });
});

describe('encryption', () => {
  it.each([
    [16, 'sha1', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'],
    [24, 'sha256', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'],
    [32, 'sha512', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha512'],
    [16, 'sha384', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha384'],
  ])('AES-CBC with a key of %i bytes and HMAC with %s', (keyBytes, hash, uri) => {
    const key = Buffer.alloc(keyBytes, 9);
    const xml = build.containerXml(
      build.PRE_SHARED + build.macMethod(uri, key) + build.keyXml({ secret: build.encryptedValue(SEED, { key, hash }) }),
    );
    expect(seedOf(keysOf(xml, { key })[0])).toBe(build.SEED_TEXT);
  });

  it('a password with PBKDF2 and HMAC-SHA-256', () => {
    const key = build.derive('pässword', Buffer.from('salt'), 2000, 32, 'sha256');
    const parameters =
      '<Salt><Specified>c2FsdA==</Specified></Salt><IterationCount>2000</IterationCount><KeyLength>32</KeyLength><PRF Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#hmac-sha256"/>';
    const xml = build.containerXml(
      build.passwordKey(parameters) +
        build.macMethod(undefined, key) +
        build.keyXml({ secret: build.encryptedValue(SEED, { key }) }),
    );
    expect(seedOf(keysOf(xml, { password: 'pässword' })[0])).toBe(build.SEED_TEXT);
    expect(read(xml, { password: 'password' })).toMatchObject({ state: 'locked', problem: 'PSKC_PASSWORD_WRONG' });
  });

  it('AES key wrap needs no MAC (RFC 3394 §4.1 key data)', () => {
    const secret = `<EncryptedValue>${build.cipherXml('kw-aes128', Buffer.from('1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5', 'hex'))}</EncryptedValue>`;
    const key = keysOf(build.containerXml(build.PRE_SHARED + build.keyXml({ secret })))[0];
    expect(Buffer.from(key?.seed ?? []).toString('hex')).toBe('00112233445566778899aabbccddeeff');
    const damaged = secret.replace('H6aL', 'H6aM');
    expect(read(build.containerXml(build.PRE_SHARED + build.keyXml({ secret: damaged })), { key: build.PSKC_KEY })).toMatchObject(
      { problem: 'PSKC_KEY_WRONG' },
    );
  });

  it('a content key that is wrapped in the header', () => {
    const contentKey = Buffer.alloc(16, 5);
    const header = `<EncryptionKey><xenc:EncryptedKey>${build.cipherXml('kw-aes128', build.wrap(build.PSKC_KEY, contentKey))}<ds:KeyInfo><ds:KeyName>kek</ds:KeyName></ds:KeyInfo></xenc:EncryptedKey></EncryptionKey>`;
    const xml = build.containerXml(
      header + build.macMethod(undefined, contentKey) + build.keyXml({ secret: build.encryptedValue(SEED, { key: contentKey }) }),
    );
    expect(seedOf(keysOf(xml)[0])).toBe(build.SEED_TEXT);
    expect(read(xml)).toMatchObject({ state: 'locked', needs: 'key', keyName: 'kek' });
  });

  it('the encryption key is the MAC key where the file has none', () => {
    const method = '<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>';
    const xml = build.containerXml(
      build.PRE_SHARED + method + build.keyXml({ secret: build.encryptedValue(SEED, { macKey: build.PSKC_KEY }) }),
    );
    expect(seedOf(keysOf(xml)[0])).toBe(build.SEED_TEXT);
  });

  it('counter, interval and drift may be encrypted, each with its own MAC', () => {
    const eightBytes = Buffer.from('00000000000003e8', 'hex');
    const hotp = 'Id="K" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"';
    const secret = build.encryptedValue(SEED);
    expect(
      firstKey({ attributes: hotp, secret, values: `<Counter>${build.encryptedValue(eightBytes)}</Counter>` }, PROTECTED),
    ).toMatchObject({ counter: '1000', finding: undefined });
    const values = `<TimeInterval>${build.encryptedValue(Buffer.from('60'))}</TimeInterval><TimeDrift>${build.encryptedValue(Buffer.from('fffffffe', 'hex'))}</TimeDrift>`;
    expect(firstKey({ secret, values }, PROTECTED)).toMatchObject({ periodSeconds: 60, driftSteps: -2, finding: undefined });
    const altered = `<Time>${build.encryptedValue(eightBytes, { mac: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })}</Time>`;
    const keys = keysOf(
      build.containerXml(PROTECTED + build.keyXml({ secret }) + build.keyXml({ serial: 'S2', secret, values: altered })),
    );
    expect(keys.map((key) => key.finding?.code)).toEqual([undefined, 'MAC_INVALID']);
  });

  it('without a MAC, or a method to check it, is an error', () => {
    const withMac = build.encryptedValue(SEED);
    expect(firstKey({ secret: withMac.replace(/<ValueMAC>.*<\/ValueMAC>/, '') }, PROTECTED)?.finding?.code).toBe('MAC_MISSING');
    expect(firstKey({ secret: withMac }, build.PRE_SHARED)?.finding?.code).toBe('MAC_UNSUPPORTED');
  });
});

describe('files of the field', () => {
  it('privacyIDEA: lower-case names, hashalgo, drift in seconds', () => {
    const xml = `<keycontainer version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
<encryptionkey><ds:keyname>Pre-shared-key</ds:keyname></encryptionkey>
${lowerNames(build.macMethod())}
<keypackage><deviceinfo><manufacturer>x</manufacturer><serialno>TOTP0001</serialno></deviceinfo>
<key algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp" id="TOTP0001"><issuer>privacyIDEA</issuer>
<algorithmparameters><responseformat encoding="DECIMAL" length="6"></responseformat><suite hashalgo="sha256"></suite></algorithmparameters>
<data><secret>${lowerNames(build.encryptedValue(SEED))}</secret>
<time><plainvalue>0</plainvalue></time><timeinterval><plainvalue>30</plainvalue></timeinterval><counter><plainvalue>7</plainvalue></counter><timedrift><plainvalue>60</plainvalue></timedrift></data></key></keypackage></keycontainer>`;
    expect(keysOf(xml)[0]).toMatchObject({
      serial: 'TOTP0001',
      algorithm: 'SHA256',
      driftSteps: 2,
      counter: '0',
      finding: undefined,
    });
  });

  it('the drafts: Device, KeyId, KeyAlgorithm, Usage and the other namespace', () => {
    const xml = `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc:1.0"><Device><DeviceInfo><SerialNo>9</SerialNo></DeviceInfo><Key KeyId="K" KeyAlgorithm="urn:ietf:params:xml:ns:keyprov:pskc#hotp"><Usage><ResponseFormat Length="8" Encoding="DECIMAL"/></Usage><Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret></Data></Key></Device></KeyContainer>`;
    expect(keysOf(xml)[0]).toMatchObject({ serial: '9', type: 'hotp', digits: 8, finding: undefined });
  });
});

describe('properties', () => {
  const good = build.containerXml(
    PROTECTED +
      build.keyXml({ secret: build.encryptedValue(SEED) }) +
      build.keyXml({ serial: 'S2', secret: build.encryptedValue(SEED) }),
  );

  it('a flipped bit of a ciphertext or a MAC never gives a seed', () => {
    const bytes = build.cbc(build.PSKC_KEY, SEED);
    const mac = /<ValueMAC>(.*)<\/ValueMAC>/.exec(build.encryptedValue(SEED))?.[1] ?? '';
    const flip = (source: Uint8Array, bit: number) => {
      const copy = Buffer.from(source);
      copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return copy;
    };
    const macBytes = Buffer.from(mac, 'base64');
    for (let bit = 0; bit < (bytes.length + macBytes.length) * 8; bit += 1) {
      const cipherText = bit < bytes.length * 8 ? flip(bytes, bit) : bytes;
      const macText = (bit < bytes.length * 8 ? macBytes : flip(macBytes, bit - bytes.length * 8)).toString('base64');
      const secret = `<EncryptedValue>${build.cipherXml('aes128-cbc', cipherText)}</EncryptedValue><ValueMAC>${macText}</ValueMAC>`;
      expect(read(build.containerXml(PROTECTED + build.keyXml({ secret })), { key: build.PSKC_KEY })).toMatchObject({
        state: 'locked',
        problem: 'PSKC_KEY_WRONG',
      });
      const [altered, intact] = keysOf(
        build.containerXml(
          PROTECTED + build.keyXml({ secret }) + build.keyXml({ serial: 'S2', secret: build.encryptedValue(SEED) }),
        ),
      );
      expect([altered?.finding?.code, altered?.seed, intact?.finding]).toEqual(['MAC_INVALID', undefined, undefined]);
    }
  });

  const outcome = (text: string) => {
    try {
      return read(text, { key: build.PSKC_KEY, password: 'x' }).state;
    } catch (error) {
      if (error instanceof FileRefusal) return error.code;
      throw error;
    }
  };

  it('any text gives keys, a lock or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => outcome(text).length > 0),
      { numRuns: 500 },
    );
  });

  it('a mutated file gives keys, a lock or a refusal', () => {
    const mutation = fc.record({
      at: fc.nat(good.length - 1),
      drop: fc.nat(40),
      put: fc.string({ unit: 'binary', maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const text = mutations.reduce((left, { at, drop, put }) => left.slice(0, at) + put + left.slice(at + drop), good);
        return outcome(text).length > 0;
      }),
      { numRuns: 2000 },
    );
  });

  it('Base64 decodes as Buffer does, and refuses what is not canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Uint8Array.from(bytes));
      }),
    );
    for (const text of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'A===', 'AA=A', 'Ä===', '='])
      expect(decodeBase64(text)).toBeUndefined();
  });
});
