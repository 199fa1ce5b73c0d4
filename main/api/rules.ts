/** Blocked users with fraud alerts, one-time bypasses, messages. Phone numbers are masked where the settings say so. */
import { bypassListQuerySchema } from '../../shared/schemas/rule.ts';
import { maskRecipient } from '../engine/mail/mask-recipient.ts';
import { maskPhone } from '../engine/mask-phone.ts';
import type { Caller } from './context.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

/** Whoever reads the data folder anyway, by the command line, sees whole numbers. */
const masks = ({ settingsNow }: Pick<ApiWorld, 'settingsNow'>, caller: Caller): boolean =>
  settingsNow().log.masksPhone && caller.kind !== 'local';

/** For the number of them. */
const RUNNING = bypassListQuerySchema.parse({ state: 'running', limit: 1 });

const masking =
  (world: ApiWorld) =>
  <Row extends { readonly phone: string }>(caller: Caller, row: Row): Row =>
    masks(world, caller) ? { ...row, phone: maskPhone(row.phone) } : row;

export function blocksApi(os: Procedures, world: ApiWorld) {
  const { store, blocks } = world;
  const shown = masking(world);
  return {
    list: os.blocks.list.handler(async ({ input, context }) => {
      const { rows, total } = await store.read('blocks.list', input);
      return { rows: rows.map((row) => shown(context.caller, row)), total };
    }),
    add: os.blocks.add.handler(async ({ input, context }) => shown(context.caller, await blocks.add(context.actor.name, input))),
    end: os.blocks.end.handler(async ({ input, context }) => shown(context.caller, await blocks.end(context.actor.name, input))),
    facts: os.blocks.facts.handler(async () => ({
      ...(await store.read('blocks.facts', undefined)),
      blockDays: world.settingsNow().blocking.blockDays,
    })),
  };
}

export function bypassesApi(os: Procedures, world: ApiWorld) {
  const { store, bypasses } = world;
  const shown = masking(world);
  return {
    list: os.bypasses.list.handler(async ({ input, context }) => {
      const { rows, total } = await store.read('bypasses.list', input);
      return { rows: rows.map((row) => shown(context.caller, row)), total };
    }),
    facts: os.bypasses.facts.handler(async () => ({
      running: (await store.read('bypasses.list', RUNNING)).total,
      defaultSeconds: world.settingsNow()['one-time-bypass'].defaultSeconds,
    })),
    start: os.bypasses.start.handler(async ({ input, context }) =>
      shown(context.caller, await bypasses.start(context.actor.name, input)),
    ),
    cancel: os.bypasses.cancel.handler(async ({ input, context }) =>
      shown(context.caller, await bypasses.cancel(context.actor.name, input.id)),
    ),
  };
}

export function messagesApi(os: Procedures, world: ApiWorld) {
  const { store } = world;
  return {
    sent: os.messages.sent.handler(async ({ input, context }) => {
      const rows = await store.read('messages.sent', input);
      if (!masks(world, context.caller)) return rows;
      return rows.map((row) => ({
        ...row,
        recipient: row.channel === 'text' ? maskPhone(row.recipient) : maskRecipient(row.recipient),
      }));
    }),
    received: os.messages.received.handler(async ({ input, context }) => {
      const rows = await store.read('messages.received', input);
      return masks(world, context.caller) ? rows.map((row) => ({ ...row, from: maskPhone(row.from) })) : rows;
    }),
  };
}
