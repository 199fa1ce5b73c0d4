/** The chain of gateways: order, countries, senders, failover, circuit and health. */
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Log } from '../../main/adapters/log.ts';
import { createHttpGateway } from '../../main/adapters/sms/http-gateway.ts';
import { createMailGateway } from '../../main/adapters/sms/mail-gateway.ts';
import { createSmppGateway } from '../../main/adapters/sms/smpp-gateway.ts';
import { createTextDelivery } from '../../main/adapters/sms/text-delivery.ts';
import type {
  GatewayAnswer,
  GatewayWithSecrets,
  OutgoingText,
  TextDelivery,
  TextGateway,
} from '../../main/engine/delivery/gateway-port.ts';
import type { MailAnswer, PlainMail } from '../../main/engine/delivery/mail-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import { gatewayIdSchema } from '../../shared/ids.ts';
import type { Gateway, MailGateway, SmppGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anHttpConnection, anOutgoingText } from '../support/gateways.ts';
import { startSmppCentre } from '../support/smpp-centre.ts';
import { fakeClock, NOON } from '../support/store.ts';

const MAIL: MailGateway = { kind: 'email-to-sms', address: '<$to$>@sms.example.org', subject: '<$from$>' };
const id = (number: number) => gatewayIdSchema.parse(number);
const withSecrets = (gateway: Gateway): GatewayWithSecrets => ({ gateway, password: undefined, inboundSecret: undefined });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Gateways that answer as the test says, and what they were asked. */
function fakes() {
  const sent: { gateway: number; text: OutgoingText }[] = [];
  const closed: number[] = [];
  const opened: number[] = [];
  const answers = new Map<number, () => GatewayAnswer | Promise<GatewayAnswer>>();
  const accepted: GatewayAnswer = { kind: 'accepted', reference: 'ref' };
  const open = ({ gateway }: GatewayWithSecrets): TextGateway => {
    opened.push(gateway.id);
    return {
      send: async (text) => {
        sent.push({ gateway: gateway.id, text });
        return (await answers.get(gateway.id)?.()) ?? accepted;
      },
      isConnected: () => undefined,
      close: async () => void closed.push(gateway.id),
    };
  };
  const refuse = (number: number, problem: string, isPermanent = false) =>
    answers.set(number, () => ({ kind: 'refused', problem, isPermanent }));
  return { open, sent, closed, opened, answers, refuse, accept: (number: number) => answers.delete(number) };
}

function openDelivery(open: (gateway: GatewayWithSecrets) => TextGateway) {
  const clock = fakeClock();
  const logged: string[] = [];
  let changes = 0;
  const log: Log = {
    info: (message, fields) => void logged.push(`${message} ${JSON.stringify(fields ?? {})}`),
    error: (message, error) => void logged.push(`${message} ${String(error)}`),
  };
  const delivery = createTextDelivery({ open, clock, log, onHealthChange: () => (changes += 1) });
  closing.push(() => delivery.close());
  return { delivery, clock, logged, changes: () => changes };
}

async function twoFakes(first: Partial<Gateway> = {}, second: Partial<Gateway> = {}) {
  const fake = fakes();
  const world = openDelivery(fake.open);
  const gateways = [
    withSecrets(aGateway(MAIL, { id: id(1), name: 'First', ...first })),
    withSecrets(aGateway(MAIL, { id: id(2), name: 'Second', ...second })),
  ];
  await world.delivery.replace(gateways);
  const send = (fields: Partial<OutgoingText> = {}) =>
    world.delivery.send(anOutgoingText({ validUntil: world.clock.now() + 300_000, ...fields }));
  return { ...world, ...fake, gateways, send };
}

