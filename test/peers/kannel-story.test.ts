/**
 * Text messages as users meet them: an engine in a process of its own, Debian's Kannel with its fake handset, and
 * radclient. A one-way code is typed into the challenge; a two-way reply from the handset ends the request that waits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connected, connect } from '../../main/cli/connect.ts';
import { GATEWAY_PRESETS } from '../../shared/gateway-presets.ts';
import type { GatewayFields } from '../../shared/schemas/gateway.ts';
import { newFolder, removeFolder, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { KANNEL_PROGRAMS, type Kannel, startKannel } from '../support/kannel.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms('radclient', ...KANNEL_PROGRAMS);
const SHARED_SECRET = 'radclient-shared-secret';
const LOCAL_PASSWORD = 'correct horse battery';
const SERVICE_NUMBER = '3600';
const folder = newFolder();
let engine: ServedEngine;
let kannel: Kannel;
let connected: Connected;

async function radclient(attributes: string, timeoutSeconds = 10): Promise<{ kind: string; state: string; text: string }> {
  const target = `127.0.0.1:${engine.radiusPort}`;
  const child = spawn('radclient', ['-x', '-r', '1', '-t', String(timeoutSeconds), target, 'auth', SHARED_SECRET]);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stdin.end(`${attributes},NAS-Port=1,Calling-Station-Id="192.0.2.7",Message-Authenticator=0x00\n`);
  await once(child, 'close');
  const answer = output.slice(output.indexOf('Received'));
  return {
    kind: /Received (\S+)/.exec(output)?.[1] ?? `nothing: ${output}`,
    state: /State = (0x[0-9a-f]+)/.exec(answer)?.[1] ?? '',
    text: /Reply-Message = "(.*)"/.exec(answer)?.[1] ?? '',
  };
}

/** The code in a text that the handset has got. */
function codeOf(text: string): string {
  const code = /\b\d{6}\b/.exec(text)?.[0];
  if (code === undefined) throw new Error(`no code in "${text}"`);
  return code;
}

/** The preset for Kannel, with what an administrator fills in. */
function kannelFields(url: string): GatewayFields {
  const preset = GATEWAY_PRESETS.find(({ id }) => id === 'kannel')?.fields;
  if (preset?.connection.kind !== 'http') throw new Error('there is no preset for Kannel');
  const { connection } = preset;
  return {
    ...preset,
    senders: [{ countryCodes: [], senders: [SERVICE_NUMBER] }],
    connection: {
      ...connection,
      url: connection.url.replace('http://gateway.example.org:13013/cgi-bin/sendsms', url),
      username: 'countersign',
      inbound: { ...connection.inbound, isEnabled: true, allowedAddresses: ['127.0.0.1'] },
    },
  };
}

