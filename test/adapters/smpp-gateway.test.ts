/// <reference path="../../main/adapters/sms/smpp.d.ts" />
/** The SMPP gateway against a centre of the package smpp in a process of its own. */
import fc from 'fast-check';
import smpp from 'smpp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../main/adapters/log.ts';
import { createSmppGateway } from '../../main/adapters/sms/smpp-gateway.ts';
import type { DeliveryReceipt, GatewayAnswer, InboundText, TextGateway } from '../../main/engine/delivery/gateway-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { SmppGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anOutgoingText } from '../support/gateways.ts';
import { type SmppCentre, startSmppCentre } from '../support/smpp-centre.ts';
import { TEST_AUTHORITY } from '../support/test-certificate.ts';

const PASSWORD = 'smpp-pass';
const TIMEOUT = 3000;
/** esm_class of a delivery receipt. */
const RECEIPT = 0x04;

type World = {
  readonly centre: SmppCentre;
  readonly gateway: TextGateway;
  readonly replies: InboundText[];
  readonly receipts: DeliveryReceipt[];
  readonly logged: string[];
  /** How often the console was told. */
  readonly changes: () => number;
};
/** One for all tests but those that want another: a process is slow to start. */
let shared: SmppCentre;
beforeAll(async () => {
  shared = await startSmppCentre({ password: PASSWORD });
});
afterAll(() => shared?.close());
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function settingsOf(port: number, fields: Partial<SmppGateway> = {}): SmppGateway {
  return {
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
    asksReceipts: true,
    alphabet: 'gsm',
    longMessages: 'udh',
    ...fields,
  };
}

async function open(fields: Partial<SmppGateway> = {}, password = PASSWORD): Promise<World> {
  const centre = fields.usesTls ? await startSmppCentre({ password: PASSWORD, usesTls: true }) : shared;
  if (centre === shared) await centre.reset();
  else closing.push(() => centre.close());
  return { centre, ...openGateway(settingsOf(centre.port, fields), password) };
}

function openGateway(settings: SmppGateway, password = PASSWORD) {
  const replies: InboundText[] = [];
  const receipts: DeliveryReceipt[] = [];
  const logged: string[] = [];
  let changeCount = 0;
  const log: Log = {
    info: (message, rest) => void logged.push(`${message} ${JSON.stringify(rest ?? {})}`),
    error: (message, error) => void logged.push(`${message} ${String(error)}`),
  };
  const gateway = createSmppGateway({
    gateway: aGateway(settings, { name: 'Centre' }),
    connection: settings,
    password: Secret.fromText(password),
    sink: {
      onReply: (_gateway, reply) => void replies.push(reply),
      onReceipt: (_gateway, receipt) => void receipts.push(receipt),
    },
    log,
    onChange: () => {
      changeCount += 1;
    },
    timing: { first: 50, longest: 200, least: 50, probe: 300 },
  });
  closing.push(() => gateway.close());
  return { gateway, replies, receipts, logged, changes: () => changeCount };
}

async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 400 && !isTrue(); round++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue(), what).toBe(true);
}
const isAccepted = (answer: GatewayAnswer) => answer.kind === 'accepted';

