/** Requests whose user must answer first, through the whole engine: they stay open, are joined, and end in time. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAccessRequest } from '../../main/protocols/radius/request.ts';
import { CLIENT_SECRET, SHARED_SECRET as RADIUS_SECRET } from '../support/radius.ts';
import { SHARED_SECRET, type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { textServiceGateway } from '../support/text-gateway.ts';

const CALLING = '203.0.113.7';
let world: SignInWorld;
let vpn: string;
let gateway: string;
let hurried: string;
let phones = 0;
beforeAll(async () => {
  world = await startSignInWorld();
  vpn = await world.newApplication('VPN');
  gateway = await world.newApplication('Gateway');
  hurried = await world.newApplication('Hurried', { timeoutSeconds: 5 });
});
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function aTwoWayUser(username: string): Promise<string> {
  phones += 1;
  const phone = `61234${String(phones).padStart(4, '0')}`;
  await world.newUser(username, { countryCode: '31', phone, method: 'text-message', mode: 'two-way-otp' });
  return `+31${phone}`;
}
const answer = async (phone: string) => {
  await world.service.take(phone);
  expect(await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone))).toBe(200);
};
/** Until what was sent has arrived. */
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const textsTo = (phone: string) => world.service.delivered.filter(({ to }) => to === phone).length;

describe('a request that waits for a reply', () => {
  it('is let in when it comes, with one row that names gateway and application', async () => {
    const phone = await aTwoWayUser('anna');
    const signedIn = world.signIn({ from: vpn, username: 'anna', password: '' });
    await answer(phone);
    expect(await signedIn).toMatchObject({ kind: 'accept' });
    const [attempt, ...others] = await world.attempts('anna');
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({ result: 19, isGranted: true, gatewayName: 'Text service', applicationName: 'VPN' });
  });

  it('takes its copies with it: new packets of the same sign-in get the same answer, and one text is sent', async () => {
    const phone = await aTwoWayUser('bart');
    const request = { from: vpn, username: 'bart', password: '', calling: CALLING };
    const first = world.signIn(request);
    await world.service.take(phone);
    const copies = [world.signIn(request), world.signIn(request)];
    await pause(100);
    await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone));
    const replies = await Promise.all([first, ...copies]);
    expect(replies.map((reply) => reply?.kind)).toEqual(['accept', 'accept', 'accept']);
    expect(textsTo(phone)).toBe(1);
    expect(await world.attempts('bart')).toHaveLength(1);
  });

  it('is not joined by another session, another address, another application, or one that does not tell who it is', async () => {
    const phone = await aTwoWayUser('carla');
    const session = (id: string) => [{ type: 44, value: new TextEncoder().encode(id) }];
    const mine = { from: vpn, username: 'carla', password: '', calling: CALLING, attributes: session('1') };
    const signedIn = world.signIn(mine);
    await world.service.take(phone);
    const others = await Promise.all([
      world.signIn({ ...mine, attributes: session('2') }),
      world.signIn({ ...mine, calling: '203.0.113.8' }),
      world.signIn({ ...mine, from: gateway }),
      world.signIn({ from: vpn, username: 'carla', password: '' }),
    ]);
    expect(others.map((reply) => reply?.kind)).toEqual(['reject', 'reject', 'reject', 'reject']);
    await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone));
    expect(await signedIn).toMatchObject({ kind: 'accept' });
    expect(textsTo(phone)).toBe(1);
    const results = (await world.attempts('carla')).map(({ result }) => result);
    expect(results).toEqual([19, 101, 101, 101, 101]);
  });

  it('that tells nothing of the session is not joined by one that tells as little', async () => {
    const phone = await aTwoWayUser('dora');
    const request = { from: vpn, username: 'dora', password: '' };
    const signedIn = world.signIn(request);
    await world.service.take(phone);
    expect(await world.signIn(request)).toMatchObject({ kind: 'reject' });
    await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone));
    expect(await signedIn).toMatchObject({ kind: 'accept' });
  });

  it('answers its plain retransmissions once, with the same bytes', async () => {
    const phone = await aTwoWayUser('emil');
    expect(RADIUS_SECRET).toBe(SHARED_SECRET);
    const password = new Uint8Array(0);
    const bytes = encodeAccessRequest({
      identifier: 7,
      authenticator: randomBytes(16),
      secret: CLIENT_SECRET,
      username: 'emil',
      password,
    });
    const socket = createSocket('udp4');
    const received: Buffer[] = [];
    socket.on('message', (reply) => received.push(reply));
    socket.bind(0, vpn);
    await once(socket, 'listening');
    socket.send(bytes, world.radiusPort, '127.0.0.1');
    await world.service.take(phone);
    socket.send(bytes, world.radiusPort, '127.0.0.1');
    socket.send(bytes, world.radiusPort, '127.0.0.1');
    await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone));
    await expect.poll(() => received.length).toBe(1);
    expect(received[0]?.[0]).toBe(2);
    socket.send(bytes, world.radiusPort, '127.0.0.1');
    await expect.poll(() => received.length).toBe(2);
    expect(received[1]).toEqual(received[0]);
    expect(textsTo(phone)).toBe(1);
    socket.close();
  });

  it('is refused before the client gives up', async () => {
    const phone = await aTwoWayUser('frans');
    const startedAt = performance.now();
    const signedIn = await world.signIn({ from: hurried, username: 'frans', password: '' });
    const seconds = (performance.now() - startedAt) / 1000;
    expect(signedIn).toMatchObject({ kind: 'reject' });
    expect(seconds).toBeGreaterThan(2.5);
    expect(seconds).toBeLessThan(5);
    expect(await world.attempts('frans')).toMatchObject([{ result: 121, isGranted: false }]);
    // Too late: nobody waits for it any more.
    await answer(phone);
    const outcome = async () => (await world.api.messages.received({})).find(({ username }) => username === 'frans')?.outcome;
    await expect.poll(outcome).toBe('late');
  });

  it('goes on after a restart of the engine when its client sends it again', async () => {
    const phone = await aTwoWayUser('gerda');
    const request = { from: vpn, username: 'gerda', password: '', calling: CALLING };
    const lost = world.signIn(request, 1);
    await world.service.take(phone);
    await lost;
    await world.restart();
    const signedIn = world.signIn(request);
    await pause(100);
    await world.service.reply(world.inboundUrl, phone, world.service.codeTo(phone));
    expect(await signedIn).toMatchObject({ kind: 'accept' });
    expect(textsTo(phone)).toBe(1);
  });
});

