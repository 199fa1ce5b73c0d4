/** The whole contract: one entry an area. The same for every pipe. */
import { accountContract } from './account.ts';
import { attemptsContract } from './attempts.ts';
import { backupsContract } from './backups.ts';
import { callsContract } from './calls.ts';
import { engineContract } from './engine.ts';
import { exportsContract } from './exports.ts';
import { gatewaysContract } from './gateways.ts';
import { importsContract } from './imports.ts';
import { mailContract } from './mail.ts';
import { auditContract, operatorsContract } from './operators.ts';
import { radiusClientsContract, radiusListenersContract } from './radius.ts';
import { reportsContract } from './reports.ts';
import { blocksContract, bypassesContract, messagesContract } from './rules.ts';
import { sessionContract } from './session.ts';
import { settingsContract } from './settings.ts';
import { setupContract } from './setup.ts';
import { tagsContract } from './tags.ts';
import { tokensContract } from './tokens.ts';
import { trunksContract } from './trunks.ts';
import { usersContract } from './users.ts';
import { voiceMessagesContract } from './voice-messages.ts';

export const contract = {
  setup: setupContract,
  session: sessionContract,
  account: accountContract,
  engine: engineContract,
  users: usersContract,
  blocks: blocksContract,
  bypasses: bypassesContract,
  messages: messagesContract,
  gateways: gatewaysContract,
  trunks: trunksContract,
  calls: callsContract,
  voiceMessages: voiceMessagesContract,
  tags: tagsContract,
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
  settings: settingsContract,
  mail: mailContract,
};
export type Contract = typeof contract;
