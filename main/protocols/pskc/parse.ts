// PSKC key containers, RFC 6030 §4 to §6: XML to values, still encrypted. Reads what the drafts wrote too
// (Device for KeyPackage, Usage for AlgorithmParameters). Left out: XML signatures (§7), which are not verified,
// certificates and asymmetric keys (§6.3), CryptoModuleInfo, KeyProfileId and KeyReference, FriendlyName.
import { IMPORT_ROWS_MAX } from '../../../shared/limits.ts';
import { fileRefusal } from '../file-refusal.ts';
import { decodeBase64 } from '../text-encoding/base64.ts';
import type {
  EncryptionKeySource,
  KeyDerivation,
  MacMethod,
  PskcCipher,
  PskcContainer,
  PskcKey,
  PskcValue,
} from './container.ts';
import { parseHashName } from './crypto.ts';
import { userOfDistinguishedName } from './distinguished-name.ts';
import { DERIVED_KEY_MAX_BYTES, PBKDF2_ITERATIONS_MAX } from './limits.ts';
import { childOf, descendantOf, FOREIGN, readXmlElements, textOf, type XmlElement } from './xml-elements.ts';

/** PINPolicy/PINUsageMode (RFC 6030 §5): Algorithmic means that the code is computed with the PIN. */
const PIN_USAGE_MODES = ['local', 'prepend', 'append', ''];
const POLICY_ELEMENTS = ['startdate', 'expirydate', 'keyusage', 'pinpolicy'];

function parseCipher(element: XmlElement | undefined): PskcCipher | undefined {
  const cipherValue = descendantOf(element, 'ciphervalue');
  if (element === undefined || cipherValue === undefined) return undefined;
  return {
    algorithm: childOf(element, 'encryptionmethod')?.attributes.get('algorithm')?.trim() ?? '',
    cipherText: cipherValue.text,
  };
}

function parseValue(element: XmlElement | undefined): PskcValue | undefined {
  if (element === undefined) return undefined;
  return {
    element: element.writtenName,
    plain: childOf(element, 'plainvalue')?.text.trim(),
    encrypted: parseCipher(childOf(element, 'encryptedvalue')),
    mac: childOf(element, 'valuemac')?.text,
  };
}

function parseCount(text: string, limit: number): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : text === '' ? 0 : limit + 1;
}

