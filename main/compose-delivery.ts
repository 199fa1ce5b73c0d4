/**
 * The engine with all between its decisions and the world: gateways, mail, the outbox, requests that wait, replies, notices;
 * part of compose.ts.
 */
import { createHmac } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { AllSettings } from '../shared/schemas/settings.ts';
import type { Log } from './adapters/log.ts';
import { nodeDigest } from './adapters/node-digest.ts';
import { composeCalls } from './compose-calls.ts';
import { composeTexts } from './compose-texts.ts';
import { composeVoiceMessages } from './compose-voice-messages.ts';
import { createAuthentication } from './engine/authentication/authentication.ts';
import type { ServerIdentity } from './engine/authentication/draft-attempt.ts';
import type { Clock, PasswordHasher, Random } from './engine/ports.ts';
import { createMailFlows, type MailFlows } from './flows/mail.ts';
import { createNotify } from './flows/notify.ts';
import { createOutbox } from './flows/outbox.ts';
import { createPhoneCalls, type PhoneCalls } from './flows/phone-calls.ts';
import { createInboundSink } from './flows/receive-text.ts';
import { type AuthenticationRunner, createAuthenticationRunner } from './flows/run-authentication.ts';
import type { Store } from './store/port.ts';
import type { OpenedStore } from './store/sqlite/open.ts';

type Parts = {
  readonly store: OpenedStore;
  /** The store's, where attempts are counted as well. */
  readonly commit: Store['commit'];
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: PasswordHasher;
  readonly log: Log;
  readonly settings: () => AllSettings;
  readonly serverName: string;
};

export type ComposedDelivery = {
  readonly runner: AuthenticationRunner;
  readonly mail: MailFlows;
  readonly texts: Pick<ReturnType<typeof composeTexts>, 'flows' | 'watch' | 'inboundState' | 'applySettings'>;
  readonly calls: Pick<ReturnType<typeof composeCalls>, 'flows' | 'tests' | 'watch'>;
  readonly callNow: PhoneCalls['now'];
  readonly voice: Pick<ReturnType<typeof composeVoiceMessages>, 'flows' | 'library'>;
  /** With `delivers` it opens the gateways and takes up the messages that a stop left behind, before the first request. */
  start(delivers: boolean): Promise<void>;
  close(): Promise<void>;
};

const FINGERPRINT_KEY_BYTES = 32;
const CODE_KEY_LABEL = 'countersign message codes';
/** Milliseconds that messages on their way may take when the engine stops; ours. They are sent again at the next start. */
const CLOSE_GRACE_MILLISECONDS = 2_000;

export function composeDelivery(parts: Parts): ComposedDelivery {
  const { store, commit, clock, random, log, settings } = parts;
  const server: ServerIdentity = { name: parts.serverName, address: ownAddress() };
  const mail = createMailFlows({
    store,
    box: store.box,
    random,
    clock,
    serverName: server.name,
    masksRecipients: () => settings().log.masksPhone,
    after: (milliseconds, action) => after(milliseconds, action, true),
    onFailure: (message, error) => log.error(message, error),
  });
  const sendMail: MailFlows['delivery']['sendNow'] = (message, milliseconds) => mail.delivery.sendNow(message, milliseconds);
  const texts = composeTexts({ store, clock, random, log, sendMail });
  const voice = composeVoiceMessages({ store, log, defaultLanguage: () => settings()['user-defaults'].phoneCallLanguage });
  const { sounds } = voice;
  const calls = composeCalls({ store, clock, random, log, settings, sounds, after });
  const phoneCalls = createPhoneCalls({
    lines: calls.lines,
    sounds,
    reader: store.authentication,
    hasher: parts.hasher,
    commit: store.commit,
    settings,
    clock,
    after,
    onFailure: (message, error, fields) => log.error(message, error, fields),
  });
  const authentication = createAuthentication({
    reader: store.authentication,
    hasher: parts.hasher,
    digest: nodeDigest,
    random,
    clock,
    monotonic: () => performance.now(),
    settings,
    server,
    fingerprintKey: random.bytes(FINGERPRINT_KEY_BYTES),
    // Of the data key: codes outlive a restart, and a copied database alone tells none.
    codeKey: createHmac('sha256', store.keySlots.dataKey).update(CODE_KEY_LABEL).digest(),
    sealText: (text, context) => Buffer.from(store.box.seal(Buffer.from(text, 'utf8'), context)).toString('base64'),
    textGateways: texts.abilities,
    phoneLines: calls.abilities,
  });
  const notices = createNotify({
    store,
    mails: mail.delivery,
    sendsToUsers: () => mail.sendsToUsers(),
    settings,
    onFailure: (error, fields) => log.error('a mail about a sign-in could not be stored', error, fields),
  });
  const outbox = createOutbox({
    reader: store.authentication,
    commit: store.commit,
    findByReferences: (gatewayId, references) => store.read('messages.of-receipt', { gatewayId, references }),
    texts: texts.delivery,
    mails: mail.delivery,
    openText: (sealed, context) => Buffer.from(store.box.open(sealed, context)).toString('utf8'),
    clock,
    onFailure: (message, error, fields) => log.error(message, error, fields),
  });
  const runner = createAuthenticationRunner({
    authentication,
    commit,
    outbox,
    calls: phoneCalls,
    reader: store.authentication,
    clock,
    monotonic: () => performance.now(),
    after,
    notices,
  });
  texts.takeInbound(
    createInboundSink({
      authentication,
      commit: store.commit,
      runner,
      outbox,
      gatewayName: texts.gatewayName,
      notices,
      clock,
      onFailure: (error, fields) => log.error('a text that came in could not be handled', error, fields),
    }),
  );
  return {
    runner,
    mail,
    texts,
    calls,
    callNow: phoneCalls.now,
    voice,
    async start(delivers) {
      await mail.start(delivers);
      if (!delivers) return;
      await store.write('phone-calls.end-lost', { at: clock.now() }, undefined);
      await Promise.all([texts.open(), voice.flows.load()]);
      await calls.open();
      await outbox.start();
    },
    async close() {
      runner.close();
      await Promise.all([outbox.close(CLOSE_GRACE_MILLISECONDS), phoneCalls.close(CLOSE_GRACE_MILLISECONDS)]);
      await Promise.all([texts.close(), calls.close()]);
      await mail.close();
    },
  };
}

/** Answers how to stop it. An idle one keeps no process alive. */
function after(milliseconds: number, action: () => void, isIdle = false): () => void {
  const timer = setTimeout(action, milliseconds);
  if (isIdle) timer.unref();
  return () => clearTimeout(timer);
}

/** First IPv4 address that is not loopback, for the log; '' on a machine without one. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((address) => address.family === 'IPv4' && !address.internal)?.address ?? '';
}
