/** The named reads of the port, each as a function of the reader's connection. */
import type { Reads } from '../port.ts';
import { countMatchingAttempts } from './attempt-count.ts';
import { countAttempts, findAttempt, listAttempts } from './attempts.ts';
import { listAudit, verifyAudit } from './audit.ts';
import { findLastBackup, listBackups } from './backups.ts';
import { blockFacts, findBlock, listBlocks } from './blocks.ts';
import { findBypass, listBypasses } from './bypasses.ts';
import { checkRollup } from './check-rollup.ts';
import type { Connection } from './connection.ts';
import { attemptsExtent, countTokenDecisions } from './decisions.ts';
import { areGatewaysWanted, listGateways } from './gateways.ts';
import { findMailSettings, listChangedTemplates, listDueMails, listMails } from './mails.ts';
import { findReceiptMessage, listReceivedTexts, listSentMessages } from './message-lists.ts';
import { findSession, listSessions } from './operator-sessions.ts';
import { listOperators } from './operators.ts';
import { listAnsweredQuestions } from './pins.ts';
import { listCallsOfSessions, listPlacedCalls } from './placed-calls.ts';
import { listRadiusClients } from './radius-clients.ts';
import { summarizeAttempts } from './report-summary.ts';
import { reportUsers } from './report-users.ts';
import { listSettingsChanges } from './settings.ts';
import { listTags } from './tags.ts';
import { findTokenById, findTokenBySerial } from './token-rows.ts';
import { listTokens, tokenFacts } from './tokens.ts';
import { areTrunksWanted, listTrunks } from './trunks.ts';
import { findUserById, findUserByName } from './user-rows.ts';
import { listUserIds, listUsers, userFacts } from './users.ts';
import { listRecordings } from './voice-messages.ts';

export const READS: {
  readonly [Name in keyof Reads]: (connection: Connection, input: Reads[Name]['input'], now: number) => Reads[Name]['output'];
} = {
  'users.list': listUsers,
  'users.facts': (connection, _input, now) => userFacts(connection, now),
  'users.ids': listUserIds,
  'users.get': (connection, { id }, now) => findUserById(connection, id, now),
  'users.find': (connection, { username }, now) => findUserByName(connection, username, now),
  'users.security-answers': listAnsweredQuestions,
  'blocks.list': listBlocks,
  'blocks.get': findBlock,
  'blocks.facts': blockFacts,
  'bypasses.list': listBypasses,
  'bypasses.get': findBypass,
  'messages.sent': listSentMessages,
  'messages.received': listReceivedTexts,
  'messages.of-receipt': findReceiptMessage,
  'tags.list': listTags,
  'tokens.list': listTokens,
  'tokens.facts': tokenFacts,
  'tokens.get': (connection, { id }) => findTokenById(connection, id),
  'tokens.find': (connection, { serial }) => findTokenBySerial(connection, serial),
  'radius-clients.list': listRadiusClients,
  'gateways.list': listGateways,
  'gateways.wanted': areGatewaysWanted,
  'trunks.list': listTrunks,
  'trunks.wanted': areTrunksWanted,
  'calls.list': listPlacedCalls,
  'calls.of-sessions': listCallsOfSessions,
  'voice-messages.list': listRecordings,
  'attempts.list': listAttempts,
  'attempts.get': (connection, { id }) => findAttempt(connection, id),
  'attempts.matching': countMatchingAttempts,
  'attempts.counts': countAttempts,
  'attempts.verify': checkRollup,
  'reports.summary': summarizeAttempts,
  'reports.users': reportUsers,
  'operators.list': listOperators,
  'sessions.find': (connection, { idHash }) => findSession(connection, idHash),
  'sessions.list': (connection, { operatorId }) => listSessions(connection, operatorId),
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  'backups.last': findLastBackup,
  'backups.list': listBackups,
  'settings.changes': listSettingsChanges,
  'tokens.decisions': countTokenDecisions,
  'attempts.extent': attemptsExtent,
  'mail.settings': findMailSettings,
  'mail.templates': listChangedTemplates,
  'mail.list': listMails,
  'mail.due': listDueMails,
};