/** PBKDF2-params of PKCS #5 (RFC 6030 §6.2); the drafts wrap them differently, so they are searched by name. */
function parseDerivation(derivedKey: XmlElement): KeyDerivation {
  const method = childOf(derivedKey, 'keyderivationmethod');
  const algorithm = method?.attributes.get('algorithm')?.trim() ?? '';
  if (method === undefined || !/#pbkdf2$/i.test(algorithm)) throw fileRefusal('PSKC_ENCRYPTION_UNSUPPORTED', { algorithm });
  const salt = decodeBase64(descendantOf(method, 'specified')?.text ?? descendantOf(method, 'salt')?.text ?? '');
  const iterations = parseCount(descendantOf(method, 'iterationcount')?.text.trim() ?? '', PBKDF2_ITERATIONS_MAX);
  const keyLengthBytes = parseCount(descendantOf(method, 'keylength')?.text.trim() ?? '', DERIVED_KEY_MAX_BYTES);
  const prfName = descendantOf(method, 'prf')?.attributes.get('algorithm') ?? '';
  // RFC 8018 A.2: the default is HMAC-SHA-1.
  const prf = prfName.trim() === '' ? 'SHA1' : parseHashName(prfName);
  if (prf === undefined) throw fileRefusal('PSKC_ENCRYPTION_UNSUPPORTED', { algorithm: `PBKDF2 with ${prfName}` });
  if (iterations > PBKDF2_ITERATIONS_MAX) {
    throw fileRefusal('PSKC_ITERATIONS_EXCESSIVE', {
      iterations: descendantOf(method, 'iterationcount')?.text.trim() ?? '',
      limit: PBKDF2_ITERATIONS_MAX,
    });
  }
  if (salt === undefined || salt.length === 0 || iterations === 0) {
    throw fileRefusal('PSKC_ENCRYPTION_UNSUPPORTED', { algorithm: 'PBKDF2 without salt or iteration count' });
  }
  if (keyLengthBytes > DERIVED_KEY_MAX_BYTES) {
    throw fileRefusal('PSKC_KEY_LENGTH_INVALID', { expectedBytes: DERIVED_KEY_MAX_BYTES, actualBytes: keyLengthBytes });
  }
  return { salt, iterations, keyLengthBytes: keyLengthBytes === 0 ? undefined : keyLengthBytes, prf };
}

function parseEncryptionKey(element: XmlElement): EncryptionKeySource {
  const keyName = textOf(element, 'keyname') || (descendantOf(element, 'keyname')?.text.trim() ?? '');
  const derivedKey = descendantOf(element, 'derivedkey');
  if (derivedKey !== undefined) {
    const masterName = textOf(derivedKey, 'masterkeyname') || textOf(derivedKey, 'carriedkeyname');
    return { kind: 'password', keyName: masterName || keyName, derivation: parseDerivation(derivedKey) };
  }
  if (descendantOf(element, 'x509data') !== undefined || descendantOf(element, 'keyvalue') !== undefined) {
    throw fileRefusal('PSKC_ENCRYPTION_UNSUPPORTED', { algorithm: 'a certificate or public key' });
  }
  const wrapped = parseCipher(childOf(element, 'encryptedkey'));
  return wrapped === undefined ? { kind: 'pre-shared', keyName } : { kind: 'wrapped', keyName, wrapped };
}

function parseMacMethod(element: XmlElement): MacMethod {
  // The drafts have the algorithm as the text of MACAlgorithm.
  const algorithm = (element.attributes.get('algorithm') ?? element.text).trim();
  const hash = parseHashName(algorithm);
  const key = childOf(element, 'mackey');
  const cipher = parseCipher(key);
  if (hash === undefined) throw fileRefusal('PSKC_MAC_UNSUPPORTED', { algorithm });
  // A MACKeyReference, or a MAC key that cannot be read, must not become "the encryption key is the MAC key".
  if ((key !== undefined && cipher === undefined) || childOf(element, 'mackeyreference') !== undefined) {
    throw fileRefusal('PSKC_MAC_UNSUPPORTED', { algorithm: `${algorithm} with a MAC key that is not in the file` });
  }
  return { hash, key: cipher };
}

function findUnsupportedPolicy(policy: XmlElement | undefined): string | undefined {
  for (const element of policy?.children ?? []) {
    if (element.name === FOREIGN || !POLICY_ELEMENTS.includes(element.name)) return element.writtenName;
    const pinUsage = element.attributes.get('pinusagemode')?.trim().toLowerCase() ?? '';
    if (element.name === 'pinpolicy' && !PIN_USAGE_MODES.includes(pinUsage)) return element.writtenName;
  }
  return undefined;
}

function parseSuite(parameters: XmlElement | undefined): string {
  const suite = childOf(parameters, 'suite');
  // privacyIDEA: <suite hashalgo="sha256"></suite>.
  return suite?.text.trim() || (suite?.attributes.get('hashalgo')?.trim() ?? '');
}

/** `packageLine`: the KeyPackage's, for its first key; undefined for further ones. */
function parseKey(key: XmlElement, device: XmlElement | undefined, packageLine: number | undefined): PskcKey {
  const parameters = childOf(key, 'algorithmparameters') ?? childOf(key, 'usage');
  const response = childOf(parameters, 'responseformat');
  const keyContent = childOf(key, 'data');
  const policy = childOf(key, 'policy');
  const dates = (name: string) => [textOf(policy, name), textOf(device, name)].filter((text) => text !== '');
  const id = (key.attributes.get('id') ?? key.attributes.get('keyid') ?? '').trim();
  const serialNo = textOf(device, 'serialno');
  return {
    line: packageLine ?? key.line,
    id,
    // Two keys of one device need two serial numbers here: a token has one key.
    serial: serialNo === '' ? id : packageLine === undefined ? `${serialNo}-${id}` : serialNo,
    manufacturer: textOf(device, 'manufacturer'),
    model: textOf(device, 'model'),
    issuer: textOf(key, 'issuer'),
    user: userOfDistinguishedName(textOf(key, 'userid')) || userOfDistinguishedName(textOf(device, 'userid')),
    algorithm: (key.attributes.get('algorithm') ?? key.attributes.get('keyalgorithm') ?? '').trim(),
    suite: parseSuite(parameters),
    responseLength: response?.attributes.get('length')?.trim(),
    responseEncoding: (response?.attributes.get('encoding') ?? response?.attributes.get('format') ?? '').trim(),
    hasCheckDigits: /^(true|1)$/i.test(
      (response?.attributes.get('checkdigits') ?? response?.attributes.get('checkdigit') ?? '').trim(),
    ),
    secret: parseValue(childOf(keyContent, 'secret')),
    counter: parseValue(childOf(keyContent, 'counter')),
    time: parseValue(childOf(keyContent, 'time')),
    timeInterval: parseValue(childOf(keyContent, 'timeinterval')),
    timeDrift: parseValue(childOf(keyContent, 'timedrift')),
    startDates: dates('startdate'),
    expiryDates: dates('expirydate'),
    keyUsages: (policy?.children ?? []).filter((child) => child.name === 'keyusage').map((child) => child.text.trim()),
    unsupportedPolicy: findUnsupportedPolicy(policy),
  };
}

function parseKeyPackage(element: XmlElement, keys: PskcKey[]): void {
  const device = childOf(element, 'deviceinfo');
  let keyCount = 0;
  for (const child of element.children) {
    if (child.name !== 'key') continue;
    if (keys.length >= IMPORT_ROWS_MAX) throw fileRefusal('IMPORT_ROWS_TOO_MANY', { limit: IMPORT_ROWS_MAX });
    keys.push(parseKey(child, device, keyCount === 0 ? element.line : undefined));
    keyCount += 1;
  }
}

function checkRoot(root: XmlElement): string {
  if (root.name !== 'keycontainer') throw fileRefusal('PSKC_NOT_A_KEY_CONTAINER', { found: root.writtenName.slice(0, 100) });
  const version = root.attributes.get('version')?.trim() ?? '1.0';
  if (!/^1(\.\d+)?$/.test(version)) throw fileRefusal('PSKC_VERSION_UNSUPPORTED', { version: version.slice(0, 100) });
  return version;
}

/**
 * Reads a whole key container.
 * @throws FileRefusal with a PSKC_ code or IMPORT_ROWS_TOO_MANY
 */
export function parsePskc(text: string): PskcContainer {
  const keys: PskcKey[] = [];
  let version = '';
  let encryptionKey: EncryptionKeySource = { kind: 'none' };
  let macMethod: MacMethod | undefined;
  let isSigned = false;
  readXmlElements(
    text,
    (root) => {
      version = checkRoot(root);
    },
    (child) => {
      if (child.name === 'keypackage' || child.name === 'device') parseKeyPackage(child, keys);
      else if (child.name === 'encryptionkey') encryptionKey = parseEncryptionKey(child);
      else if (child.name === 'macmethod' || child.name === 'macalgorithm') macMethod = parseMacMethod(child);
      else if (child.name === 'signature') isSigned = true;
    },
  );
  if (keys.length === 0) throw fileRefusal('PSKC_NOT_A_KEY_CONTAINER', { found: 'KeyContainer without a Key' });
  return { version, isSigned, encryptionKey, macMethod, keys };
}
