/** The named reads of the port, each as a function of the reader's connection. */
import type { Reads } from '../port.ts';
import { countAttempts, findAttempt, listAttempts } from './attempts.ts';
import { listAudit, verifyAudit } from './audit.ts';
import { findLastBackup } from './backups.ts';
import type { Connection } from './connection.ts';
import { findSession, listOperators } from './operators.ts';
import { listRadiusClients } from './radius-clients.ts';
import { findTokenById, findTokenBySerial } from './token-rows.ts';
import { listTokens, tokenFacts } from './tokens.ts';
import { findUserById, findUserByName } from './user-rows.ts';
import { listUsers, userFacts } from './users.ts';

export const READS: {
  readonly [Name in keyof Reads]: (connection: Connection, input: Reads[Name]['input'], now: number) => Reads[Name]['output'];
} = {
  'users.list': listUsers,
  'users.facts': (connection, _input, now) => userFacts(connection, now),
  'users.get': (connection, { id }) => findUserById(connection, id),
  'users.find': (connection, { username }) => findUserByName(connection, username),
  'tokens.list': listTokens,
  'tokens.facts': tokenFacts,
  'tokens.get': (connection, { id }) => findTokenById(connection, id),
  'tokens.find': (connection, { serial }) => findTokenBySerial(connection, serial),
  'radius-clients.list': listRadiusClients,
  'attempts.list': listAttempts,
  'attempts.get': (connection, { id }) => findAttempt(connection, id),
  'attempts.counts': countAttempts,
  'operators.list': listOperators,
  'sessions.find': (connection, { idHash }) => findSession(connection, idHash),
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  'backups.last': findLastBackup,
};
