/**
 * libpam-radius-auth, the PAM module that Linux VPNs and sshd use, signs users in through pamtester. PAM reads
 * its service file from a folder of the test's own (libpam-wrapper), so nothing on the machine changes.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, newFolder, removeFolder, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { currentTotp, nextStep } from '../support/totp.ts';

const MODULE = '/usr/lib/x86_64-linux-gnu/security/pam_radius_auth.so';
const WRAPPER = '/usr/lib/x86_64-linux-gnu/libpam_wrapper.so';
const missing = missingPrograms('pamtester', MODULE, WRAPPER);
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const SHARED_SECRET = 'a shared secret for pam';
const folder = newFolder();
let engine: ServedEngine;

function preparePam(): void {
  mkdirSync(join(folder, 'pam.d'), { recursive: true });
  const conf = join(folder, 'radius.conf');
  writeFileSync(conf, `127.0.0.1:${engine.radiusPort} ${SHARED_SECRET.replaceAll(' ', '_')} 10\n`);
  chmodSync(conf, 0o600);
  const line = (kind: string) => `${kind} required ${kind === 'auth' ? `${MODULE} conf=${conf}` : 'pam_permit.so'}\n`;
  writeFileSync(join(folder, 'pam.d', 'vpn'), line('auth') + line('account'));
}

/** Signs `user` in and types `answers` at PAM's prompts. */
function pamtester(user: string, answers: readonly string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('pamtester', ['vpn', user, 'authenticate'], {
      env: { ...process.env, LD_PRELOAD: WRAPPER, PAM_WRAPPER: '1', PAM_WRAPPER_SERVICE_DIR: join(folder, 'pam.d') },
    });
    let output = '';
    const pending = [...answers];
    const answer = () => {
      const next = pending.shift();
      if (next === undefined) child.stdin.end();
      else child.stdin.write(`${next}\n`);
    };
    let timer: NodeJS.Timeout | undefined;
    // pamtester asks and waits: when it has been silent for a moment, it is our turn.
    const onText = (chunk: Buffer) => {
      output += chunk.toString();
      clearTimeout(timer);
      timer = setTimeout(answer, 300);
    };
    child.stdout.on('data', onText);
    child.stderr.on('data', onText);
    child.on('exit', (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}

describe.skipIf(missing !== '')(`pam_radius_auth ${missing}`, () => {
  beforeAll(async () => {
    engine = await serveEngine(join(folder, 'data'));
    const data = ['--data', engine.folder];
    preparePam();
    const secret = SHARED_SECRET.replaceAll(' ', '_');
    await mustRun([
      'radius-client',
      'add',
      'PAM',
      '127.0.0.1',
      '--secret',
      secret,
      '--no-require-message-authenticator',
      ...data,
    ]);
    writeFileSync(
      join(folder, 'tokens.csv'),
      `upn,serial number,secret key,time interval,manufacturer,model\npam1,PAM-1,${SEED},30,Demo,Demo\n`,
    );
    await mustRun(['token', 'import', join(folder, 'tokens.csv'), '--create-users', ...data]);
  }, 60_000);

  afterAll(async () => {
    await engine?.stop();
    removeFolder(folder);
  });

  it('signs a user in with a code, and not with the same code again', async () => {
    const code = currentTotp(SEED);
    expect(await pamtester('pam1', [code])).toMatchObject({ status: 0 });
    expect((await pamtester('pam1', [code])).status).not.toBe(0);
  });

  it('signs a user in with password, then the code that the challenge asks for', async () => {
    const data = ['--data', engine.folder];
    await mustRun(['radius-client', 'remove', 'PAM', '--yes', ...data]);
    await mustRun(['user', 'delete', 'pam1', '--yes', ...data]);
    await mustRun(['user', 'add', 'pam1', '--password', 'correct horse battery', ...data]);
    await mustRun(['token', 'assign', 'PAM-1', 'pam1', ...data]);
    const secret = SHARED_SECRET.replaceAll(' ', '_');
    const options = [
      '--secret',
      secret,
      '--no-require-message-authenticator',
      '--first-factor',
      'local-password',
      '--otp-entry',
      'challenge',
    ];
    await mustRun(['radius-client', 'add', 'PAM', '127.0.0.1', ...options, ...data]);
    await nextStep();
    expect((await pamtester('pam1', ['wrong horse', currentTotp(SEED)])).status).not.toBe(0);
    const right = await pamtester('pam1', ['correct horse battery', currentTotp(SEED)]);
    expect(right).toMatchObject({ status: 0 });
    expect(right.output).toContain('Enter the code');
  });
});
