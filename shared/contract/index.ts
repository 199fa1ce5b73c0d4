/** The whole contract: one entry an area. The same for every pipe. */
import { attemptsContract } from './attempts.ts';
import { backupsContract, engineContract } from './engine.ts';
import { exportsContract } from './exports.ts';
import { importsContract } from './imports.ts';
import { auditContract, operatorsContract } from './operators.ts';
import { radiusClientsContract, radiusListenersContract } from './radius.ts';
import { reportsContract } from './reports.ts';
import { sessionContract } from './session.ts';
import { setupContract } from './setup.ts';
import { tokensContract } from './tokens.ts';
import { usersContract } from './users.ts';

export const contract = {
  setup: setupContract,
  session: sessionContract,
  engine: engineContract,
  users: usersContract,
  tokens: tokensContract,
  imports: importsContract,
  radiusClients: radiusClientsContract,
  radiusListeners: radiusListenersContract,
  attempts: attemptsContract,
  reports: reportsContract,
  exports: exportsContract,
  operators: operatorsContract,
  audit: auditContract,
  backups: backupsContract,
};
export type Contract = typeof contract;
