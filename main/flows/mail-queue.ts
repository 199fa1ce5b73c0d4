/**
 * Mails on their way: each is stored first, then handed over, one at a time, and tried again with growing pauses. Only a
 * stop between the server's answer and the note of it makes a mail go twice; none is lost.
 */
import { MAIL_LANGUAGES, type MailLanguage } from '../../shared/mail-templates.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import type { MailSettings } from '../../shared/schemas/mail.ts';
import type { MailTransport, ReadyMail, SmtpAnswer } from '../adapters/mail/smtp.ts';
import type { SecretBox } from '../adapters/secret-box.ts';
import type { MailAnswer, MailDelivery, PlainMail, TemplateMail } from '../engine/delivery/mail-port.ts';
import { scrub } from '../engine/delivery/scrub.ts';
import { MAIL_KEPT_MILLISECONDS, MAIL_LIFETIME_MILLISECONDS, retryPause } from '../engine/mail/retry.ts';
import type { Clock, Random } from '../engine/ports.ts';
import type { DueMail, MailDraft, Store } from '../store/port.ts';
import type { MailTemplates } from './mail-templates.ts';

export type MailQueuePorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly box: SecretBox;
  readonly random: Random;
  readonly clock: Clock;
  /** Answers the way to call it off. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  readonly templates: Pick<MailTemplates, 'fill'>;
  readonly settings: () => MailSettings;
  readonly transport: () => MailTransport | undefined;
  readonly serverName: string;
  readonly onFailure: (message: string, error: unknown) => void;
};

export interface MailQueue extends MailDelivery {
  /** Stores all of them in one transaction. */
  sendAll(mails: readonly TemplateMail[]): Promise<void>;
  /** Takes up what waits since an earlier run, and goes on until stop(). */
  start(): Promise<void>;
  /** The settings are new: all that wait are tried at once. */
  hurry(): Promise<void>;
  stop(): Promise<void>;
}

/** A filled mail with what must not show in an error about it. */
type WaitingMail = Omit<ReadyMail, 'from'> & { readonly from: string; readonly hidden: string };

const REFERENCE_BYTES = 16;
const DUE_AT_ONCE = 50;
/** Milliseconds after which a failed round is tried again though nothing is said to be due; ours. */
const ROUND_AGAIN_MILLISECONDS = 30_000;
const PRUNE_INTERVAL_MILLISECONDS = 60 * 60 * 1000;
/** Tries of one mail that the server puts off before it counts as a problem; ours. */
const PROBLEM_AFTER_TRIES = 3;

