/** Text message gateways as the console changes them; each change is in force when it is answered. */
import type { GatewayId } from '../../shared/ids.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import { toE164 } from '../../shared/phone-number.ts';
import { type Gateway, type GatewayFields, type GatewayHealth, gatewayFieldsSchema } from '../../shared/schemas/gateway.ts';
import { appError } from '../engine/app-error.ts';
import type { GatewayWithSecrets, TextDelivered, TextDelivery } from '../engine/delivery/gateway-port.ts';
import { findHttpProblem } from '../engine/delivery/http-check.ts';
import type { Clock, Random } from '../engine/ports.ts';
import { fitsGsm7 } from '../protocols/sms/gsm7.ts';
import { countSegments, type SegmentCount, splitIntoSegments } from '../protocols/sms/segments.ts';
import type { Store } from '../store/port.ts';
import { findAuthorityProblem } from './authority-certificate.ts';

type Secrets = { readonly password?: string | undefined };
export type GatewayTest = {
  readonly isSent: boolean;
  readonly reference: string;
  readonly problem: string;
  readonly durationMilliseconds: number;
  readonly tried: TextDelivered['tried'];
};

export interface GatewayFlows {
  list(): Promise<(Gateway & { health: GatewayHealth })[]>;
  /** These throw GATEWAY_NAME_TAKEN, GATEWAY_SETTINGS_INVALID, GATEWAY_NOT_FOUND, GATEWAY_REVISION_CONFLICT. */
  create(actor: string, input: { fields: GatewayFields; secrets: Secrets }): Promise<Gateway>;
  update(actor: string, input: { id: GatewayId; revision: number; fields: GatewayFields; secrets: Secrets }): Promise<Gateway>;
  remove(actor: string, id: GatewayId): Promise<void>;
  move(actor: string, input: { id: GatewayId; position: number }): Promise<Gateway[]>;
  newInboundAddress(actor: string, id: GatewayId): Promise<{ path: string }>;
  /** Throws PHONE_NUMBER_INVALID. */
  test(actor: string, input: { id: GatewayId; phone: string; text: string }): Promise<GatewayTest>;
  /** How a text goes out. `unusual`: characters that GSM 03.38 does not have, each once. */
  preview(text: string): SegmentCount & { segments: string[]; unusual: string[] };
  /**
   * Enabled gateways that are down, or that send and have lost the connection by which replies come, in their own words;
   * and whether users wait for a gateway that is not there.
   */
  problems(): Promise<{
    readonly down: readonly { name: string; problem: string }[];
    readonly deaf: readonly { name: string; problem: string }[];
    readonly isMissing: boolean;
  }>;
  /** Reads all gateways from the store into what delivers texts. */
  reload(): Promise<void>;
}

export type GatewayPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'gateways'>;
  readonly delivery: Pick<TextDelivery, 'sendBy' | 'health' | 'replace'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Whoever else has to know the gateways in use: what listens for replies. */
  readonly onReplaced?: ((gateways: readonly GatewayWithSecrets[]) => Promise<void> | void) | undefined;
};

/** Bytes of the secret in an inbound address; ours: 256 bits cannot be guessed. */
const INBOUND_SECRET_BYTES = 32;
const MESSAGE_ID_BYTES = 16;
/** Milliseconds that a test text is worth something; ours. */
const TEST_LIFETIME_MILLISECONDS = 5 * 60_000;
const TEST_TEXT = 'Test message of Countersign. This gateway works.';

/** Of a gateway that has not been in use since the engine started. */
const UNUSED: GatewayHealth = { circuit: 'closed', failureCount: 0, sentCount: 0, failedCount: 0, deliveredCount: 0 };

/** What is wrong with the fields of a gateway beyond their schema, in English; undefined when nothing is. */
export function findGatewayProblem({ connection }: GatewayFields): string | undefined {
  if (connection.kind === 'email-to-sms')
    return connection.address.includes('@') && connection.address.includes('<$to$>')
      ? undefined
      : 'the address needs <$to$> and @';
  const http = connection.kind === 'http' ? findHttpProblem(connection, (text) => URL.parse(text) ?? undefined) : undefined;
  return http ?? findAuthorityProblem(connection.authorityCertificate);
}

/** A first bind that is under way has no words yet, and is no problem. */
function isDown({ circuit, isConnected, lastProblem }: GatewayHealth): boolean {
  return circuit !== 'closed' || (isConnected === false && lastProblem !== undefined);
}
function isDeaf(health: GatewayHealth): boolean {
  return !isDown(health) && health.isConnected === true && health.isReceiving === false && health.lastProblem !== undefined;
}