describe('the order', () => {
  it('is kept: the first that takes it has it', async () => {
    const { send, sent } = await twoFakes();
    expect(await send()).toEqual({ kind: 'sent', gatewayId: 1, name: 'First', reference: 'ref', tried: [] });
    expect(sent).toHaveLength(1);
  });

  it('goes on to the next when one refuses, and says in whose words', async () => {
    const { send, refuse } = await twoFakes();
    refuse(1, 'out of credit');
    expect(await send()).toEqual({
      kind: 'sent',
      gatewayId: 2,
      name: 'Second',
      reference: 'ref',
      tried: [{ gatewayId: 1, name: 'First', problem: 'out of credit' }],
    });
    refuse(2, 'number not allowed', true);
    expect(await send()).toMatchObject({
      kind: 'not-sent',
      reason: 'all-refused',
      tried: [{}, { problem: 'number not allowed' }],
    });
  });

  it('without a gateway says so', async () => {
    const { delivery, send } = await twoFakes({ isEnabled: false }, { isEnabled: false });
    expect(await send()).toEqual({ kind: 'not-sent', reason: 'no-gateway', tried: [] });
    await delivery.replace([]);
    expect(await send()).toMatchObject({ reason: 'no-gateway' });
  });

  it('survives a gateway that throws, and logs it', async () => {
    const { send, answers, logged } = await twoFakes();
    answers.set(1, () => Promise.reject(new TypeError('broken')));
    expect(await send()).toMatchObject({ kind: 'sent', gatewayId: 2 });
    expect(logged).toContain('a gateway failed inside TypeError: broken');
  });

  it('ends when the code is worth nothing any more', async () => {
    const { send, clock, answers, sent } = await twoFakes();
    answers.set(1, () => {
      clock.set(NOON + 300_000);
      return { kind: 'refused', problem: 'too slow', isPermanent: false };
    });
    expect(await send()).toMatchObject({
      kind: 'not-sent',
      tried: [{ problem: 'too slow' }, { problem: 'the code was no longer valid' }],
    });
    expect(sent).toHaveLength(1);
  });
});

describe('countries and senders', () => {
  it('a gateway serves only its countries', async () => {
    const { send, sent } = await twoFakes({ countryCodes: ['32', '49'] }, { countryCodes: ['31'] });
    expect(await send({ to: '+31612345678' })).toMatchObject({ kind: 'sent', gatewayId: 2 });
    expect(await send({ to: '+4915112345678' })).toMatchObject({ kind: 'sent', gatewayId: 1 });
    expect(await send({ to: '+14255550100' })).toEqual({ kind: 'not-sent', reason: 'no-gateway-for-country', tried: [] });
    expect(sent).toHaveLength(2);
  });

  it('the first entry of senders that matches takes turns', async () => {
    const { send, sent } = await twoFakes({
      senders: [
        { countryCodes: ['1'], senders: ['12345', '23456', '34567'] },
        { countryCodes: [], senders: ['Example'] },
      ],
    });
    for (const to of ['+14255550100', '+31612345678', '+14255550100', '+14255550100', '+14255550100']) await send({ to });
    expect(sent.map(({ text }) => text.sender)).toEqual(['12345', 'Example', '23456', '34567', '12345']);
  });
});

