import { type ResultName, resultNumber } from '../../../shared/authentication-results.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { LogSettings } from '../../../shared/schemas/settings.ts';
import type { AttemptDraft } from '../effects.ts';
import type { Subject, TokenCredential } from '../ports.ts';
import type { AuthenticationRequest } from './request.ts';

export type ServerIdentity = { readonly name: string; readonly address: string };

export type AttemptFacts = {
  readonly request: AuthenticationRequest;
  readonly server: ServerIdentity;
  readonly log: LogSettings;
  readonly subject: Subject | undefined;
  readonly token: TokenCredential | undefined;
  /** Undefined: the token's, else the user's own. */
  readonly method: Method | undefined;
  readonly mode: Mode | undefined;
  readonly gatewayName: string;
  /** Granted or denied, where the result alone does not say. */
  readonly isGranted: boolean;
  readonly sessionId: string;
  readonly result: ResultName;
  readonly reason: DecisionReason;
  /** What StepTrace.finish answered. */
  readonly trace: { readonly text: string; readonly durationMilliseconds: number };
};

/** The row of the authentication log for what was decided; fields that the settings leave out stay empty. */
export function draftAttempt(facts: AttemptFacts): AttemptDraft {
  const { request, subject, token, server, log } = facts;
  const result = resultNumber(facts.result);
  return {
    at: request.receivedAt,
    sessionId: facts.sessionId,
    userId: subject?.userId,
    username: request.username,
    firstName: log.includesName ? (subject?.firstName ?? '') : '',
    lastName: log.includesName ? (subject?.lastName ?? '') : '',
    email: log.includesEmail ? (subject?.email ?? '') : '',
    phone: log.includesPhone ? (subject?.phone ?? '') : '',
    deviceToken: '',
    authenticationType: request.application.type,
    applicationName: request.application.name,
    radiusClientId: request.application.radiusClientId,
    clientAddress: request.clientAddress,
    callingAddress: request.callingAddress,
    method: facts.method ?? (token === undefined ? subject?.method : 'oath-token'),
    mode: facts.mode ?? (token === undefined ? subject?.mode : 'standard'),
    tokenId: token?.id,
    tokenSerial: token?.serial ?? '',
    result,
    isGranted: facts.isGranted,
    reason: facts.reason,
    gatewayName: facts.gatewayName,
    serverName: server.name,
    serverAddress: server.address,
    durationMilliseconds: facts.trace.durationMilliseconds,
    steps: facts.trace.text,
  };
}
