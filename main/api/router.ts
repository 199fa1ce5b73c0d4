/** Everything that the contract promises, served. A procedure without a handler does not compile. */
import { accountApi } from './account.ts';
import { attemptsApi } from './attempts.ts';
import { backupsApi } from './backups.ts';
import { callsApi } from './calls.ts';
import { engineApi } from './engine.ts';
import { exportsApi } from './exports.ts';
import { gatewaysApi } from './gateways.ts';
import { importsApi } from './imports.ts';
import { mailApi } from './mail.ts';
import { auditApi, operatorsApi } from './operators.ts';
import { createProcedures } from './procedures.ts';
import { radiusClientsApi, radiusListenersApi } from './radius.ts';
import { reportsApi } from './reports.ts';
import { blocksApi, bypassesApi, messagesApi } from './rules.ts';
import { sessionApi } from './session.ts';
import { settingsApi } from './settings.ts';
import { setupApi } from './setup.ts';
import { tagsApi } from './tags.ts';
import { tokensApi } from './tokens.ts';
import { trunksApi } from './trunks.ts';
import { usersApi } from './users.ts';
import { voiceMessagesApi } from './voice-messages.ts';
import type { ApiWorld } from './world.ts';

export function createApiRouter(world: ApiWorld) {
  const os = createProcedures(world.sessions, world.log);
  return os.router({
    setup: setupApi(os, world),
    session: sessionApi(os, world),
    account: accountApi(os, world),
    engine: engineApi(os, world),
    users: usersApi(os, world),
    blocks: blocksApi(os, world),
    bypasses: bypassesApi(os, world),
    messages: messagesApi(os, world),
    gateways: gatewaysApi(os, world),
    trunks: trunksApi(os, world),
    calls: callsApi(os, world),
    voiceMessages: voiceMessagesApi(os, world),
    tags: tagsApi(os, world),
    tokens: tokensApi(os, world),
    imports: importsApi(os, world),
    radiusClients: radiusClientsApi(os, world),
    radiusListeners: radiusListenersApi(os, world),
    attempts: attemptsApi(os, world),
    reports: reportsApi(os, world),
    exports: exportsApi(os, world),
    operators: operatorsApi(os, world),
    audit: auditApi(os, world),
    backups: backupsApi(os, world),
    settings: settingsApi(os, world),
    mail: mailApi(os, world),
  });
}
export type ApiRouter = ReturnType<typeof createApiRouter>;