describe('a code that is typed twice at the same moment', () => {
  it.each(['in one challenge', 'in two', 'without a challenge'])('lets in once: %s', async (how) => {
    const name = `twice-${how.replaceAll(' ', '-')}`;
    phones += 1;
    const phone = `61234${String(phones).padStart(4, '0')}`;
    await world.newUser(name, { countryCode: '31', phone, method: 'text-message', mode: 'one-way-otp' });
    const first = await world.signIn({ from: vpn, username: name, password: '' });
    const second = how === 'in two' ? await world.signIn({ from: vpn, username: name, password: '' }) : first;
    expect([first?.kind, second?.kind]).toEqual(['challenge', 'challenge']);
    expect(textsTo(`+31${phone}`)).toBe(1);
    const password = world.service.codeTo(`+31${phone}`);
    const states = how === 'without a challenge' ? [undefined, undefined] : [first?.state, second?.state];
    const typed = await Promise.all(states.map((state) => world.signIn({ from: vpn, username: name, password, state })));
    expect(typed.map((reply) => reply?.kind).sort()).toEqual(['accept', 'reject']);
  });
});

describe('a first gateway that is dead', () => {
  it('leaves the text to the second one, and the log names that', async () => {
    const [{ id } = { id: undefined }] = await world.api.gateways.list();
    const dead = await world.api.gateways.create({ fields: textServiceGateway(9, { name: 'Dead gateway' }) });
    await world.api.gateways.move({ id: dead.id, position: 1 });
    await world.newUser('kees', { countryCode: '31', phone: '688888888', method: 'text-message', mode: 'one-way-otp' });
    expect(await world.signIn({ from: vpn, username: 'kees', password: '' })).toMatchObject({ kind: 'challenge' });
    expect(await world.attempts('kees')).toMatchObject([{ result: 20, gatewayName: 'Text service' }]);
    const [message] = await world.api.messages.sent({ limit: 1 });
    expect(message).toMatchObject({ username: 'kees', state: 'sent', gatewayId: id, gatewayName: 'Text service' });
    expect(message?.problem).toMatch(/^Dead gateway: /);
    expect(message?.problem).not.toContain('688888888');
    await world.api.gateways.delete({ id: dead.id });
  });
});

describe('a receipt of the text service', () => {
  it.each([
    ['DELIVERED', 'delivered', (id: string) => id],
    ['FAILED', 'failed', (id: string) => `ref-${id}`],
  ] as const)('%s makes the message %s', async (status, state, idOf) => {
    const name = `receipt-${state}`;
    phones += 1;
    const phone = `61234${String(phones).padStart(4, '0')}`;
    await world.newUser(name, { countryCode: '31', phone, method: 'text-message', mode: 'one-way-otp' });
    await world.signIn({ from: vpn, username: name, password: '' });
    const text = world.service.delivered.findLast(({ to }) => to === `+31${phone}`);
    expect(await world.service.report(world.inboundUrl, idOf(text?.id ?? ''), status)).toBe(200);
    await expect.poll(async () => (await world.api.messages.sent({ limit: 1 }))[0]).toMatchObject({ username: name, state });
  });
});

describe('the test of a user in the console', () => {
  it('waits for a two-way reply as an application does', async () => {
    const phone = await aTwoWayUser('hugo');
    const { id } = await world.api.users.find({ username: 'hugo' });
    const tested = world.api.users.test({ id, code: '' });
    await answer(phone);
    expect(await tested).toMatchObject({ outcome: 'granted', isGranted: true, result: 19 });
    expect(await world.attempts('hugo')).toMatchObject([{ authenticationType: 'console-test', applicationName: 'Console test' }]);
  });

  it('asks for the code of a one-way text, and takes it', async () => {
    await world.newUser('ida', { countryCode: '31', phone: '699999999', method: 'text-message', mode: 'one-way-otp' });
    const { id } = await world.api.users.find({ username: 'ida' });
    const asked = await world.api.users.test({ id, code: '' });
    expect(asked).toMatchObject({ outcome: 'asks', isGranted: false, result: 20 });
    expect(asked.prompt).toContain('999');
    const code = world.service.codeTo('+31699999999');
    const challenge = asked.challenge ?? '';
    expect(await world.api.users.test({ id, code, challenge })).toMatchObject({ outcome: 'granted', result: 19 });
    expect(await world.api.users.test({ id, code, challenge })).toMatchObject({ outcome: 'denied' });
  });

  it('ends when the console closes it', async () => {
    const phone = await aTwoWayUser('jana');
    const { id } = await world.api.users.find({ username: 'jana' });
    const closing = new AbortController();
    const tested = world.api.users.test({ id, code: '' }, { signal: closing.signal }).catch((error: unknown) => error);
    await world.service.take(phone);
    closing.abort();
    await tested;
    await expect.poll(async () => (await world.attempts('jana')).length).toBe(1);
    expect(await world.attempts('jana')).toMatchObject([{ isGranted: false }]);
  });
});
