// Registration of a trunk's account with refresh, RFC 3261 §10.2 and §22: 423, challenges, Retry-After, giving up the binding. Left out: several contacts, and outbound flows (RFC 5626).
import {
  type AuthorizationRefusal,
  authorizationHeaders,
  beginRequest,
  NO_AUTHORIZATION,
  type SipMeans,
  takeChallenges,
} from '../authorization.ts';
import { targetThrough } from '../dialog.ts';
import { readRetryAfterSeconds, readSeconds, wordsOf } from '../header-values.ts';
import { header, headerList, type IncomingResponse, NO_BODY } from '../message.ts';
import { formatNameAddr, nameAddr, parseNameAddr, withTag } from '../name-addr.ts';
import { buildRequest, contactUri, newBranch, newCallId, newTag } from '../request.ts';
import { findParameter, parseInteger } from '../syntax.ts';
import {
  emptyTable,
  failTransport,
  isTransactionTimer,
  startClient,
  type TableStep,
  takeMessage,
  takeTimer,
} from '../transaction-table.ts';
import { isSameUri, parseUri } from '../uri.ts';
import { seenAs } from '../via.ts';
import type {
  Registration,
  RegistrationAction,
  RegistrationEvent,
  RegistrationOptions,
  RegistrationPurpose,
  RegistrationStep,
} from './registration.ts';

/** Refreshed when this part of the time is over; ours, as is the least time between two refreshes. */
const REFRESH_PART = 0.8;
const REFRESH_MIN_SECONDS = 5;
/** Seconds until the next try: doubling (RFC 5626 §4.5 has the same base); ours is the upper bound. */
const RETRY_BASE_SECONDS = 30;
const RETRY_MAX_SECONDS = 600;
/** Seconds that a registrar may name, in whatever field: no timer is longer; ours. */
const ASKED_MAX_SECONDS = 86_400;
const MILLISECONDS = 1000;
const TIMER = 'register';

type Turn = { registration: Registration; readonly means: SipMeans; readonly actions: RegistrationAction[] };

export function startRegistration(options: RegistrationOptions, means: SipMeans): RegistrationStep {
  const registration: Registration = {
    options,
    callId: newCallId(means),
    localTag: newTag(means),
    cseq: 0,
    phase: 'asking',
    mayBeBound: false,
    isStopping: false,
    expiresSeconds: options.expiresSeconds,
    failureCount: 0,
    authorization: NO_AUTHORIZATION,
    table: emptyTable(options.timing),
  };
  const turn: Turn = { registration, means, actions: [] };
  sendRegister(turn, 'register');
  return { registration: turn.registration, actions: turn.actions };
}

export function stepRegistration(registration: Registration, event: RegistrationEvent, means: SipMeans): RegistrationStep {
  const turn: Turn = { registration, means, actions: [] };
  const { table, phase, callId } = registration;
  switch (event.kind) {
    case 'message':
      // Nobody has to ask anything of a registration.
      if (event.message.kind === 'response' && event.message.envelope.callId === callId)
        takeStep(turn, takeMessage(table, event.message));
      break;
    case 'timer':
      if (isTransactionTimer(event.timer)) takeStep(turn, takeTimer(table, event.timer));
      else if (event.timer === TIMER && phase === 'waiting') ask(turn);
      break;
    case 'transport-failed':
      takeStep(turn, failTransport(table));
      break;
    case 'refresh':
      if (phase === 'waiting') ask(turn);
      break;
    case 'stop':
      stop(turn);
  }
  return { registration: turn.registration, actions: turn.actions };
}

function change(turn: Turn, fields: Partial<Registration>): void {
  turn.registration = { ...turn.registration, ...fields };
}

/** A REGISTER that is no answer to a challenge. */
function ask(turn: Turn): void {
  turn.actions.push({ kind: 'stop-timer', timer: TIMER });
  change(turn, { authorization: beginRequest(turn.registration.authorization) });
  sendRegister(turn, 'register');
}

/** RFC 3261 §10.2: there may be only one REGISTER under way, so one that is waits for its answer first. */
function stop(turn: Turn): void {
  const { phase, mayBeBound } = turn.registration;
  change(turn, { isStopping: true });
  if (phase !== 'waiting') return;
  turn.actions.push({ kind: 'stop-timer', timer: TIMER });
  if (mayBeBound) leave(turn);
  else end(turn);
}

function leave(turn: Turn): void {
  change(turn, { authorization: beginRequest(turn.registration.authorization) });
  sendRegister(turn, 'unregister');
}

function end(turn: Turn): void {
  change(turn, { phase: 'over', mayBeBound: false });
  turn.actions.push({ kind: 'tell', notice: { kind: 'unregistered' } });
}