export function createMailQueue(ports: MailQueuePorts): MailQueue {
  const { store, clock } = ports;
  let problem: { readonly at: number; readonly words: string } | undefined;
  let isRunning = false;
  let isStopped = true;
  let round: Promise<void> = Promise.resolve();
  let isWanted = false;
  let cancelTimer = () => {};
  let serverFailures = 0;
  let pausedUntil = 0;
  let prunedAt = 0;

  const contextOf = (reference: string) => `mail:${reference}`;
  const draftOf = (mail: TemplateMail): MailDraft => {
    const reference = Buffer.from(ports.random.bytes(REFERENCE_BYTES)).toString('hex');
    const waiting = new TextEncoder().encode(JSON.stringify(fill(ports, mail)));
    return {
      type: mail.type,
      recipient: mail.to,
      userId: mail.userId,
      reference,
      sealedMail: ports.box.seal(waiting, contextOf(reference)),
    };
  };

  const open = ({ reference, sealedMail }: DueMail): WaitingMail | undefined => {
    try {
      return JSON.parse(new TextDecoder().decode(ports.box.open(sealedMail, contextOf(reference)))) as WaitingMail;
    } catch (error) {
      // Altered on the disk: this one is lost, and the others must not wait behind it.
      ports.onFailure('a waiting mail could not be opened', error);
      return undefined;
    }
  };

  const handOver = async (mail: WaitingMail, timeoutMilliseconds: number): Promise<SmtpAnswer> => {
    const refuse = (words: string): SmtpAnswer => ({ kind: 'not-sent', problem: words, isPermanent: false, isOfServer: true });
    const { fromAddress, fromName } = ports.settings();
    const transport = ports.transport();
    const address = mail.from === '' ? fromAddress : mail.from;
    const answer =
      transport === undefined
        ? refuse(OWN_WORDS['no-mail-server'])
        : address === ''
          ? refuse(OWN_WORDS['no-from-anywhere'])
          : await transport.send({ ...mail, from: { name: fromName, address } }, timeoutMilliseconds);
    if (answer.kind === 'sent') {
      problem = undefined;
      return answer;
    }
    // A server may repeat what it was sent: the words go into the log and on the screen.
    return { ...answer, problem: scrub(answer.problem, { text: mail.hidden, to: mail.to, secrets: [] }) };
  };
  const noteProblem = (words: string) => {
    problem = { at: clock.now(), words };
  };

  /** False where the server takes no mail at all: the others need not be tried now. */
  const tryOne = async (due: DueMail): Promise<boolean> => {
    const { id, tryCount } = due;
    if (clock.now() - due.at >= MAIL_LIFETIME_MILLISECONDS) {
      await store.write('mail.settle', { id, state: 'expired', problem: due.problem }, undefined);
      return true;
    }
    const mail = open(due);
    if (mail === undefined) {
      await store.write('mail.settle', { id, state: 'failed', problem: OWN_WORDS['mail-unreadable'] }, undefined);
      return true;
    }
    const answer = await handOver(mail, ports.settings().timeoutSeconds * 1000);
    if (answer.kind === 'sent') {
      serverFailures = 0;
      await store.write('mail.settle', { id, state: 'sent', problem: '' }, undefined);
      return true;
    }
    const { problem: words, isPermanent, isOfServer } = answer;
    // Greylisting puts off every first mail: what passes by itself is no problem yet.
    if (isOfServer || isPermanent || tryCount + 1 >= PROBLEM_AFTER_TRIES) noteProblem(words);
    const nextTryAt = clock.now() + retryPause(isOfServer ? serverFailures + 1 : tryCount + 1);
    await store.write(
      'mail.settle',
      isPermanent ? { id, state: 'failed', problem: words } : { id, state: 'queued', problem: words, nextTryAt },
      undefined,
    );
    if (!isOfServer) return true;
    serverFailures += 1;
    pausedUntil = nextTryAt;
    return false;
  };

  const runRound = async (): Promise<void> => {
    for (let goesOn = true; goesOn && !isStopped && clock.now() >= pausedUntil; ) {
      const due = await store.read('mail.due', { at: clock.now(), limit: DUE_AT_ONCE });
      goesOn = due.length > 0;
      for (const mail of due) {
        if (isStopped) return;
        goesOn = await tryOne(mail);
        if (!goesOn) break;
      }
    }
    if (clock.now() - prunedAt < PRUNE_INTERVAL_MILLISECONDS) return;
    prunedAt = clock.now();
    await store.write('mail.prune', { before: prunedAt - MAIL_KEPT_MILLISECONDS }, undefined);
  };

  const planNext = async (): Promise<void> => {
    const { waitingCount, nextTryAt } = await store.read('mail.list', { limit: 1 });
    if (isStopped || waitingCount === 0 || nextTryAt === undefined) return;
    cancelTimer();
    cancelTimer = ports.after(Math.max(nextTryAt, pausedUntil) - clock.now(), kick);
  };

  /** Starts a round, or lets the one that runs be followed by another. */
  const kick = (): void => {
    isWanted = true;
    if (isRunning || isStopped) return;
    isRunning = true;
    round = (async () => {
      try {
        while (isWanted && !isStopped) {
          isWanted = false;
          await runRound();
        }
        await planNext();
      } catch (error) {
        ports.onFailure('waiting mails could not be sent', error);
        cancelTimer = ports.after(ROUND_AGAIN_MILLISECONDS, kick);
      } finally {
        isRunning = false;
        // Asked for while the next round was being planned.
        if (isWanted) kick();
      }
    })();
  };

  const sendAll = async (mails: readonly TemplateMail[]): Promise<void> => {
    if (mails.length === 0) return;
    await store.write('mail.queue', { mails: mails.map(draftOf) }, undefined);
    kick();
  };
  return {
    sendAll,
    send: (mail) => sendAll([mail]),
    async sendNow(mail, timeoutMilliseconds): Promise<MailAnswer> {
      const waiting = 'type' in mail ? fill(ports, mail) : plain(mail);
      const answer = await handOver(waiting, timeoutMilliseconds ?? ports.settings().timeoutSeconds * 1000);
      if (answer.kind === 'sent') return { kind: 'sent' };
      noteProblem(answer.problem);
      return { kind: 'not-sent', problem: answer.problem, isPermanent: answer.isPermanent };
    },
    problem: () => problem,
    async start() {
      isStopped = false;
      const { rows } = await store.read('mail.list', { limit: DUE_AT_ONCE });
      const last = rows.find((row) => row.state === 'queued' && row.tryCount >= PROBLEM_AFTER_TRIES);
      if (last !== undefined) problem = { at: last.at, words: last.problem };
      kick();
    },
    async hurry() {
      serverFailures = 0;
      pausedUntil = 0;
      problem = undefined;
      await store.write('mail.hurry', {}, undefined);
      kick();
    },
    async stop() {
      isStopped = true;
      cancelTimer();
      await round;
    },
  };
}

type FillPorts = Pick<MailQueuePorts, 'templates' | 'settings' | 'serverName'>;

function fill({ templates, settings, serverName }: FillPorts, mail: TemplateMail): WaitingMail {
  const { language, companyName, portalUrl } = settings();
  const values = { server: serverName, company: companyName, portal_url: portalUrl, ...mail.values };
  const filled = templates.fill({ type: mail.type, language: languageOf(mail.language) ?? language }, values);
  return { to: mail.to, ...filled, hidden: `${values.otp ?? ''} ${values.pin ?? ''}`.trim() };
}

function plain({ to, subject, text }: PlainMail): WaitingMail {
  return { from: '', to, cc: '', subject, format: 'plain', body: text, hidden: text };
}

/** 'nl-be' is 'nl'. */
function languageOf(language: string): MailLanguage | undefined {
  const [short] = language.toLowerCase().split('-');
  return MAIL_LANGUAGES.find((known) => known === short);
}
