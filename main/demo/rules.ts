/**
 * Blocks, fraud alerts, bypasses, gateways and messages of the demo. The gateways are switched off and their hosts are
 * of RFC 2606: nothing is ever sent.
 */
import { createHash } from 'node:crypto';
import { GATEWAY_PRESETS } from '../../shared/gateway-presets.ts';
import type { GatewayId } from '../../shared/ids.ts';
import type { GatewayFields, MessageState, ReplyOutcome } from '../../shared/schemas/gateway.ts';
import type { Store } from '../store/port.ts';
import type { DemoPerson } from './attempts.ts';
import type { Dice } from './dice.ts';

type DemoRules = {
  readonly store: Store;
  readonly clock: { set(at: number): void };
  readonly now: number;
  readonly people: readonly DemoPerson[];
  readonly dice: Dice;
  readonly operators: { readonly administrator: string; readonly 'help-desk': string };
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BLOCK_DAYS = 90;
const BLOCKS = 14;
const FRAUD_ALERTS = 6;
const BYPASSES = 60;
const MESSAGES = 48;
const CODE_LIFETIME = 5 * MINUTE;

const BLOCK_REASONS = ['Phone stolen', 'Suspicious sign-ins', 'Has left the organisation'];
const END_REASONS = ['Identity checked by telephone', 'Phone found again', 'Fraud alert by mistake'];
const FRAUD_REASON = 'Fraud alert: answered a request with the fraud code';
const BYPASS_REASONS = ['Lost phone', 'Token left at home', 'New phone, not set up yet', 'No reception'];

const KANNEL = GATEWAY_PRESETS.find(({ id }) => id === 'kannel')?.fields;
const GATEWAYS: readonly GatewayFields[] = [
  ...(KANNEL === undefined ? [] : [{ ...KANNEL, name: 'Demo Kannel', isEnabled: false, costNote: '0.02 a text (own SIM)' }]),
  {
    name: 'Demo SMPP centre',
    isEnabled: false,
    countryCodes: ['31', '44'],
    senders: [
      { countryCodes: ['31'], senders: ['Demo'] },
      { countryCodes: [], senders: ['+447700900001', '+447700900002'] },
    ],
    numberFormat: 'digits',
    timeoutSeconds: 10,
    costNote: '0.06 a text',
    connection: {
      kind: 'smpp',
      host: 'smsc.example.org',
      port: 2775,
      usesTls: true,
      authorityCertificate: '',
      systemId: 'demo',
      systemType: '',
      bind: 'transceiver',
      enquireLinkSeconds: 30,
      windowSize: 10,
      asksReceipts: true,
      alphabet: 'gsm',
      longMessages: 'udh',
    },
  },
  {
    name: 'Demo e-mail to SMS',
    isEnabled: false,
    countryCodes: [],
    senders: [],
    numberFormat: 'digits',
    timeoutSeconds: 20,
    costNote: 'Last resort',
    connection: { kind: 'email-to-sms', address: '<$to$>@sms.example.org', subject: '' },
  },
];

/** Leaves the clock at `now`. */
export async function addDemoRules(demo: DemoRules): Promise<void> {
  const gateways = await addGateways(demo);
  await addHistory(demo);
  await addMessages(demo, gateways);
  demo.clock.set(demo.now);
}

async function addGateways({ store, clock, now, operators }: DemoRules): Promise<readonly { id: GatewayId; name: string }[]> {
  clock.set(now - 20 * HOUR);
  const gateways: { id: GatewayId; name: string }[] = [];
  for (const fields of GATEWAYS) {
    const { id, name } = await store.write(
      'gateways.create',
      { fields },
      { actor: operators.administrator, action: 'gateways.create', subject: fields.name, detail: { demo: true } },
    );
    gateways.push({ id, name });
  }
  return gateways;
}

type Event = { readonly at: number; readonly run: () => Promise<unknown> };

/** What happened over the last 90 days, in its order. Only the last day stands in the operator log, which goes by time. */
async function addHistory(demo: DemoRules): Promise<void> {
  const { store, clock, now, people, dice, operators } = demo;
  const able = people.filter(({ isEnabled }) => isEnabled);
  const events: Event[] = [];
  const helper = () => dice.pick([operators['help-desk'], operators['help-desk'], operators.administrator]);
  const note = (action: string, actor: string, subject: string, at: number) =>
    at > now - DAY ? { actor, action, subject, detail: { demo: true } } : undefined;
  const spread = (index: number, count: number) => Math.floor(now - (index + 0.2 + dice.below(60) / 100) * ((88 * DAY) / count));

  // Nobody twice: who is blocked cannot be blocked again.
  const kept = pickEvery(able, BLOCKS + FRAUD_ALERTS, 3);
  for (const [index, person] of kept.slice(0, BLOCKS).entries()) {
    const [at, actor, reason] = [spread(index, BLOCKS), helper(), dice.pick(BLOCK_REASONS)];
    // The newest five are still in force.
    const endsAfter = index < 5 ? undefined : (1 + dice.below(40)) * HOUR;
    events.push({
      at,
      run: async () => {
        const input = { userId: person.id, reason, days: BLOCK_DAYS, startedBy: actor };
        const { id } = await store.write('blocks.add', input, note('blocks.add', actor, person.username, at));
        if (endsAfter === undefined) return;
        clock.set(at + endsAfter);
        await store.write('blocks.end', { id, reason: dice.pick(END_REASONS), endedBy: actor }, undefined);
      },
    });
  }
  for (const [index, person] of kept.slice(BLOCKS).entries()) {
    const at = spread(index, FRAUD_ALERTS * 2);
    const until = index % 3 === 1 ? undefined : at + BLOCK_DAYS * DAY;
    const { id: userId, username, phone } = person;
    const effect = { kind: 'report-fraud', userId, username, phone, at, until, reason: FRAUD_REASON } as const;
    events.push({ at, run: () => store.commit({ guards: [], effects: [effect], ifMissed: [] }) });
  }
  for (const [index, person] of pickEvery(able, BYPASSES, 5).entries()) {
    const [at, actor] = [index === 0 ? now - 7 * MINUTE : spread(index, BYPASSES), helper()];
    // The newest one runs for a day, so that there is one to be seen.
    const seconds = index === 0 ? 86_400 : dice.pick([300, 300, 300, 900, 3600]);
    const input = { userId: person.id, seconds, reason: dice.pick(BYPASS_REASONS), startedBy: actor };
    const usedAt = index === 0 || dice.chance(0.25) ? undefined : at + dice.below(280) * 1000;
    events.push({
      at,
      run: async () => {
        await store.write('bypasses.start', input, note('bypasses.start', actor, person.username, at));
        if (usedAt === undefined) return;
        const guard = { kind: 'spend-bypass', userId: person.id, at: usedAt } as const;
        await store.commit({ guards: [guard], effects: [], ifMissed: [] });
      },
    });
  }
  for (const { at, run } of events.sort((one, other) => one.at - other.at)) {
    clock.set(at);
    await run();
  }
}

const STATES: readonly (readonly [MessageState, number])[] = [
  ['delivered', 70],
  ['sent', 18],
  ['failed', 8],
  ['expired', 4],
];
const OUTCOMES: readonly (readonly [ReplyOutcome, number])[] = [
  ['verified', 74],
  ['wrong-code', 8],
  ['late', 7],
  ['no-request', 4],
  ['unknown-sender', 4],
  ['stop', 2],
  ['unreadable', 1],
];

/** Texts of the last two days that are over: no words, and nothing that an outbox would take up. */
async function addMessages(demo: DemoRules, gateways: readonly { id: GatewayId; name: string }[]): Promise<void> {
  const { store, clock, now, people, dice } = demo;
  const texted = people.filter(({ method, phone }) => method === 'text-message' && phone !== '');
  const [first, second] = gateways;
  if (first === undefined || second === undefined || texted.length === 0) return;
  for (let index = 0; index < MESSAGES; index += 1) {
    const at = now - Math.floor(((MESSAGES - index) * 2 * DAY) / MESSAGES) + dice.below(20) * MINUTE;
    const person = texted[index % texted.length] ?? texted[0];
    if (person === undefined) return;
    const state = dice.weighted(STATES);
    const isSecond = dice.chance(0.2);
    const gateway = isSecond ? second : first;
    const id = createHash('sha256').update(`demo message ${index}`).digest('hex').slice(0, 32);
    clock.set(at);
    const expiresAt = at + CODE_LIFETIME;
    const recipient = person.phone.replaceAll(/[^+\d]/g, '');
    const problem =
      state === 'failed'
        ? `${first.name}: connect ECONNREFUSED. ${second.name}: ESME_RTHROTTLED (0x58) throttling error`
        : isSecond
          ? `${first.name}: no answer within 10 s`
          : '';
    const code = {
      id,
      sessionId: id,
      userId: person.id,
      channel: 'text',
      isTwoWay: false,
      codeHash: createHash('sha256').update(`demo code ${index}`).digest('hex'),
      digits: 6,
      messageId: id,
      applicationName: '',
      radiusClientId: undefined,
      resendKey: '',
      openedAt: at,
      expiresAt,
    } as const;
    const message = {
      id,
      userId: person.id,
      username: person.username,
      channel: 'text',
      recipient,
      language: 'en',
      applicationName: '',
      sealedText: '',
      queuedAt: at,
      expiresAt,
    } as const;
    const told = state === 'expired' ? {} : { gatewayId: gateway.id, gatewayName: gateway.name, reference: `demo-${index}` };
    await store.commit({
      guards: [{ kind: 'open-message-code', code, message, noneSince: at }],
      effects: [
        { kind: 'end-message-code', codeId: id, at: at + MINUTE },
        ...(state === 'delivered'
          ? [{ kind: 'set-message-state', messageId: id, state: 'sent', at: at + 900, ...told, problem } as const]
          : []),
        { kind: 'set-message-state', messageId: id, state, at: at + 4000, ...told, problem },
        ...(index % 3 === 0
          ? [
              {
                kind: 'record-reply',
                at: at + 20_000,
                gatewayName: gateway.name,
                from: recipient,
                ...receivedFrom(person, dice.weighted(OUTCOMES)),
              } as const,
            ]
          : []),
      ],
      ifMissed: [],
    });
  }
}

function receivedFrom({ id, username }: DemoPerson, outcome: ReplyOutcome) {
  const isUnknown = outcome === 'unknown-sender';
  return { userId: isUnknown ? undefined : id, username: isUnknown ? '' : username, outcome };
}

/** `count` of them, evenly, beginning at `from`. */
function pickEvery<Item>(items: readonly Item[], count: number, from: number): readonly Item[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index >= from && (index - from) % step === 0).slice(0, count);
}