describe.skipIf(missing !== '')(`text messages by Kannel ${missing}`, () => {
  beforeAll(async () => {
    engine = await serveEngine(join(folder, 'data'));
    connected = await connect(engine.folder, () => undefined);
    const { client } = connected;
    const stored = (await client.settings.list()).find(({ section }) => section === 'inbound-texts');
    if (stored?.section !== 'inbound-texts') throw new TypeError('every section is listed');
    await client.settings.update({
      section: 'inbound-texts',
      revision: stored.revision,
      value: { ...stored.value, isEnabled: true, address: '127.0.0.1', port: 0 },
    });
    expect(await client.gateways.inbound()).toMatchObject({ isListening: true, problem: '' });
    const gateway = await client.gateways.create({ fields: kannelFields('http://127.0.0.1:9'), secrets: {} });
    const { path } = await client.gateways.newInboundAddress({ id: gateway.id });
    kannel = await startKannel(`http://127.0.0.1:${(await client.gateways.inbound()).port}${path}`);
    const now = (await client.gateways.list()).find(({ id }) => id === gateway.id);
    await client.gateways.update({
      id: gateway.id,
      revision: now?.revision ?? 0,
      fields: kannelFields(kannel.url),
      secrets: { password: kannel.password },
    });
    await client.radiusClients.create({
      fields: {
        name: 'VPN',
        address: '127.0.0.1',
        applicationName: 'Demo VPN',
        firstFactor: 'local-password',
        otpEntry: 'challenge',
        timeoutSeconds: 30,
      },
      sharedSecret: SHARED_SECRET,
    });
    const user = { method: 'text-message', countryCode: '31' } as const;
    await client.users.create({
      fields: { ...user, username: 'one@example.org', phone: '06 12345678', mode: 'one-way-otp' },
      password: LOCAL_PASSWORD,
    });
    await client.users.create({
      fields: { ...user, username: 'two@example.org', phone: '06 87654321', mode: 'two-way-otp' },
      password: LOCAL_PASSWORD,
    });
  }, 60_000);

  afterAll(async () => {
    await connected?.close();
    await kannel?.close();
    await engine?.stop();
    removeFolder(folder);
  });

  const newestAttempt = async () => (await connected.client.attempts.list({ limit: 1 })).rows[0];

  it('a one-way code reaches the handset, is typed into the challenge and counts once', async () => {
    const before = kannel.texts.length;
    const user = 'User-Name="one@example.org"';
    const challenge = await radclient(`${user},User-Password="${LOCAL_PASSWORD}"`);
    expect(challenge).toMatchObject({ kind: 'Access-Challenge', state: expect.stringMatching(/^0x/) });
    const text = await kannel.waitForText(before + 1);
    expect(text).toMatchObject({ from: SERVICE_NUMBER, to: '+31612345678' });
    const code = codeOf(text.text);
    const answer = `${user},User-Password="${code}",State=${challenge.state}`;
    expect((await radclient(answer)).kind).toBe('Access-Accept');
    expect((await radclient(answer)).kind).toBe('Access-Reject');

    const [sent] = await connected.client.messages.sent({ limit: 1 });
    expect(sent).toMatchObject({ gatewayName: 'Kannel' });
    await expect.poll(async () => (await connected.client.messages.sent({ limit: 1 }))[0]?.state).toBe('delivered');
    const { rows } = await connected.client.attempts.list({ limit: 10 });
    const granted = rows.find(({ isGranted }) => isGranted);
    expect(granted).toMatchObject({
      result: 19,
      method: 'text-message',
      mode: 'one-way-otp',
      applicationName: 'Demo VPN',
      callingAddress: '192.0.2.7',
      gatewayName: 'Kannel',
    });
    expect(JSON.stringify([rows, sent])).not.toContain(code);
  });

  it('a two-way reply from the handset ends the request that waits', async () => {
    const before = kannel.texts.length;
    const waiting = radclient(`User-Name="two@example.org",User-Password="${LOCAL_PASSWORD}"`, 30);
    const { to, text } = await kannel.waitForText(before + 1);
    expect(to).toBe('+31687654321');
    await kannel.reply(to, SERVICE_NUMBER, codeOf(text));
    expect((await waiting).kind).toBe('Access-Accept');
    expect(await newestAttempt()).toMatchObject({ result: 19, mode: 'two-way-otp', gatewayName: 'Kannel' });
    const [received] = await connected.client.messages.received({ limit: 1 });
    expect(received).toMatchObject({ outcome: 'verified', gatewayName: 'Kannel' });
    expect((await connected.client.gateways.inbound()).refusals).toEqual({});
  });

  it('a reply with another code is refused, and one of a stranger is logged and changes nothing', async () => {
    const before = kannel.texts.length;
    const waiting = radclient(`User-Name="two@example.org",User-Password="${LOCAL_PASSWORD}"`, 30);
    const { to, text } = await kannel.waitForText(before + 1);
    await kannel.reply('+31600000001', SERVICE_NUMBER, codeOf(text));
    await expect.poll(async () => (await connected.client.messages.received({ limit: 1 }))[0]?.outcome).toBe('unknown-sender');
    await kannel.reply(to, SERVICE_NUMBER, codeOf(text) === '000000' ? '000001' : '000000');
    expect((await waiting).kind).toBe('Access-Reject');
    expect(await newestAttempt()).toMatchObject({ result: 122, isGranted: false, mode: 'two-way-otp' });
  });

  it('a gateway that is down is passed over, named in the log of messages and on the Status screen', async () => {
    const { client } = connected;
    const dead = await client.gateways.create({
      fields: { ...kannelFields('http://127.0.0.1:9'), name: 'Dead gateway' },
      secrets: { password: 'never-used' },
    });
    await client.gateways.move({ id: dead.id, position: 1 });
    const before = kannel.texts.length;
    const user = 'User-Name="one@example.org"';
    const challenge = await radclient(`${user},User-Password="${LOCAL_PASSWORD}"`);
    const code = codeOf((await kannel.waitForText(before + 1)).text);
    expect((await radclient(`${user},User-Password="${code}",State=${challenge.state}`)).kind).toBe('Access-Accept');
    expect(await newestAttempt()).toMatchObject({ result: 19, gatewayName: 'Kannel' });
    const [sent] = await client.messages.sent({ limit: 1 });
    expect(sent?.problem).toMatch(/^Dead gateway: the connection was refused/);
    // Three failures in a row and it is left out.
    for (let times = 0; times < 2; times += 1) {
      expect(await client.gateways.test({ id: dead.id, phone: '+31612345678' })).toMatchObject({ isSent: false });
    }
    const { warnings } = await client.engine.status();
    expect(warnings.find(({ code: warning }) => warning === 'gateway-down')?.subject).toMatch(
      /^Dead gateway: the connection was/,
    );
    await client.gateways.delete({ id: dead.id });
  });
});