describe('the circuit', () => {
  it('leaves a gateway out after three failures, tries it again later, and takes it back when it answers', async () => {
    const { send, sent, refuse, accept, clock, delivery, changes } = await twoFakes();
    refuse(1, 'down');
    for (let round = 0; round < 5; round++) expect(await send()).toMatchObject({ kind: 'sent', gatewayId: 2 });
    expect(sent.filter(({ gateway }) => gateway === 1)).toHaveLength(3);
    expect(changes()).toBe(1);
    expect(delivery.health().get(id(1))).toMatchObject({
      circuit: 'open',
      failureCount: 3,
      retryAt: NOON + 30_000,
      lastProblem: { at: NOON, problem: 'down' },
      failedCount: 3,
    });
    clock.set(NOON + 30_000);
    expect(delivery.health().get(id(1))?.circuit).toBe('half-open');
    accept(1);
    expect(await send()).toMatchObject({ gatewayId: 1 });
    expect(delivery.health().get(id(1))).toMatchObject({ circuit: 'closed', failureCount: 0, lastSuccessAt: NOON + 30_000 });
    expect(changes()).toBe(2);
  });

  it('is not opened by refusals of single messages', async () => {
    const { send, refuse, delivery } = await twoFakes();
    refuse(1, 'invalid number', true);
    for (let round = 0; round < 5; round++) await send();
    expect(delivery.health().get(id(1))).toMatchObject({ circuit: 'closed', failureCount: 0, failedCount: 5 });
  });

  it('gives way when every gateway is left out: a person waits', async () => {
    const { send, refuse, accept, clock, sent } = await twoFakes();
    refuse(1, 'down');
    refuse(2, 'down as well');
    for (let round = 0; round < 3; round++) await send();
    expect(await send()).toMatchObject({
      kind: 'not-sent',
      tried: [
        { gatewayId: 1, problem: 'down' },
        { gatewayId: 2, problem: 'left out after failures: down as well' },
      ],
    });
    accept(1);
    clock.set(NOON + 1000);
    const before = sent.length;
    expect(await send()).toMatchObject({ kind: 'sent', gatewayId: 1 });
    expect(sent).toHaveLength(before + 1);
  });

  it('does not keep the test button from one gateway', async () => {
    const { send, refuse, accept, delivery, opened, closed, gateways } = await twoFakes();
    refuse(1, 'down');
    for (let round = 0; round < 3; round++) await send();
    expect(await delivery.sendBy(id(1), anOutgoingText())).toMatchObject({ kind: 'not-sent', tried: [{ problem: 'down' }] });
    accept(1);
    expect(await delivery.sendBy(id(1), anOutgoingText())).toMatchObject({ kind: 'sent', gatewayId: 1 });
    expect(delivery.health().get(id(1))?.circuit).toBe('closed');
    // One that is switched off is opened for the test alone.
    await delivery.replace(gateways.map(({ gateway }) => withSecrets({ ...gateway, isEnabled: false })));
    opened.splice(0);
    expect(await delivery.sendBy(id(2), anOutgoingText())).toMatchObject({ kind: 'sent', gatewayId: 2 });
    expect(opened).toEqual([2]);
    expect(closed.at(-1)).toBe(2);
  });
});

describe('a change of the gateways', () => {
  it('keeps connection and health of those whose connection stays as it was', async () => {
    const { send, refuse, delivery, gateways, opened, closed } = await twoFakes();
    refuse(1, 'down');
    await send();
    const [first, second] = gateways as [GatewayWithSecrets, GatewayWithSecrets];
    await delivery.replace([
      withSecrets({ ...second.gateway, position: 1 }),
      withSecrets({ ...first.gateway, position: 2, name: 'Renamed', timeoutSeconds: 5 }),
    ]);
    expect(opened).toEqual([1, 2]);
    expect(delivery.health().get(id(1))).toMatchObject({ failureCount: 1, lastProblem: { problem: 'down' } });
    expect(await send()).toMatchObject({ gatewayId: 2 });
    await delivery.replace([{ ...second, password: Secret.fromText('new') }]);
    expect(opened).toEqual([1, 2, 2]);
    await delivery.close();
    expect(closed.sort()).toEqual([1, 2, 2]);
  });

  it('lets a text that is on its way end first', async () => {
    const { send, answers, delivery, closed } = await twoFakes();
    let finish: (answer: GatewayAnswer) => void = () => undefined;
    answers.set(1, () => new Promise((resolve) => (finish = resolve)));
    const sending = send();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await delivery.replace([]);
    expect(closed).toEqual([2]);
    finish({ kind: 'accepted', reference: 'late' });
    expect(await sending).toMatchObject({ kind: 'sent', reference: 'late' });
    await delivery.close();
    expect(closed).toEqual([2, 1]);
  });

  it('counts receipts', async () => {
    const { delivery, logged } = await twoFakes();
    delivery.noteReceipt(id(1), { id: 'ref', state: 'delivered', words: 'DELIVRD' });
    delivery.noteReceipt(id(1), { id: 'ref2', state: 'failed', words: 'UNDELIV' });
    expect(delivery.health().get(id(1))).toMatchObject({ deliveredCount: 1, failedCount: 1 });
    expect(logged.filter((line) => line.startsWith('a delivery receipt came in'))).toHaveLength(2);
  });
});

