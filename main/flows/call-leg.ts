/** One phone that is called, as its row of the call log: what the line tells of it is gathered here. */
import { resultNumber } from '../../shared/authentication-results.ts';
import type { RunningCall } from '../../shared/schemas/call.ts';
import type { PhoneEnd, PhoneEvent, PhoneLineCall } from '../engine/delivery/phone-port.ts';
import type { PlacedCallDraft } from '../engine/effects.ts';
import type { CallOutcome } from '../engine/phone-call/phone-call.ts';

type LegTarget = Pick<PlacedCallDraft, 'phone' | 'number' | 'extension'>;
/** Whose sign-in it is of. */
type LegOwner = Pick<PlacedCallDraft, 'sessionId' | 'userId' | 'username' | 'applicationName'>;

export type CallLeg = {
  readonly target: LegTarget;
  readonly startedAt: number;
  line: PhoneLineCall | undefined;
  hasPlayed: boolean;
  ringingAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  trunkName: string;
  sent: Pick<PlacedCallDraft, 'sentFrom' | 'sentAssertedIdentity' | 'sentPrivacy'>;
  passedOver: PlacedCallDraft['passedOver'];
  end: PhoneEnd | undefined;
  isRecorded: boolean;
};

export function openLeg(target: LegTarget, startedAt: number): CallLeg {
  return {
    target,
    startedAt,
    line: undefined,
    hasPlayed: false,
    ringingAt: undefined,
    answeredAt: undefined,
    endedAt: undefined,
    trunkName: '',
    sent: { sentFrom: '', sentAssertedIdentity: '', sentPrivacy: '' },
    passedOver: [],
    end: undefined,
    isRecorded: false,
  };
}

export function noteOnLeg(leg: CallLeg, event: PhoneEvent, now: number): void {
  switch (event.kind) {
    case 'line-chosen':
      leg.trunkName = event.trunkName;
      leg.sent = {
        sentFrom: event.sent.from,
        sentAssertedIdentity: event.sent.assertedIdentity,
        sentPrivacy: event.sent.privacy,
      };
      return;
    case 'passed-over':
      leg.passedOver = [...leg.passedOver, { trunkName: event.trunkName, words: event.words }];
      return;
    case 'ringing':
      leg.ringingAt ??= now;
      return;
    case 'answered':
      leg.answeredAt ??= now;
      return;
    case 'ended':
      leg.endedAt = now;
      leg.end = event.end;
      return;
    default:
  }
}

/** As a console shows it while it runs. */
export function stageOfLeg({ target, trunkName, ringingAt, answeredAt }: CallLeg): RunningCall {
  const stage = answeredAt !== undefined ? 'answered' : ringingAt !== undefined ? 'ringing' : 'calling';
  return { phone: target.phone, stage, trunkName };
}

/** Undefined while it runs. A test call has no outcome. */
export function rowOfLeg(
  { sessionId, userId, username, applicationName }: LegOwner,
  leg: CallLeg,
  outcome: CallOutcome | undefined,
): PlacedCallDraft | undefined {
  const { target, startedAt, ringingAt, answeredAt, endedAt, end, trunkName, sent, passedOver } = leg;
  if (end === undefined || endedAt === undefined) return undefined;
  return {
    startedAt,
    ...(ringingAt === undefined ? {} : { ringingAt }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    endedAt,
    sessionId,
    ...(userId === undefined ? {} : { userId }),
    username,
    applicationName,
    phone: target.phone,
    number: target.number,
    extension: target.extension,
    trunkName,
    ...sent,
    passedOver,
    how: end.how,
    ...(end.sipStatus === undefined ? {} : { sipStatus: end.sipStatus }),
    ...(end.q850Cause === undefined ? {} : { q850Cause: end.q850Cause }),
    words: end.words,
    ...(outcome === undefined ? {} : { result: resultNumber(outcome.result), isGranted: outcome.isGranted }),
    sentPackets: end.sentPackets,
    receivedPackets: end.receivedPackets,
  };
}
