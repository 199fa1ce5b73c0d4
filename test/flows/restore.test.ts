/** A stolen copy reveals nothing; a back-up restored elsewhere verifies the same tokens and revives no used code. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countersign, mustRun, newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';
import { sendAll } from '../support/radius-sender.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { currentTotp, nextStep } from '../support/totp.ts';

const missing = missingPrograms('oathtool', 'strings');
const SEED_BASE32 = 'KRUGKIDROVUWG2ZAMJZG653OEBTG66BA';
const SEED_TEXT = 'The quick brown fox ';
const SHARED_SECRET = 'very-much-a-shared-secret';
const PASSWORD = 'a local password of a user';
const OPERATOR_PASSWORD = 'operators have long passwords';
const folder = newFolder();

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
}

/** What `strings` and a plain search find of the secrets in the folder, in each form that they were ever in. */
function findSecrets(path: string): string[] {
  const hex = Buffer.from(SEED_TEXT).toString('hex');
  const forms = [
    SEED_BASE32,
    SEED_TEXT,
    hex,
    hex.toUpperCase(),
    Buffer.from(SEED_TEXT).toString('base64').slice(0, 24),
    SHARED_SECRET,
    PASSWORD,
    OPERATOR_PASSWORD,
  ];
  return filesBelow(path).flatMap((file) => {
    const text = execFileSync('strings', ['-n', '6', file], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    const bytes = readFileSync(file);
    return forms.filter((form) => text.includes(form) || bytes.includes(form)).map((form) => `${file}: ${form}`);
  });
}

describe.skipIf(missing !== '')(`a data folder and its back-up ${missing}`, () => {
  afterAll(() => removeFolder(folder));

  it('keep every secret, and bring the tokens but no used code to another folder', async () => {
    const data = join(folder, 'data');
    const at = ['--data', data];
    const first = await serveEngine(data);
    const added = JSON.parse(
      await mustRun(['operator', 'add', 'first', '--password-stdin', '--json', ...at], `${OPERATOR_PASSWORD}\n`),
    );
    const passphrase: string = added.recoveryPassphrase;
    expect(passphrase.length).toBeGreaterThan(20);
    writeFileSync(
      join(folder, 'tokens.csv'),
      `upn,serial number,secret key,time interval,manufacturer,model\nuser0,S0,${SEED_BASE32},30,Demo,Demo\n`,
    );
    await mustRun(['token', 'import', join(folder, 'tokens.csv'), '--create-users', ...at]);
    await mustRun(['radius-client', 'add', 'VPN', '127.0.0.1', '--secret', SHARED_SECRET, ...at]);
    await mustRun(['user', 'add', 'user1', '--password', PASSWORD, ...at]);
    const file = join(folder, 'one.csb');
    await mustRun(['backup', file, ...at]);

    // Used after the back-up: the file does not know it.
    const signIn = async (port: number, code: string) =>
      (
        await sendAll([{ username: 'user0', password: code }], {
          port,
          sharedSecret: SHARED_SECRET,
          inFlight: 1,
          timeoutMilliseconds: 10_000,
        })
      )[0]?.kind;
    const used = currentTotp(SEED_BASE32);
    expect(await signIn(first.radiusPort, used)).toBe('accept');

    expect(findSecrets(data)).toEqual([]);
    // The file that the tokens came from has them in clear: the search does find what is there.
    expect(findSecrets(folder).some((line) => line.includes('tokens.csv'))).toBe(true);
    expect(findSecrets(folder).filter((line) => !line.includes('tokens.csv'))).toEqual([]);
    const stolen = join(folder, 'stolen');
    cpSync(data, stolen, { recursive: true });
    await first.stop();
    for (const name of ['service.key', 'engine.json', 'owner.lock', 'owner.pid']) rmSync(join(stolen, name), { force: true });
    const opened = await countersign(['token', 'list', '--data', stolen]);
    expect(opened.status).toBe(1);
    expect(opened.stderr).toMatch(/^KEY_SLOT_UNAVAILABLE: /);

    rmSync(data, { recursive: true });
    const elsewhere = join(folder, 'elsewhere');
    const wrong = await countersign(['restore', file, '--passphrase', 'AAAAA-AAAAA', '--data', elsewhere]);
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^PASSPHRASE_WRONG: /);
    await mustRun(['restore', file, '--passphrase', passphrase, '--data', elsewhere]);
    const second = await serveEngine(elsewhere);
    expect(await signIn(second.radiusPort, used)).toBe('reject');
    await nextStep();
    expect(await signIn(second.radiusPort, currentTotp(SEED_BASE32))).toBe('accept');
    await mustRun(['verify-log', '--data', elsewhere]);
    await second.stop();
    expect(findSecrets(elsewhere)).toEqual([]);
  }, 120_000);
});