function sendRegister(turn: Turn, purpose: RegistrationPurpose): void {
  const { options, callId, localTag, expiresSeconds } = turn.registration;
  const { uri, routes, nextHop } = targetThrough(options.routes, options.registrar);
  const branch = newBranch(turn.means);
  const cseq = turn.registration.cseq + 1;
  const base = { method: 'REGISTER', uri, body: NO_BODY };
  const [authorization, answers] = authorizationHeaders(turn.registration.authorization, options.credentials, base, turn.means);
  const expires = purpose === 'register' ? expiresSeconds : 0;
  const contact = header('Contact', formatNameAddr(nameAddr(contactUri(options.agent))));
  const headers = [contact, header('Expires', String(expires)), ...answers];
  const from = formatNameAddr(withTag(nameAddr(options.account), localTag));
  const to = formatNameAddr(nameAddr(options.account));
  const request = buildRequest(options.agent, { method: 'REGISTER', uri, branch, routes, from, to, callId, cseq, headers });
  change(turn, { cseq, authorization, phase: purpose === 'register' ? 'asking' : 'leaving' });
  takeStep(turn, startClient(turn.registration.table, { request, branch, purpose, nextHop }));
}

function takeStep(turn: Turn, step: TableStep<RegistrationPurpose>): void {
  change(turn, { table: step.table });
  turn.actions.push(...step.actions);
  for (const notice of step.notices) {
    if (notice.kind === 'response') takeResponse(turn, notice.response, notice.purpose);
    else if (notice.kind === 'timed-out' || notice.kind === 'transport-failed') takeFailure(turn, undefined, notice.purpose);
  }
}

function takeResponse(turn: Turn, response: IncomingResponse, purpose: RegistrationPurpose): void {
  const { status } = response;
  if (status < 200) return;
  if (status === 401 || status === 407) {
    authorizeAgain(turn, response, purpose);
    return;
  }
  const least = status === 423 ? readSeconds(response, 'Min-Expires') : undefined;
  if (purpose === 'register' && least !== undefined && least > turn.registration.expiresSeconds && least <= ASKED_MAX_SECONDS) {
    change(turn, { expiresSeconds: least });
    sendRegister(turn, purpose);
    return;
  }
  const seconds = status < 300 ? grantedSeconds(turn.registration, response) : 0;
  if (purpose === 'register' && seconds > 0) takeGranted(turn, response, seconds);
  else takeFailure(turn, response, purpose);
}

function takeGranted(turn: Turn, response: IncomingResponse, seconds: number): void {
  change(turn, { phase: 'waiting', mayBeBound: true, failureCount: 0 });
  if (turn.registration.isStopping) {
    leave(turn);
    return;
  }
  turn.actions.push({ kind: 'tell', notice: { kind: 'registered', seconds, seenAs: seenAs(response.envelope.via) } });
  const milliseconds = Math.max(seconds * REFRESH_PART, REFRESH_MIN_SECONDS) * MILLISECONDS;
  turn.actions.push({ kind: 'start-timer', timer: TIMER, milliseconds });
}

/** Of our own binding in the list (RFC 3261 §10.2.4), else of Expires, else what was asked for. */
function grantedSeconds({ options, expiresSeconds }: Registration, response: IncomingResponse): number {
  const ours = parseUri(contactUri(options.agent));
  const own = headerList(response, 'Contact')
    .flatMap((value) => parseNameAddr(value) ?? [])
    .find(({ uri }) => {
      const parsed = parseUri(uri);
      return parsed !== undefined && ours !== undefined && isSameUri(parsed, ours);
    });
  const expires =
    own === undefined ? undefined : parseInteger(findParameter(own.parameters, 'expires') ?? '', Number.MAX_SAFE_INTEGER);
  return Math.min(expires ?? readSeconds(response, 'Expires') ?? expiresSeconds, ASKED_MAX_SECONDS);
}

function authorizeAgain(turn: Turn, response: IncomingResponse, purpose: RegistrationPurpose): void {
  const { authorization, options } = turn.registration;
  const taken = takeChallenges(authorization, response, options.credentials, turn.means);
  if (typeof taken === 'string') {
    takeFailure(turn, response, purpose, taken);
    return;
  }
  change(turn, { authorization: taken });
  sendRegister(turn, purpose);
}

function takeFailure(
  turn: Turn,
  response: IncomingResponse | undefined,
  purpose: RegistrationPurpose,
  authorization?: AuthorizationRefusal,
): void {
  if (purpose === 'unregister' || turn.registration.isStopping) {
    end(turn);
    return;
  }
  const { failureCount } = turn.registration;
  const asked = response === undefined ? undefined : readRetryAfterSeconds(response);
  const doubled = Math.min(RETRY_BASE_SECONDS * 2 ** Math.min(failureCount, 10), RETRY_MAX_SECONDS);
  // Wrong credentials do not become right by asking soon, and a registrar may block who asks too often.
  const ownSeconds = authorization === undefined ? doubled : RETRY_MAX_SECONDS;
  const retryMilliseconds = (asked === undefined ? ownSeconds : Math.min(Math.max(asked, 1), ASKED_MAX_SECONDS)) * MILLISECONDS;
  change(turn, { phase: 'waiting', failureCount: failureCount + 1 });
  const words = response === undefined ? '' : wordsOf(response);
  turn.actions.push({ kind: 'start-timer', timer: TIMER, milliseconds: retryMilliseconds });
  turn.actions.push({
    kind: 'tell',
    notice: { kind: 'failed', sipStatus: response?.status, words, authorization, retryMilliseconds },
  });
}
