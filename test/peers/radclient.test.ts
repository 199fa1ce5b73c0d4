/** Debian's radclient (freeradius-utils) against the listener: PAP, CHAP, Status-Server, Proxy-State, wrong secret. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { radiusActivitySchema } from '../../shared/schemas/radius.ts';
import {
  accept,
  aRadiusClient,
  decide,
  passwordOf,
  type RadiusServer,
  reject,
  SHARED_SECRET,
  startRadiusServer,
} from '../support/radius.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms('radclient');

let server: RadiusServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function radclient(port: number, kind: 'auth' | 'status', attributes: string, secret = SHARED_SECRET): Promise<string> {
  const child = spawn('radclient', ['-x', '-r', '1', '-t', '2', `127.0.0.1:${port}`, kind, secret]);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  child.stdin.end(`${attributes}\n`);
  await once(child, 'close');
  return output;
}
const activityOf = (of: RadiusServer) => radiusActivitySchema.parse(of.activity.activities()[0]);

describe.skipIf(missing !== '')(`radclient ${missing}`, () => {
  it('gets accept, reject and challenge with their texts and attributes', async () => {
    const state = Uint8Array.from({ length: 16 }, (_, index) => index);
    server = await startRadiusServer({
      clients: [aRadiusClient({ acceptText: 'Hello', replyAttributes: [{ type: 25, format: 'text', value: 'Sales' }] })],
      authenticate: async (request) => {
        if (passwordOf(request) === 'challenge') {
          return decide({ kind: 'challenge', result: 'OATH_CODE_PENDING', reason: 'challenge-sent', state });
        }
        return decide(passwordOf(request) === '123456' ? accept : reject);
      },
    });
    const signed = 'User-Name = "user1", Message-Authenticator = 0x00';
    const accepted = await radclient(
      server.port,
      'auth',
      `${signed}, User-Password = "123456", Proxy-State = 0x0102, Proxy-State = 0x03`,
    );
    expect(accepted).toMatch(/Received Access-Accept/);
    expect(accepted).toMatch(/Reply-Message = "Hello"/);
    expect(accepted).toMatch(/Class = 0x53616c6573/);
    expect(accepted).toMatch(/Proxy-State = 0x0102\s+Proxy-State = 0x03/);
    const rejected = await radclient(server.port, 'auth', `${signed}, User-Password = "000000"`);
    expect(rejected).toMatch(/Received Access-Reject/);
    expect(rejected).toMatch(/Reply-Message = "Access denied"/);
    const challenged = await radclient(server.port, 'auth', `${signed}, User-Password = "challenge"`);
    expect(challenged).toMatch(/Received Access-Challenge/);
    expect(challenged).toMatch(/State = 0x000102030405060708090a0b0c0d0e0f/);
    expect(activityOf(server)).toMatchObject({
      acceptCount: 1,
      rejectCount: 1,
      challengeCount: 1,
      sendsMessageAuthenticator: true,
    });
  });

  it('gets an answer to Status-Server', async () => {
    server = await startRadiusServer();
    expect(await radclient(server.port, 'status', 'Message-Authenticator = 0x00')).toMatch(/Received Access-Accept/);
  });

  it('sends CHAP and is rejected', async () => {
    server = await startRadiusServer();
    const output = await radclient(
      server.port,
      'auth',
      'User-Name = "user1", CHAP-Password = "123456", Message-Authenticator = 0x00',
    );
    expect(output).toMatch(/Received Access-Reject/);
    expect(activityOf(server).recent[0]).toMatchObject({ protocol: 'chap', discard: 'protocol-unsupported' });
  });

  it('gets no answer with a wrong secret', async () => {
    server = await startRadiusServer();
    const output = await radclient(
      server.port,
      'auth',
      'User-Name = "user1", User-Password = "123456", Message-Authenticator = 0x00',
      'other',
    );
    expect(output).toMatch(/No reply/i);
    expect(activityOf(server).discards).toEqual({ 'message-authenticator-invalid': 1 });
  });
});
