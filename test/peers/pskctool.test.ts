// oath-toolkit's pskctool and oathtool: its files import, our test files are valid to it, and both see the same seed.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { createNodePskcCrypto } from '../../main/adapters/node-pskc-crypto.ts';
import { judgeBatch } from '../../main/engine/tokens/import-batch.ts';
import { pageRows } from '../../main/engine/tokens/import-rows.ts';
import { readPskc } from '../../main/protocols/pskc/read-pskc.ts';
import { defaultSeedOf, makePskc } from '../bench/make-pskc.ts';
import { containerXml, keyXml } from '../protocols/pskc-build.ts';
import { missingPrograms } from '../support/required-programs.ts';

const run = promisify(execFile);
const missing = missingPrograms('pskctool', 'oathtool', 'openssl');
const KEY = Buffer.from('12345678901234567890123456789012', 'hex');
const NOW = Date.UTC(2026, 10, 20, 12);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pskctool-'));
});
afterAll(() => rm(folder, { recursive: true }));

function candidatesOf(text: string, key?: Uint8Array) {
  const reading = readPskc(text, { password: undefined, key }, createNodePskcCrypto());
  if (reading.state !== 'open') throw new Error(`locked: ${reading.problem}`);
  return reading;
}

describe.skipIf(missing !== '')(`pskctool ${missing}`, () => {
  it('finds the files of this test suite valid by the schema of RFC 6030', async () => {
    const files = {
      plain: makePskc({ keyCount: 3 }),
      encrypted: makePskc({ keyCount: 3, key: KEY }),
      built: containerXml(keyXml()),
    };
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, `${name}.xml`);
      await writeFile(path, text);
      expect((await run('pskctool', ['--validate', path])).stdout).toContain('OK');
    }
  });

  it('writes files that import: parsed, signed and put out again', async () => {
    const keyPath = join(folder, 'key.pem');
    const certificatePath = join(folder, 'certificate.pem');
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      keyPath,
      '-out',
      certificatePath,
      '-subj',
      '/CN=test',
    ]);
    // pskctool 2.6 leaves encrypted values out of what it writes, so that these files are of plain ones.
    const path = join(folder, 'unsigned.xml');
    await writeFile(path, makePskc({ keyCount: 3 }));
    const { stdout } = await run('pskctool', ['--sign', '--sign-key', keyPath, '--sign-crt', certificatePath, path]);
    expect(stdout).toContain('SignatureValue');
    const { candidates, description } = candidatesOf(stdout);
    expect(description).toContain('signature not checked');
    expect(candidates.map(({ seed }) => Buffer.from(seed ?? []))).toEqual(
      [0, 1, 2].map((index) => Buffer.from(defaultSeedOf(index))),
    );
  });

  it('takes the same encrypted file as we do, of which one altered bit makes one row an error', async () => {
    const text = makePskc({ keyCount: 3, key: KEY });
    const path = join(folder, 'encrypted-info.xml');
    await writeFile(path, text);
    expect((await run('pskctool', ['--info', path])).stdout.match(/SerialNo/g)).toHaveLength(3);
    const altered = text.replace(/(<ValueMAC>)(.)/, (_, start: string, first: string) => start + (first === 'A' ? 'B' : 'A'));
    expect(candidatesOf(altered, KEY).candidates.map((candidate) => candidate.finding?.code)).toEqual([
      'MAC_INVALID',
      undefined,
      undefined,
    ]);
  });

  it('reads the same serial numbers and secrets as we do', async () => {
    for (const figure of [3, 5, 10]) {
      const path = new URL(`../vectors/pskc/rfc6030-figure${figure}.xml`, import.meta.url).pathname;
      const { stdout } = await run('pskctool', ['--info', path]);
      const theirs = [...stdout.matchAll(/SerialNo: (\S+)[\s\S]*?Key Secret \(base64\): (\S+)/g)].map((match) =>
        match.slice(1, 3),
      );
      const ours = candidatesOf(readFileSync(path, 'utf8')).candidates.filter((candidate) => candidate.seed !== undefined);
      expect(ours.length).toBeGreaterThan(0);
      for (const { serial, seed } of ours) expect(theirs).toContainEqual([serial, Buffer.from(seed ?? []).toString('base64')]);
    }
  });
});

describe.skipIf(missing !== '')(`oathtool ${missing}`, () => {
  it('shows the same code as the preview', async () => {
    const parameters = '<Suite>SHA256</Suite><ResponseFormat Length="8" Encoding="DECIMAL"/>';
    const values = '<TimeInterval><PlainValue>60</PlainValue></TimeInterval>';
    const { candidates } = candidatesOf(containerXml(keyXml({ parameters, values })));
    const lookup = { hasSerial: () => false, hasUser: () => false, userKey: (username: string) => username };
    const batch = judgeBatch(candidates, { lookup, createsUsers: false, now: NOW });
    const [row] = pageRows(batch, { search: '', offset: 0, limit: 1 }, nodeDigest.hmac, NOW).rows;
    const hex = Buffer.from(candidates[0]?.seed ?? []).toString('hex');
    const { stdout } = await run('oathtool', ['--totp=sha256', '-d', '8', '-s', '60', '-N', '2026-11-20 12:00:00 UTC', hex]);
    expect(row?.exampleCode).toBe(stdout.trim());
  });
});
