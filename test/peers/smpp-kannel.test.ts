/** The SMPP gateway against drive_smpp, the centre that Kannel is tested with: a reader of PDUs that is not ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmppGateway } from '../../main/adapters/sms/smpp-gateway.ts';
import type { InboundText } from '../../main/engine/delivery/gateway-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { SmppGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anOutgoingText } from '../support/gateways.ts';
import { missingPrograms } from '../support/required-programs.ts';

const DRIVE_SMPP = '/usr/lib/kannel/test/drive_smpp';
const CONFIGURATION = '/usr/lib/kannel/test/drive_smpp.conf';
const MESSAGES = 5;
const missing = missingPrograms(DRIVE_SMPP, CONFIGURATION);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Answers its port and where it writes what it sees. */
async function startDriveSmpp(): Promise<{ port: number; seen: () => string }> {
  const folder = mkdtempSync(join(tmpdir(), 'drive-smpp-'));
  const port = await freePort();
  const log = join(folder, 'log');
  const options = ['-v', '0', '-l', log, '-p', String(port), '-m', String(MESSAGES), '-c', CONFIGURATION];
  const child: ChildProcess = spawn(DRIVE_SMPP, options, { cwd: folder, stdio: 'ignore' });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  closing.push(async () => {
    child.kill('SIGKILL');
    await exit;
    rmSync(folder, { recursive: true, force: true });
  });
  return { port, seen: () => readFileSync(log, 'latin1') };
}

describe.skipIf(missing !== '')(`drive_smpp ${missing}`, () => {
  it('is bound by transmitter and receiver, delivers texts to us, and takes ours', async () => {
    const { port, seen } = await startDriveSmpp();
    const replies: InboundText[] = [];
    const connection: SmppGateway = {
      kind: 'smpp',
      host: '127.0.0.1',
      port,
      usesTls: false,
      authorityCertificate: '',
      systemId: 'foo',
      systemType: 'VMA',
      bind: 'transmitter-and-receiver',
      enquireLinkSeconds: 5,
      windowSize: 10,
      asksReceipts: false,
      alphabet: 'gsm',
      longMessages: 'udh',
    };
    const gateway = createSmppGateway({
      gateway: aGateway(connection),
      connection,
      password: Secret.fromText('bar'),
      sink: { onReply: (_id, reply) => void replies.push(reply), onReceipt: () => undefined },
      log: { info: () => undefined, error: () => undefined },
      timing: { first: 100, longest: 500, least: 50, probe: 2000 },
    });
    closing.push(() => gateway.close());
    await expect.poll(() => gateway.isConnected(), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => replies.map(({ text }) => text), { timeout: 10_000 }).toEqual(['1', '2', '3', '4', '5']);
    const texts = ['Your code is 123456.', `${'b'.repeat(150)} and so on, in two parts`];
    for (const text of texts) {
      expect(await gateway.send(anOutgoingText({ text }), 5000)).toEqual({ kind: 'accepted', reference: '' });
    }
    expect(seen()).toContain('submit_sm: short_message = <Your code is 123456.>');
    expect(seen().match(/PDU of type submit_sm/g)).toHaveLength(3);
    expect(seen().match(/PDU of type deliver_sm_resp/g)).toHaveLength(MESSAGES);
    expect(seen()).not.toMatch(/Unhandled|malformed|unknown/i);
  });
});