describe('a text', () => {
  it('goes to the centre with its addresses, coding and receipt asked', async () => {
    const { centre, gateway, logged } = await open();
    const answer = await gateway.send(anOutgoingText({ text: 'Code 123456 [€] für é' }), TIMEOUT);
    expect(answer).toEqual({ kind: 'accepted', reference: '2b' });
    expect(centre.submits()).toMatchObject([
      { text: 'Code 123456 [€] für é', to: '1/1 31612345678', from: '5/0 Example', dataCoding: 0, asksReceipt: 1, header: '' },
    ]);
    expect(gateway.isConnected()).toBe(true);
    expect(logged).toContain('SMPP is bound {"gateway":"Centre"}');
    expect(logged.join()).not.toMatch(/123456|31612345678|smpp-pass/);
  });

  it('has its sender by kind', async () => {
    const { centre, gateway } = await open();
    for (const sender of ['+31970001', '31970001234', '3456', '']) await gateway.send(anOutgoingText({ sender }), TIMEOUT);
    expect(centre.submits().map(({ from }) => from)).toEqual(['1/1 31970001', '1/1 31970001234', '3/0 3456', '0/0 ']);
  });

  it('goes as UCS-2 when GSM 03.38 has not all of its characters', async () => {
    const { centre, gateway } = await open();
    await gateway.send(anOutgoingText({ text: 'Kod ő 😀 123456' }), TIMEOUT);
    expect(centre.submits()).toMatchObject([{ text: 'Kod ő 😀 123456', dataCoding: 8 }]);
  });

  it.each([
    ['udh', ['0003', '/']],
    ['sar', ['', '1/2']],
    ['payload', ['', '/']],
  ] as const)('that is long goes by %s', async (longMessages, [header, sar]) => {
    const { centre, gateway, receipts } = await open({ longMessages });
    const text = `${'a'.repeat(152)}€${'b'.repeat(40)}`;
    const answer = await gateway.send(anOutgoingText({ text }), TIMEOUT);
    const seen = centre.submits();
    expect(seen.map((part) => part.text).join('')).toBe(text);
    expect(seen).toHaveLength(longMessages === 'payload' ? 1 : 2);
    expect(seen[0]?.header.startsWith(header)).toBe(true);
    expect(seen[0]?.sar).toBe(sar);
    // It is delivered when its last part is.
    for (const { messageId } of seen) {
      expect(receipts).toEqual([]);
      void centre.tell({ order: 'deliver', fields: receiptFields(`id:${messageId} stat:DELIVRD`) });
      await centre.next('deliver-answer');
    }
    await until(() => receipts.length === 1, 'one receipt of the whole text');
    expect(answer).toMatchObject({ kind: 'accepted', reference: receipts[0]?.id });
  });

  it('waits when the window is full', async () => {
    const { centre, gateway } = await open({ windowSize: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.send(anOutgoingText(), TIMEOUT)));
    expect(answers.every(isAccepted)).toBe(true);
    expect(centre.submits()).toHaveLength(20);
    expect(Math.max(...centre.submits().map(({ waitingCount }) => waitingCount))).toBe(3);
  });
});

function receiptFields(text: string, parameters: Record<string, unknown> = {}) {
  return {
    esm_class: RECEIPT,
    source_addr: '31612345678',
    destination_addr: '3456',
    data_coding: 0,
    shortMessage: text,
    ...parameters,
  };
}

describe('a delivery receipt', () => {
  it.each([
    [
      'its text',
      (id: string) =>
        receiptFields(`id:${id} sub:001 dlvrd:001 submit date:2611201200 done date:2611201200 stat:DELIVRD err:000 text:`),
    ],
    [
      'its text, with the id in decimal',
      (id: string) => receiptFields(`id:${String(Number.parseInt(id, 16)).padStart(10, '0')} stat:DELIVRD err:000`),
    ],
    ['its parameters', (id: string) => receiptFields('', { receipted_message_id: id, message_state: 2 })],
  ])('is known by %s', async (_name, fieldsOf) => {
    const { centre, gateway, receipts } = await open();
    const answer = await gateway.send(anOutgoingText(), TIMEOUT);
    const reference = answer.kind === 'accepted' ? answer.reference : '';
    void centre.tell({ order: 'deliver', fields: fieldsOf(reference) });
    expect(await centre.next('deliver-answer')).toMatchObject({ status: 0 });
    await until(() => receipts.length > 0, 'a receipt');
    expect(receipts).toEqual([{ id: reference, state: 'delivered', words: 'DELIVRD' }]);
  });

  it('of a failure has the centre’s words; one on the way says nothing', async () => {
    const { centre, gateway, receipts } = await open();
    const answer = await gateway.send(anOutgoingText(), TIMEOUT);
    const reference = answer.kind === 'accepted' ? answer.reference : '';
    for (const state of ['ENROUTE err:000', 'UNDELIV err:011']) {
      void centre.tell({ order: 'deliver', fields: receiptFields(`id:${reference} stat:${state}`) });
      await centre.next('deliver-answer');
    }
    await until(() => receipts.length > 0, 'a receipt');
    expect(receipts).toEqual([{ id: reference, state: 'failed', words: 'UNDELIV err 011' }]);
  });

  it('of a message that is not known is told with the id as written', async () => {
    const { centre, receipts } = await open();
    await centre.next('bind', 0);
    void centre.tell({ order: 'deliver', fields: receiptFields('id:0000ABC stat:DELIVRD') });
    await until(() => receipts.length > 0, 'a receipt');
    expect(receipts).toEqual([{ id: 'abc', otherForms: ['2748'], state: 'delivered', words: 'DELIVRD' }]);
  });
});

