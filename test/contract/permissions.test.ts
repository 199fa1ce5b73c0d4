/** Who may call what, as a list that was read by a person: a new procedure is added here knowingly. */
import { isContractProcedure } from '@orpc/contract';
import { expect, it } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import type { ProcedureMeta } from '../../shared/contract/procedure.ts';
import { isPermitted } from '../../shared/roles.ts';

const PROCEDURES = Object.entries(contract).flatMap(([area, procedures]) =>
  Object.entries(procedures).map(([name, procedure]: [string, unknown]) => {
    if (!isContractProcedure(procedure)) throw new TypeError(`${area}.${name} is no procedure`);
    return { path: `${area}.${name}`, ...(procedure['~orpc'].meta as ProcedureMeta) };
  }),
);

/** `!` changes something. */
const REVIEWED = `
setup.status public
setup.createFirstOperator public !
session.current public
session.signIn public !
session.verifySecondFactor public !
session.signOut public !
account.get own-account
account.changePassword own-account !
account.beginSecondFactor own-account !
account.confirmSecondFactor own-account !
account.removeSecondFactor own-account !
account.endSession own-account !
account.endOtherSessions own-account !
engine.status read
engine.health read-settings
engine.decisions read
engine.events read
users.list read
users.facts read
users.get read
users.find read
users.create user-tasks !
users.update user-tasks !
users.setEnabled user-tasks !
users.changeMany user-tasks !
users.delete administer !
users.unlock user-tasks !
users.newPin user-tasks !
users.securityAnswers read
users.setSecurityAnswers user-tasks !
users.test user-tasks !
users.importCsv administer !
blocks.list read
blocks.facts read
blocks.add user-tasks !
blocks.end user-tasks !
bypasses.list read
bypasses.facts read
bypasses.start user-tasks !
bypasses.cancel user-tasks !
messages.sent read
messages.received read
tags.list read
tags.create administer !
tags.rename administer !
tags.delete administer !
tokens.list read
tokens.facts read
tokens.get read
tokens.find read
tokens.add administer !
tokens.assign user-tasks !
tokens.unassign user-tasks !
tokens.resync user-tasks !
tokens.setEnabled user-tasks !
tokens.delete administer !
tokens.enrolApp user-tasks !
tokens.confirmApp user-tasks !
imports.preview administer !
imports.rows administer
imports.commit administer !
imports.cancel administer !
radiusClients.list read-settings
radiusClients.get read-settings
radiusClients.create administer !
radiusClients.update administer !
radiusClients.delete administer !
radiusClients.activity read-settings
radiusClients.test administer !
radiusListeners.get read-settings
radiusListeners.update administer !
radiusListeners.discards read-settings
gateways.list read-settings
gateways.create administer !
gateways.update administer !
gateways.delete administer !
gateways.move administer !
gateways.test administer !
gateways.newInboundAddress administer !
gateways.inbound read-settings
gateways.preview read-settings
trunks.list read-settings
trunks.create administer !
trunks.update administer !
trunks.delete administer !
trunks.move administer !
trunks.startTest administer !
trunks.test administer
trunks.stopTest administer !
calls.list read
calls.now read
voiceMessages.list read-settings
voiceMessages.sets read-settings
voiceMessages.upload administer !
voiceMessages.remove administer !
voiceMessages.sound read-settings
attempts.list read
attempts.get read
attempts.counts read
attempts.verify read
reports.summary read
reports.users read
exports.start read
exports.get read
exports.cancel read
operators.list read-settings
operators.add administer !
operators.update administer !
operators.delete administer !
operators.resetPassword administer !
operators.removeSecondFactor administer !
audit.list read-settings
audit.verify read-settings
backups.create administer !
backups.list read-settings
backups.newPassphrase administer !
mail.facts read
mail.get read-settings
mail.update administer !
mail.test administer !
mail.templates read-settings
mail.saveTemplate administer !
mail.resetTemplate administer !
mail.preview read-settings
mail.queue read-settings
mail.resend user-tasks !
settings.list read-settings
settings.update administer !
settings.importRegistry administer !
settings.previewText read-settings
`;

it('each procedure has the permission that was reviewed', () => {
  const found = PROCEDURES.map(({ path, permission, changes }) => `${path} ${permission}${changes ? ' !' : ''}`);
  expect(found.sort()).toEqual(REVIEWED.trim().split('\n').sort());
});

it('an auditor changes nothing but the own account and who is signed in', () => {
  const reachable = PROCEDURES.filter(({ changes, permission }) => changes && isPermitted('auditor', permission));
  const others = reachable.filter(({ permission }) => permission !== 'public' && permission !== 'own-account');
  // An export is a copy that the auditor takes along; it changes no data of the server.
  expect(others.map(({ path }) => path).filter((path) => !path.startsWith('exports.'))).toEqual([]);
});

it('without a session only set-up and sign-in answer', () => {
  const open = PROCEDURES.filter(({ permission }) => permission === 'public').map(({ path }) => path);
  expect(open.every((path) => path.startsWith('session.') || path.startsWith('setup.'))).toBe(true);
});

it('the help desk reaches no settings, no RADIUS clients, no operators, no back-ups', () => {
  const areas = ['mail', 'settings', 'radiusClients', 'radiusListeners', 'operators', 'audit', 'backups', 'imports'];
  const reachable = PROCEDURES.filter(({ path, permission }) => {
    const [area = ''] = path.split('.');
    return areas.includes(area) && isPermitted('help-desk', permission);
  });
  // A mail about their method to users, and whether there is a server to send it by.
  expect(reachable.map(({ path }) => path)).toEqual(['mail.facts', 'mail.resend']);
});

it('only an administrator administers', () => {
  for (const { permission, path } of PROCEDURES.filter((each) => each.permission === 'administer')) {
    expect(isPermitted('auditor', permission) || isPermitted('help-desk', permission), path).toBe(false);
  }
});
