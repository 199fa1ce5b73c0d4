/**
 * Phone call: the engine calls the user, who presses # or PIN and # (reference sections 3 and 4). What happens in the calls is
 * decided by engine/phone-call; here is who is called, when not, and what their end means for the sign-in.
 */
import type { PendingCall } from '../../authentication/decision.ts';
import type { Effect } from '../../effects.ts';
import type { CallDenied, CallGranted } from '../../phone-call/phone-call.ts';
import { checkHasPin } from '../../pin/change-pin.ts';
import type { RunningCall } from '../../ports.ts';
import { makeId } from '../message-code/code.ts';
import { fraudAlert } from '../message-code/fraud.ts';
import { refuseTooMany } from '../message-code/open-message.ts';
import { type AuthenticationMethod, denied, type GuardedBy, type MethodContext, type Step, type Wait } from '../method.ts';
import { planOf, primaryTarget, untilOf } from './plan.ts';

/** Milliseconds that the row of a call outlives its limit; ours: it is ended by then, whatever happens. */
const EXPIRY_MARGIN_MILLISECONDS = 10_000;

export const phoneCall: AuthenticationMethod = {
  check(context) {
    if (!context.ports.phoneLines().isInUse) return { result: 'UNABLE_TO_PLACE_CALL', reason: 'no-trunk' };
    const primary = primaryTarget(context);
    return 'refusal' in primary ? primary.refusal : checkHasPin(context);
  },

  // Nothing of it is typed into the application.
  readings: async (_context, typed) => [{ password: typed, otp: '' }],

  async start(context) {
    const { ports, subject, request, sessionId, now } = context;
    const primary = primaryTarget(context);
    if ('refusal' in primary) return denied(primary.refusal.result, primary.refusal.reason, { isFinal: true });
    const running = await ports.reader.findRunningCall(subject.userId, now);
    if (running !== undefined) return join(context, running);
    const refusal = await refuseTooMany(context);
    if (refusal !== undefined) return refusal;
    const id = makeId(ports.random);
    const until = untilOf(context);
    const guard: GuardedBy['guard'] = {
      kind: 'open-phone-call',
      call: {
        id,
        sessionId,
        userId: subject.userId,
        applicationName: request.application.name,
        radiusClientId: request.application.radiusClientId,
        resendKey: request.resendKey,
        openedAt: now,
        expiresAt: until + EXPIRY_MARGIN_MILLISECONDS,
      },
    };
    context.trace.mark('method-started');
    const call = {
      id,
      sessionId,
      userId: subject.userId,
      username: subject.username,
      applicationName: request.application.name,
      plan: planOf(context, primary.number, until),
    };
    return { ...waitFor({ id }, until), guards: [{ guard, missed: undefined }], call };
  },

  answer() {
    throw new TypeError('a phone call asks nothing in the application');
  },

  async proceed(context, pending, event) {
    if (pending.stage !== 'call' || event.kind !== 'call-over') throw new TypeError('a phone call waits for its end only');
    context.trace.mark('call-over');
    const { outcome, trunkName } = event;
    const shared = { gatewayName: trunkName, guards: [endOf(context, pending)] };
    return outcome.isGranted ? letIn(context, outcome, shared) : keepOut(context, outcome, shared);
  },
};

type Shared = { readonly gatewayName: string; readonly guards: readonly GuardedBy[] };

function waitFor({ id }: Pick<RunningCall, 'id'>, until: number): Wait {
  return { kind: 'wait', stage: 'call', callId: id, until };
}

/** A copy of the request that waits joins it; any other one is told that an authentication runs (reference section 4, 101). */
function join({ request }: MethodContext, running: RunningCall): Step {
  const isCopy = request.resendKey !== '' && request.resendKey === running.resendKey;
  if (!isCopy || running.radiusClientId !== request.application.radiusClientId) return denied('PHONE_BUSY', 'already-running');
  return waitFor(running, running.expiresAt - EXPIRY_MARGIN_MILLISECONDS);
}

function endOf({ now }: MethodContext, { callId }: PendingCall): GuardedBy {
  return {
    guard: { kind: 'end-phone-call', callId, at: now },
    missed: { result: 'DISCONNECTED', reason: 'not-reached' },
  };
}

function letIn({ settings, subject, now }: MethodContext, { result, reason, changes }: CallGranted, shared: Shared): Step {
  const { userId } = subject;
  const effects: Effect[] = [];
  if (changes.pinHash !== undefined) {
    const historyLength = settings['pin-rules'].historyLength ?? 0;
    effects.push({ kind: 'set-pin', userId, pinHash: changes.pinHash, at: now, historyLength });
  }
  if (changes.phone !== undefined) effects.push({ kind: 'set-phone', userId, phone: changes.phone, at: now });
  return { kind: 'granted', result, reason, effects, ...shared };
}

function keepOut(context: MethodContext, { result, reason, guess, fraud }: CallDenied, shared: Shared): Step {
  const { settings, subject, request, now, ports } = context;
  const passes = settings['user-defaults'].whenNoGatewayIsReachable === 'succeed';
  if (result === 'UNABLE_TO_PLACE_CALL' && passes && !ports.phoneLines().isReachable) {
    return { kind: 'granted', result: 'NO_GATEWAY_PASSED', reason: 'no-gateway-passed', ...shared };
  }
  const facts = { applicationName: request.application.name, at: now, blocksUser: fraud?.blocksUser === true };
  const alert = fraud === undefined ? undefined : fraudAlert(settings, subject, facts);
  return denied(result, reason, {
    // Who reports fraud is not asked for another proof.
    isFinal: fraud === undefined,
    guess: guess === undefined ? undefined : new TextDecoder().decode(guess.reveal()),
    ...(alert === undefined ? {} : { effects: alert.effects, notices: alert.notices }),
    ...shared,
  });
}