describe('a reply', () => {
  const reply = { source_addr: '31612345678', destination_addr: '3456', esm_class: 0 };
  it('reaches the sink with its number and text, and is answered', async () => {
    const { centre, replies, logged } = await open();
    await centre.next('bind', 0);
    void centre.tell({ order: 'deliver', fields: { ...reply, data_coding: 0, shortMessage: '123456 [€]' } });
    expect(await centre.next('deliver-answer')).toMatchObject({ status: 0 });
    void centre.tell({ order: 'deliver', fields: { ...reply, data_coding: 8, shortMessage: 'ő 654321' } });
    await centre.next('deliver-answer');
    expect(replies).toEqual([
      { from: '31612345678', text: '123456 [€]' },
      { from: '31612345678', text: 'ő 654321' },
    ]);
    expect(logged.join()).toContain('a text came in');
    expect(logged.join()).not.toMatch(/123456|31612345678/);
  });

  it('in parts is joined, in whatever order they come', async () => {
    const { centre, replies } = await open();
    await centre.next('bind', 0);
    for (const [header, part] of [
      ['050003070202', 'world'],
      ['050003070201', 'hello '],
    ] as const) {
      void centre.tell({ order: 'deliver', fields: { ...reply, data_coding: 0, shortMessage: part }, header });
      await centre.next('deliver-answer');
    }
    expect(replies).toEqual([{ from: '31612345678', text: 'hello world' }]);
  });

  it('comes by the receiver where that is a connection of its own', async () => {
    const { centre, gateway, replies } = await open({ bind: 'transmitter-and-receiver' });
    await until(() => gateway.isConnected() === true && gateway.isReceiving?.() === true, 'both bound');
    const binds = centre.events.filter(({ event }) => event === 'bind');
    expect(binds.map((event) => 'kind' in event && event.kind).sort()).toEqual(['bind_receiver', 'bind_transmitter']);
    void centre.tell({ order: 'deliver', fields: { ...reply, data_coding: 0, shortMessage: '1' } });
    await until(() => replies.length > 0, 'a reply');
  });
});

it('a receiver that is lost alone is told, while texts go on, until it is bound again', async () => {
  const { centre, gateway, replies, logged, changes } = await open({ bind: 'transmitter-and-receiver' });
  await until(() => gateway.isConnected() === true && gateway.isReceiving?.() === true, 'both bound');
  const before = changes();
  await centre.tell({ order: 'receivers', isTaken: false });
  await until(() => gateway.isReceiving?.() === false, 'the receiver is lost');
  expect(changes()).toBeGreaterThan(before);
  expect(gateway.isConnected()).toBe(true);
  expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
  const problem = 'bind refused: ESME_RBINDFAIL (0x0D) bind failed';
  await until(() => gateway.connectionProblem?.()?.problem === problem, 'why');
  expect(logged.filter((line) => line.startsWith('an SMPP connection was lost'))).toHaveLength(1);
  await centre.tell({ order: 'receivers', isTaken: true });
  await until(() => gateway.isReceiving?.() === true, 'bound again');
  expect(gateway.connectionProblem?.()).toBeUndefined();
  const reply = { source_addr: '31612345678', destination_addr: '3456', esm_class: 0, data_coding: 0, shortMessage: '1' };
  void centre.tell({ order: 'deliver', fields: reply });
  await until(() => replies.length > 0, 'a reply');
});