it('e-mail-to-SMS fills address and subject, and has the mail server’s words', async () => {
  const mails: PlainMail[] = [];
  const answers: MailAnswer[] = [
    { kind: 'sent' },
    { kind: 'not-sent', problem: '550 <31612345678@sms.example.org> no such user', isPermanent: true },
  ];
  const gateway = createMailGateway(aGateway(MAIL, { numberFormat: 'digits' }), MAIL, async (mail) => {
    mails.push(mail);
    return answers[mails.length - 1] ?? { kind: 'sent' };
  });
  expect(await gateway.send(anOutgoingText({ text: 'Code 1 <$to$>' }), 1000)).toEqual({ kind: 'accepted', reference: '' });
  expect(mails).toEqual([{ to: '31612345678@sms.example.org', subject: 'Example', text: 'Code 1 <$to$>' }]);
  expect(await gateway.send(anOutgoingText({ text: 'Code 98765' }), 1000)).toEqual({
    kind: 'refused',
    problem: '550 <[number]@sms.example.org> no such user',
    isPermanent: true,
  });
});

describe('a first gateway that is dead', () => {
  const smpp = (port: number): SmppGateway => ({
    kind: 'smpp',
    host: '127.0.0.1',
    port,
    usesTls: false,
    authorityCertificate: '',
    systemId: 'countersign',
    systemType: '',
    bind: 'transceiver',
    enquireLinkSeconds: 30,
    windowSize: 10,
    asksReceipts: false,
    alphabet: 'gsm',
    longMessages: 'udh',
  });
  const openReal = ({ gateway, password }: GatewayWithSecrets): TextGateway => {
    const { connection } = gateway;
    const log: Log = { info: () => undefined, error: () => undefined };
    const sink = { onReply: () => undefined, onReceipt: () => undefined };
    if (connection.kind === 'http') return createHttpGateway({ gateway, http: connection, password });
    if (connection.kind === 'smpp') return createSmppGateway({ gateway, connection, password, sink, log });
    throw new TypeError('only these two');
  };
  /** Takes connections and never says a word. */
  async function startDeaf(): Promise<number> {
    const server: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => void server.close());
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  it.each([
    ['refuses connections, by SMPP', async () => smpp(1), 1, 'connect ECONNREFUSED 127.0.0.1:1'],
    ['refuses connections, by HTTP', async () => anHttpConnection({ url: 'http://127.0.0.1:1/?<$to$><$text$>' }), 1, /refused/i],
    ['never answers, by SMPP', async () => smpp(await startDeaf()), 1, 'not bound within 1 s'],
    [
      'never answers, by HTTP',
      async () => anHttpConnection({ url: `http://127.0.0.1:${await startDeaf()}/?<$to$><$text$>` }),
      1,
      /1 s|time/i,
    ],
  ] as const)(
    '%s: the text goes by the second within its timeout, and health has the words',
    async (_name, connection, seconds, words) => {
      const centre = await startSmppCentre({ password: '' });
      closing.push(() => centre.close());
      const log: Log = { info: () => undefined, error: () => undefined };
      const delivery: TextDelivery = createTextDelivery({ open: openReal, clock: { now: Date.now }, log });
      closing.push(() => delivery.close());
      await delivery.replace([
        withSecrets(aGateway(await connection(), { id: id(1), name: 'Dead', timeoutSeconds: seconds })),
        withSecrets(aGateway(smpp(centre.port), { id: id(2), name: 'Alive' })),
      ]);
      const startedAt = performance.now();
      const problem = typeof words === 'string' ? words : expect.stringMatching(words);
      expect(await delivery.send(anOutgoingText())).toEqual({
        kind: 'sent',
        gatewayId: 2,
        name: 'Alive',
        reference: '2b',
        tried: [{ gatewayId: 1, name: 'Dead', problem }],
      });
      expect(performance.now() - startedAt).toBeLessThan(seconds * 1000 + 2000);
      expect(centre.submits()).toHaveLength(1);
      expect(delivery.health().get(id(1))).toMatchObject({ failedCount: 1, lastProblem: { problem } });
    },
  );
});
