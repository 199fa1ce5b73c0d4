/** Makes PSKC files of any size, encrypted as makers do it: AES-128-CBC, HMAC-SHA-1, a MAC key under the same key. */
import { createCipheriv, createHmac } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type PskcRecipe = {
  readonly keyCount: number;
  /** Undefined: plain values. */
  readonly key?: Uint8Array;
  readonly macKey?: Uint8Array;
  /** The seed of the token at that index; a fixed function keeps files repeatable. */
  readonly seedOf?: (index: number) => Uint8Array;
};

const CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const KEYS_PER_CHUNK = 500;
const DEFAULT_MAC_KEY = Buffer.from('1122334455667788990011223344556677889900', 'hex');

/** Twenty bytes that differ for each index. */
export function defaultSeedOf(index: number): Uint8Array {
  return createHmac('sha1', 'bench').update(String(index)).digest();
}

function encrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}

function ivOf(label: string): Buffer {
  return createHmac('sha256', 'iv').update(label).digest().subarray(0, 16);
}

function header(key: Uint8Array | undefined, macKey: Uint8Array): string {
  const root = `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
`;
  if (key === undefined) return root;
  return `${root}  <EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>
  <MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1">
    <MACKey>
      <xenc:EncryptionMethod Algorithm="${CBC}"/>
      <xenc:CipherData><xenc:CipherValue>${encrypt(key, ivOf('mac'), macKey).toString('base64')}</xenc:CipherValue></xenc:CipherData>
    </MACKey>
  </MACMethod>
`;
}

function secretOf(recipe: PskcRecipe, index: number): string {
  const seed = (recipe.seedOf ?? defaultSeedOf)(index);
  if (recipe.key === undefined) return `<PlainValue>${Buffer.from(seed).toString('base64')}</PlainValue>`;
  const cipherText = encrypt(recipe.key, ivOf(String(index)), seed);
  const mac = createHmac('sha1', recipe.macKey ?? DEFAULT_MAC_KEY)
    .update(cipherText)
    .digest('base64');
  return `
          <EncryptedValue>
            <xenc:EncryptionMethod Algorithm="${CBC}"/>
            <xenc:CipherData>
              <xenc:CipherValue>${cipherText.toString('base64')}</xenc:CipherValue>
            </xenc:CipherData>
          </EncryptedValue>
          <ValueMAC>${mac}</ValueMAC>
        `;
}

function keyPackage(recipe: PskcRecipe, index: number): string {
  const serial = 2_600_000_000_000 + index;
  return `  <KeyPackage>
    <DeviceInfo>
      <Manufacturer>TokenVendorAcme</Manufacturer>
      <SerialNo>${serial}</SerialNo>
    </DeviceInfo>
    <Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
      <Data>
        <Secret>${secretOf(recipe, index)}</Secret>
        <TimeInterval><PlainValue>30</PlainValue></TimeInterval>
      </Data>
    </Key>
  </KeyPackage>
`;
}

/** The file in pieces, so that one of any size needs no memory. */
export function* pskcChunks(recipe: PskcRecipe): Generator<string> {
  yield header(recipe.key, recipe.macKey ?? DEFAULT_MAC_KEY);
  for (let from = 0; from < recipe.keyCount; from += KEYS_PER_CHUNK) {
    const until = Math.min(from + KEYS_PER_CHUNK, recipe.keyCount);
    yield Array.from({ length: until - from }, (_, offset) => keyPackage(recipe, from + offset)).join('');
  }
  yield '</KeyContainer>\n';
}

export function makePskc(recipe: PskcRecipe): string {
  return [...pskcChunks(recipe)].join('');
}

export async function writePskcFile(path: string, recipe: PskcRecipe): Promise<void> {
  await pipeline(Readable.from(pskcChunks(recipe)), createWriteStream(path));
}