describe('a refusal', () => {
  it('has the name, the number and the words of the status; a bad number is the message’s own fault', async () => {
    const { centre, gateway } = await open();
    await centre.tell({ order: 'answer', statuses: [0x0b, 0x08, 0x0400] });
    const answers: GatewayAnswer[] = [];
    for (let round = 0; round < 3; round++) answers.push(await gateway.send(anOutgoingText(), TIMEOUT));
    expect(answers).toEqual([
      { kind: 'refused', problem: 'ESME_RINVDSTADR (0x0B) invalid destination address', isPermanent: true },
      { kind: 'refused', problem: 'ESME_RSYSERR (0x08) system error', isPermanent: false },
      { kind: 'refused', problem: 'status 0x400 of the centre’s own', isPermanent: false },
    ]);
  });

  it('for throttling is tried again, and told when it does not end', async () => {
    const { centre, gateway, logged } = await open();
    await centre.tell({ order: 'answer', statuses: [0x58, 0x14] });
    expect(await gateway.send(anOutgoingText(), TIMEOUT)).toMatchObject({ kind: 'accepted' });
    expect(centre.submits().map(({ status }) => status)).toEqual([0x58, 0x14, 0]);
    expect(logged).toContain('an SMPP centre is busy {"gateway":"Centre","problem":"ESME_RTHROTTLED (0x58) throttling error"}');
    await centre.tell({ order: 'answer', statuses: Array.from({ length: 20 }, () => 0x58) });
    expect(await gateway.send(anOutgoingText(), 700)).toEqual({
      kind: 'refused',
      problem: 'ESME_RTHROTTLED (0x58) throttling error',
      isPermanent: false,
    });
    expect(gateway.isConnected()).toBe(true);
  });

  it('of the bind is in the answer of each text', async () => {
    const { gateway } = await open({}, 'wrong');
    const problem = 'bind refused: ESME_RINVPASWD (0x0E) invalid password';
    expect(await gateway.send(anOutgoingText(), TIMEOUT)).toEqual({ kind: 'refused', problem, isPermanent: false });
    expect(gateway.isConnected()).toBe(false);
    expect(gateway.connectionProblem?.()).toMatchObject({ problem });
  });
});

