/** A text came in: whose code it answers, and how. The request that waits takes it from there (two-way-text.ts). */
import { asksPin } from '../../../../shared/methods.ts';
import type { ReplyOutcome } from '../../../../shared/schemas/gateway.ts';
import type { Decision, Notice, Verdict } from '../../authentication/decision.ts';
import type { EnginePorts } from '../../authentication/engine-ports.ts';
import type { Effect, Guard } from '../../effects.ts';
import type { MessageCode, ReplyVerdict, Subject } from '../../ports.ts';
import { hashCode } from '../message-code/code.ts';
import { fraudAlert } from '../message-code/fraud.ts';
import { digitsOf, isStopWord, replyNumber } from './read-reply.ts';

export type Reply = { readonly from: string; readonly text: string; readonly gatewayName: string; readonly at: number };
export type ReplyDecision = Decision & { readonly codeId: string | undefined };

const NOTHING: Verdict = { kind: 'reject', result: 'UNKNOWN', reason: 'message-code-wrong' };
const AGAIN: Verdict = { kind: 'again', result: 'UNKNOWN', reason: 'message-code-wrong' };
const OUTCOMES: Readonly<Record<ReplyVerdict, ReplyOutcome>> = {
  right: 'verified',
  wrong: 'wrong-code',
  'pin-wrong': 'wrong-code',
  stop: 'stop',
  fraud: 'verified',
};

export async function receiveReply(ports: EnginePorts, reply: Reply): Promise<ReplyDecision> {
  const number = replyNumber(reply.from);
  if (number === '') return note(reply, 'unreadable', undefined);
  const codes = await ports.reader.listTwoWayCodes(number, reply.at);
  const open = codes.filter((code) => code.state === 'open' && reply.at < code.expiresAt);
  if (open.length === 0) {
    const last = codes[0];
    if (isStopWord(reply.text)) return note(reply, 'stop', await subjectOf(ports, last));
    return last === undefined ? note(reply, 'unknown-sender', undefined) : note(reply, 'late', await subjectOf(ports, last));
  }
  // Two people may share a phone: the code says whose answer it is. What answers none answers the newest.
  const answered = open.find((code) => isCode(ports, code, digitsOf(reply.text))) ?? open[0];
  const subject = await subjectOf(ports, answered);
  if (answered === undefined || subject === undefined) return note(reply, 'no-request', undefined);
  const verdict = await verdictOf(ports, { code: answered, subject, text: reply.text });
  return take(ports, reply, { code: answered, subject, verdict });
}

function subjectOf({ reader }: EnginePorts, code: MessageCode | undefined): Promise<Subject | undefined> {
  return code === undefined ? Promise.resolve(undefined) : reader.findSubjectById(code.userId);
}

function isCode(ports: EnginePorts, code: MessageCode, digits: string): boolean {
  const otp = digits.slice(0, code.digits);
  return otp.length === code.digits && hashCode(ports, code.id, otp) === code.codeHash;
}

type Answer = { readonly code: MessageCode; readonly subject: Subject; readonly text: string };

async function verdictOf(ports: EnginePorts, { code, subject, text }: Answer): Promise<ReplyVerdict> {
  const fraud = ports.settings()['fraud-alert'];
  if (isStopWord(text)) return 'stop';
  const digits = digitsOf(text);
  const isRight = isCode(ports, code, digits);
  if (!isRight && fraud.isAllowed && text.trim() === fraud.code) return 'fraud';
  if (!isRight) return 'wrong';
  const pin = digits.slice(code.digits);
  if (!asksPin(subject.mode)) return pin === '' ? 'right' : 'wrong';
  return (await ports.hasher.verify(subject.pinHash, pin)) ? 'right' : 'pin-wrong';
}

function take(
  ports: EnginePorts,
  reply: Reply,
  { code, subject, verdict }: { readonly code: MessageCode; readonly subject: Subject; readonly verdict: ReplyVerdict },
): ReplyDecision {
  const guards: Guard[] = [{ kind: 'take-reply', codeId: code.id, verdict, at: reply.at }];
  const isFraud = verdict === 'fraud';
  const facts = { applicationName: code.applicationName, at: reply.at };
  const alert = isFraud ? fraudAlert(ports.settings(), subject, facts) : { effects: [], notices: [] as readonly Notice[] };
  return {
    verdict: NOTHING,
    commit: { guards, effects: [recordReply(reply, OUTCOMES[verdict], subject), ...alert.effects], ifMissed: [null] },
    missedVerdicts: [AGAIN],
    notices: alert.notices,
    codeId: code.id,
  };
}

function note(reply: Reply, outcome: ReplyOutcome, subject: Subject | undefined): ReplyDecision {
  return {
    verdict: NOTHING,
    commit: { guards: [], effects: [recordReply(reply, outcome, subject)], ifMissed: [] },
    missedVerdicts: [],
    codeId: undefined,
  };
}

function recordReply({ at, gatewayName, from }: Reply, outcome: ReplyOutcome, subject: Subject | undefined): Effect {
  const who = { userId: subject?.userId, username: subject?.username ?? '' };
  return { kind: 'record-reply', at, gatewayName, from: replyNumber(from) || from.slice(0, 32), ...who, outcome };
}
