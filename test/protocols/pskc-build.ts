/** Builds PSKC files part by part for the tests, with node:crypto as the encrypting side. */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';

export const PSKC_KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
export const PSKC_MAC_KEY = Buffer.from('1122334455667788990011223344556677889900', 'hex');
export const SEED_TEXT = '12345678901234567890';

export function cbc(key: Uint8Array, plain: Uint8Array, iv: Uint8Array = Buffer.alloc(16, 0x42)): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}

export function wrap(key: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(`id-aes${key.length * 8}-wrap`, key, Buffer.alloc(8, 0xa6));
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

export function cipherXml(uri: string, bytes: Uint8Array): string {
  return `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#${uri}"/><xenc:CipherData><xenc:CipherValue>${Buffer.from(bytes).toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
}

export type ValueRecipe = {
  readonly key?: Uint8Array;
  readonly macKey?: Uint8Array;
  readonly hash?: string;
  readonly mac?: string;
};

export function encryptedValue(plain: Uint8Array, recipe: ValueRecipe = {}): string {
  const { key = PSKC_KEY, macKey = PSKC_MAC_KEY, hash = 'sha1' } = recipe;
  const bytes = cbc(key, plain);
  const mac = recipe.mac ?? createHmac(hash, macKey).update(bytes).digest('base64');
  return `<EncryptedValue>${cipherXml(`aes${key.length * 8}-cbc`, bytes)}</EncryptedValue><ValueMAC>${mac}</ValueMAC>`;
}

export function macMethod(
  uri = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  key: Uint8Array = PSKC_KEY,
  macKey: Uint8Array = PSKC_MAC_KEY,
): string {
  return `<MACMethod Algorithm="${uri}"><MACKey>${cipherXml(`aes${key.length * 8}-cbc`, cbc(key, macKey))}</MACKey></MACMethod>`;
}

export const PRE_SHARED = '<EncryptionKey><ds:KeyName>test key</ds:KeyName></EncryptionKey>';

export function passwordKey(
  parameters: string,
  algorithm = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2',
): string {
  return `<EncryptionKey><xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="${algorithm}"><pkcs5:PBKDF2-params>${parameters}</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod><xenc11:MasterKeyName>pw</xenc11:MasterKeyName></xenc11:DerivedKey></EncryptionKey>`;
}

export function derive(password: string, salt: Uint8Array, iterations: number, bytes: number, hash: string): Buffer {
  return pbkdf2Sync(password, salt, iterations, bytes, hash);
}

export type KeyRecipe = {
  readonly serial?: string;
  readonly attributes?: string;
  readonly device?: string;
  readonly parameters?: string;
  readonly secret?: string;
  readonly values?: string;
  readonly policy?: string;
  readonly rest?: string;
};

export function keyXml(recipe: KeyRecipe = {}): string {
  const {
    serial = 'S1',
    attributes = 'Id="K1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"',
    parameters = '<ResponseFormat Length="6" Encoding="DECIMAL"/>',
    secret = `<PlainValue>${Buffer.from(SEED_TEXT).toString('base64')}</PlainValue>`,
  } = recipe;
  return `<KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo>${recipe.device ?? ''}</DeviceInfo><Key ${attributes}><AlgorithmParameters>${parameters}</AlgorithmParameters><Data><Secret>${secret}</Secret>${recipe.values ?? ''}</Data>${recipe.policy === undefined ? '' : `<Policy>${recipe.policy}</Policy>`}${recipe.rest ?? ''}</Key></KeyPackage>`;
}

export function containerXml(body: string, attributes = 'Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"'): string {
  return `<?xml version="1.0"?>\n<KeyContainer ${attributes} xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">${body}</KeyContainer>`;
}