describe('a connection', () => {
  it('that is refused is told at once', async () => {
    const { gateway } = openGateway(settingsOf(1));
    const answer = await gateway.send(anOutgoingText(), TIMEOUT);
    expect(answer).toMatchObject({ kind: 'refused', problem: 'connect ECONNREFUSED 127.0.0.1:1', isPermanent: false });
  });

  it('that is lost is made again, and the log says both', async () => {
    const { centre, gateway, logged } = await open();
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
    void centre.tell({ order: 'stop' });
    await until(() => gateway.isConnected() === false, 'lost');
    expect((await gateway.send(anOutgoingText(), TIMEOUT)).kind).toBe('refused');
    await until(() => logged.some((line) => line.startsWith('an SMPP bind failed')), 'a bind in vain');
    void centre.tell({ order: 'listen', port: centre.port });
    await until(() => gateway.isConnected() === true, 'bound again');
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
    const lines = logged.filter((line) => /bound|lost|bind failed/.test(line)).map((line) => line.split(' {')[0]);
    expect(lines).toEqual(['SMPP is bound', 'an SMPP connection was lost', 'an SMPP bind failed', 'SMPP is bound']);
  });

  it('that is lost before the answer refuses the text, which nobody waits out', async () => {
    const { centre, gateway } = await open();
    await centre.next('bind', 0);
    await centre.tell({ order: 'silence', isSilent: true });
    const sent = gateway.send(anOutgoingText(), 60_000);
    await centre.next('submit', 0);
    void centre.tell({ order: 'drop' });
    expect(await sent).toMatchObject({ kind: 'refused', isPermanent: false });
  });

  it('that takes texts and never answers refuses them in time, and is asked whether it is there', async () => {
    const { centre, gateway } = await open();
    await centre.next('bind', 0);
    await centre.tell({ order: 'silence', isSilent: true });
    const startedAt = performance.now();
    expect(await gateway.send(anOutgoingText(), 300)).toEqual({
      kind: 'refused',
      problem: 'no answer to submit_sm within 1 s',
      isPermanent: false,
    });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await centre.next('enquire', 0);
  });

  // A length beyond all bounds, bytes that mean nothing, and a length shorter than a header.
  it.each(['ffffffff00000005', 'deadbeef'.repeat(8), '0000000400000000'])('is made anew after junk %s', async (bytes) => {
    const { centre, gateway, logged } = await open();
    await centre.next('bind', 0);
    const from = centre.events.length;
    void centre.tell({ order: 'junk', bytes });
    // What stalls the connection is found out by the first text that gets no answer.
    await gateway.send(anOutgoingText(), 200);
    await centre.next('bind', from);
    await until(() => gateway.isConnected() === true, 'bound again');
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
    expect(logged.some((line) => line.startsWith('an SMPP connection was lost'))).toBe(true);
  });

  // A deliver_sm without its fields, one of nonsense, and a command that there is not.
  it.each([
    '000000140000000500000000000000010101ffff',
    `00000040${'00000005'.padEnd(120, '7')}`,
    '000000100000777700000000000000ff',
  ])('goes on after a PDU like %s', async (bytes) => {
    const { centre, gateway } = await open();
    await centre.next('bind', 0);
    void centre.tell({ order: 'junk', bytes });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await until(() => gateway.isConnected() === true, 'bound');
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
  });

  it('survives a peer that sends damaged PDUs', async () => {
    const { centre, gateway } = await open();
    await centre.next('bind', 0);
    const good = new smpp.PDU('deliver_sm', {
      sequence_number: 7,
      esm_class: 0x40,
      source_addr: '31612345678',
      short_message: Buffer.from('0500030702013132333435360a', 'hex'),
      receipted_message_id: '2b',
    }).toBuffer();
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const damaged = damage.map((changes) => {
      const bytes = Buffer.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes.toString('hex');
    });
    // An exception that nobody catches fails the test run.
    for (const bytes of fc.sample(damaged, 200)) await centre.tell({ order: 'junk', bytes });
    const from = centre.events.length;
    await centre.tell({ order: 'drop' });
    await centre.next('bind', from);
    await until(() => gateway.isConnected() === true, 'bound again');
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
  });

  it('is encrypted where that is chosen, and only to a server that the own authority signed', async () => {
    const { centre, gateway } = await open({ usesTls: true, authorityCertificate: TEST_AUTHORITY });
    expect(isAccepted(await gateway.send(anOutgoingText(), TIMEOUT))).toBe(true);
    const other = openGateway(settingsOf(centre.port, { usesTls: true }));
    const answer = await other.gateway.send(anOutgoingText(), TIMEOUT);
    expect(answer).toMatchObject({ kind: 'refused', problem: expect.stringMatching(/certificate/) });
  });

  it('is unbound when the gateway is closed', async () => {
    const { centre, gateway } = await open();
    await until(() => gateway.isConnected() === true, 'bound');
    const unbound = centre.next('unbind', 0);
    await gateway.close();
    await unbound;
    expect(await gateway.send(anOutgoingText(), TIMEOUT)).toMatchObject({ kind: 'refused', problem: 'the gateway is closed' });
  });
});
