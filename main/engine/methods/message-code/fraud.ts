/** Fraud alert (reference section 6.5): the user says that somebody else signs in. */
import type { Notice } from '../../authentication/decision.ts';
import type { EngineSettings } from '../../authentication/engine-ports.ts';
import type { Effect } from '../../effects.ts';
import type { MessageCode, Subject } from '../../ports.ts';
import { type Denied, denied, type MethodContext } from '../method.ts';

const DAY_MILLISECONDS = 86_400_000;

/** What a fraud alert does: the row, the block where the setting says so, and the mail. */
export function fraudAlert(
  settings: Pick<EngineSettings, 'fraud-alert' | 'blocking'>,
  subject: Pick<Subject, 'userId' | 'username' | 'phone'>,
  /** blocksUser: where the person may take it back; else the setting says. */
  facts: { readonly applicationName: string; readonly at: number; readonly blocksUser?: boolean },
): { readonly effects: readonly Effect[]; readonly notices: readonly Notice[] } {
  const { userId, username, phone } = subject;
  const isBlocked = facts.blocksUser ?? settings['fraud-alert'].blocksUser;
  const until = isBlocked ? facts.at + settings.blocking.blockDays * DAY_MILLISECONDS : undefined;
  return {
    effects: [{ kind: 'report-fraud', userId, username, phone, at: facts.at, until, reason: facts.applicationName }],
    notices: [{ kind: 'fraud-alert', userId, username, isBlocked, at: facts.at, applicationName: facts.applicationName }],
  };
}

export function reportFraud(context: MethodContext, code: MessageCode): Denied {
  const { settings, subject, request, now } = context;
  const alert = fraudAlert(settings, subject, { applicationName: request.application.name, at: now });
  return denied('FRAUD_CODE_ENTERED', 'fraud-reported', {
    gatewayName: code.gatewayName,
    effects: [...alert.effects, { kind: 'end-message-code', codeId: code.id, at: now }],
    notices: alert.notices,
  });
}
