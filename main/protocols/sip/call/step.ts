// One outgoing call as a state machine: an event in, the next state and what is to be done out. RFC 3261 §13 to §15 above the transactions of §17. Left out: being called, and everything of sound.
import { NO_AUTHORIZATION, type SipMeans } from '../authorization.ts';
import { NO_BODY } from '../message.ts';
import { newCallId, newTag } from '../request.ts';
import {
  emptyTable,
  failTransport,
  isTransactionTimer,
  type TransactionNotice,
  takeMessage,
  takeTimer,
} from '../transaction-table.ts';
import type { Call, CallEvent, CallOptions, CallPurpose, CallStep, CallTimer } from './call.ts';
import { cancelInvite, failInvite, giveUpCancelled, sendInvite, takeAnswer, takeInviteResponse } from './invite.ts';
import { repeatAnswer, takeAck, takeRequest } from './requests-in.ts';
import { endAnswered, failRefresh, isOfInvite, refresh, sessionDue, takeByeResponse, takeRefreshResponse } from './session.ts';
import { change, startTimer, type Turn, takeTableStep } from './turn.ts';

/** Sends the INVITE. Messages with the call's Call-ID, and timers by their names, come back by `stepCall`. */
export function startCall(options: CallOptions, means: SipMeans): CallStep {
  const request = { kind: 'request', method: 'INVITE', uri: options.target, headers: [], body: NO_BODY } as const;
  const call: Call = {
    options,
    phase: 'inviting',
    callId: newCallId(means),
    localTag: newTag(means),
    cseq: 0,
    target: options.target,
    redirectsLeft: options.redirectsAllowed,
    sessionSeconds: options.sessionSeconds,
    authorization: NO_AUTHORIZATION,
    invite: { request, branch: '', cseq: 0, nextHop: options.target },
    hasProvisional: false,
    cancel: undefined,
    dialogs: new Map(),
    answeredTag: undefined,
    session: undefined,
    isRefreshing: undefined,
    unacknowledged: undefined,
    table: emptyTable(options.timing),
    timers: new Set(),
    isForgotten: false,
  };
  const turn: Turn = { call, means, actions: [], notices: [] };
  startTimer(turn, 'answer', options.answerTimeoutMilliseconds);
  sendInvite(turn);
  return { call: turn.call, actions: turn.actions };
}

export function stepCall(call: Call, event: CallEvent, means: SipMeans): CallStep {
  const turn: Turn = { call, means, actions: [], notices: [] };
  takeEvent(turn, event);
  for (let notice = turn.notices.shift(); notice !== undefined; notice = turn.notices.shift()) takeNotice(turn, notice);
  const isDone = turn.call.phase === 'over' && turn.call.table.entries.size === 0 && turn.call.timers.size === 0;
  if (isDone && !turn.call.isForgotten) {
    change(turn, { isForgotten: true });
    turn.actions.push({ kind: 'forget' });
  }
  return { call: turn.call, actions: turn.actions };
}

function takeEvent(turn: Turn, event: CallEvent): void {
  switch (event.kind) {
    case 'message':
      if (event.message.envelope.callId === turn.call.callId) takeTableStep(turn, takeMessage(turn.call.table, event.message));
      return;
    case 'timer':
      if (isTransactionTimer(event.timer)) {
        takeTableStep(turn, takeTimer(turn.call.table, event.timer));
        return;
      }
      takeCallTimer(turn, event.timer);
      return;
    case 'hang-up':
      cancelInvite(turn, 'cancelled');
      endAnswered(turn, 'hung-up');
      return;
    case 'transport-failed':
      takeTableStep(turn, failTransport(turn.call.table));
      return;
  }
}

function takeCallTimer(turn: Turn, name: string): void {
  const timer = [...turn.call.timers].find((running) => running === name);
  // A timer that was stopped when it had fired already means nothing.
  if (timer === undefined) return;
  change(turn, { timers: new Set([...turn.call.timers].filter((running) => running !== timer)) });
  const steps: Readonly<Record<CallTimer, (turn: Turn) => void>> = {
    answer: () => cancelInvite(turn, 'no-answer'),
    cancelled: giveUpCancelled,
    session: sessionDue,
    refresh,
    'repeat-answer': repeatAnswer,
  };
  steps[timer](turn);
}

function takeNotice(turn: Turn, notice: TransactionNotice<CallPurpose>): void {
  switch (notice.kind) {
    case 'response':
      takeResponse(turn, notice);
      return;
    case 'timed-out':
    case 'transport-failed':
      if (notice.purpose.kind === 'invite') failInvite(turn, notice.kind === 'timed-out' ? 'timed-out' : 'unreachable');
      else if (notice.purpose.kind === 'refresh') failRefresh(turn);
      return;
    case 'request':
      takeRequest(turn, notice.key, notice.request);
      return;
    case 'ack':
      takeAck(turn, notice.request);
      return;
    case 'stray-response': {
      const { response } = notice;
      // While the INVITE is out its transaction knows its answers: what does not belong to it is damaged or of somebody else,
      // and taken as the answer it would leave that transaction waiting for ever.
      const isLate = turn.call.phase !== 'inviting';
      const isAnswer = isLate && response.status >= 200 && response.status < 300 && isOfInvite(turn.call.invite, response);
      if (isAnswer) takeAnswer(turn, response);
    }
  }
}

function takeResponse(turn: Turn, { purpose, response }: Extract<TransactionNotice<CallPurpose>, { kind: 'response' }>): void {
  switch (purpose.kind) {
    case 'invite':
      takeInviteResponse(turn, response);
      return;
    case 'refresh':
      takeRefreshResponse(turn, response, purpose);
      return;
    case 'bye':
      takeByeResponse(turn, response, purpose.remoteTag);
      return;
    case 'cancel':
      return;
  }
}