function checkFields(fields: GatewayFields): void {
  const problem = findGatewayProblem(fields);
  if (problem !== undefined) throw appError('GATEWAY_SETTINGS_INVALID', { detail: { problem } });
}

export function createGatewayFlows(ports: GatewayPorts): GatewayFlows {
  const { store, delivery, clock, random } = ports;

  const reload = async (): Promise<void> => {
    const gateways = await store.gateways();
    await delivery.replace(gateways);
    await ports.onReplaced?.(gateways);
  };
  const getGateway = async (id: GatewayId): Promise<Gateway> => {
    const gateway = (await store.read('gateways.list', undefined)).find((each) => each.id === id);
    if (gateway === undefined) throw appError('GATEWAY_NOT_FOUND', { detail: { gateway: id } });
    return gateway;
  };

  return {
    reload,
    async list() {
      const health = delivery.health();
      const gateways = await store.read('gateways.list', undefined);
      return gateways.map((gateway) => ({ ...gateway, health: health.get(gateway.id) ?? UNUSED }));
    },
    preview: (text) => ({
      ...countSegments(text),
      segments: [...splitIntoSegments(text)],
      unusual: [...new Set(text)].filter((character) => !fitsGsm7(character)),
    }),
    async problems() {
      const health = delivery.health();
      const enabled = (await store.read('gateways.list', undefined)).filter(({ isEnabled }) => isEnabled);
      const those = (isSo: (health: GatewayHealth) => boolean) =>
        enabled.flatMap(({ id, name }) => {
          const found = health.get(id);
          return found === undefined || !isSo(found) ? [] : [{ name, problem: found.lastProblem?.problem ?? '' }];
        });
      return {
        down: those(isDown),
        deaf: those(isDeaf),
        isMissing: enabled.length === 0 && (await store.read('gateways.wanted', undefined)),
      };
    },
    async create(actor, { fields, secrets }) {
      checkFields(fields);
      const password = secrets.password === '' ? undefined : secrets.password;
      const gateway = await store.write(
        'gateways.create',
        { fields, password },
        {
          actor,
          action: 'gateways.create',
          subject: fields.name,
          detail: { ...fields, ...(password === undefined ? {} : { password: 'set' }) },
        },
      );
      await reload();
      return gateway;
    },
    async update(actor, { id, revision, fields, secrets: { password } }) {
      checkFields(fields);
      const before = await getGateway(id);
      const gateway = await store.write(
        'gateways.update',
        { id, revision, fields, password },
        {
          actor,
          action: 'gateways.update',
          subject: before.name,
          detail: {
            before: gatewayFieldsSchema.parse(before),
            after: fields,
            ...(password === undefined ? {} : { password: password === '' ? 'removed' : 'changed' }),
          },
        },
      );
      await reload();
      return gateway;
    },
    async remove(actor, id) {
      const { name } = await getGateway(id);
      await store.write('gateways.delete', { id }, { actor, action: 'gateways.delete', subject: name, detail: {} });
      await reload();
    },
    async move(actor, { id, position }) {
      const { name, position: before } = await getGateway(id);
      const gateways = await store.write(
        'gateways.move',
        { id, position },
        { actor, action: 'gateways.move', subject: name, detail: { before: { position: before }, after: { position } } },
      );
      await reload();
      return [...gateways];
    },
    async newInboundAddress(actor, id) {
      const { name } = await getGateway(id);
      const secret = Buffer.from(random.bytes(INBOUND_SECRET_BYTES)).toString('base64url');
      await store.write(
        'gateways.renew-inbound-secret',
        { id, secret },
        { actor, action: 'gateways.renew-inbound-secret', subject: name, detail: { inboundSecret: 'changed' } },
      );
      await reload();
      return { path: `/sms/${id}/${secret}` };
    },
    async test(actor, { id, phone, text }) {
      const { name } = await getGateway(id);
      const to = toE164(phone, '');
      if (to === undefined) throw appError('PHONE_NUMBER_INVALID', { detail: { problem: OWN_WORDS['number-without-country'] } });
      const startedAt = clock.now();
      const delivered = await delivery.sendBy(id, {
        messageId: Buffer.from(random.bytes(MESSAGE_ID_BYTES)).toString('hex'),
        to,
        text: text === '' ? TEST_TEXT : text,
        validUntil: startedAt + TEST_LIFETIME_MILLISECONDS,
      });
      const isSent = delivered.kind === 'sent';
      await store.write('audit.note', {}, { actor, action: 'gateways.test', subject: name, detail: { isSent } });
      return {
        isSent,
        reference: isSent ? delivered.reference : '',
        problem: isSent ? '' : (delivered.tried.at(-1)?.problem ?? delivered.reason),
        durationMilliseconds: clock.now() - startedAt,
        tried: [...delivered.tried],
      };
    },
  };
}
