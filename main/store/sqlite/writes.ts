/** The named writes of the port as functions of the writer's connection, inside a transaction. */
import type { Topic } from '../../../shared/topics.ts';
import type { Writes } from '../port.ts';
import { pruneAttempts } from './attempt-pruning.ts';
import { noteDeletedBackup, recordBackup } from './backups.ts';
import { addBlock, endBlock } from './blocks.ts';
import { cancelBypass, startBypass } from './bypasses.ts';
import type { Connection } from './connection.ts';
import {
  createGateway,
  deleteGateway,
  moveGateway,
  type SealedGatewayCreate,
  type SealedGatewayUpdate,
  type SealedInboundSecret,
  setInboundSecret,
  updateGateway,
} from './gateways.ts';
import { hurryMails, pruneMails, queueMails, resetTemplate, saveTemplate, settleMail, updateMailSettings } from './mails.ts';
import { endOtherSessions, endSession, startSession, touchSession } from './operator-sessions.ts';
import { removeOperatorToken, type SealedOperatorToken, setOperatorToken } from './operator-tokens.ts';
import { addOperator, deleteOperator, setOperatorPassword, updateOperator } from './operators.ts';
import { endLostCalls } from './phone-call-effects.ts';
import { setPin, setSecurityAnswers } from './pins.ts';
import {
  createRadiusClient,
  deleteRadiusClient,
  type SealedClientCreate,
  type SealedClientUpdate,
  updateRadiusClient,
} from './radius-clients.ts';
import { updateSection } from './settings.ts';
import { sweep } from './sweep.ts';
import { createTag, deleteTag, renameTag } from './tags.ts';
import { importTokens } from './token-import.ts';
import {
  addToken,
  assignToken,
  deleteTokens,
  type SealedTokenAdd,
  setTokenFactor,
  setTokensEnabled,
  unassignToken,
} from './token-writes.ts';
import { createTrunk, deleteTrunk, moveTrunk, type SealedTrunkCreate, type SealedTrunkUpdate, updateTrunk } from './trunks.ts';
import { changeManyUsers, createUser, deleteUsers, importUsers, setUsersEnabled, unlockUser, updateUser } from './user-writes.ts';
import { removeRecording, saveRecording } from './voice-messages.ts';

type SealedInputs = {
  'tokens.add': SealedTokenAdd;
  'operators.set-token': SealedOperatorToken;
  'radius-clients.create': SealedClientCreate;
  'radius-clients.update': SealedClientUpdate;
  'gateways.create': SealedGatewayCreate;
  'gateways.update': SealedGatewayUpdate;
  'gateways.renew-inbound-secret': SealedInboundSecret;
  'trunks.create': SealedTrunkCreate;
  'trunks.update': SealedTrunkUpdate;
};
/** The input as it goes to the writer's thread: secrets are sealed by then. */
export type SealedInput<Name extends keyof Writes> = Name extends keyof SealedInputs ? SealedInputs[Name] : Writes[Name]['input'];

export const WRITES: {
  readonly [Name in keyof Writes]: (connection: Connection, input: SealedInput<Name>, at: number) => Writes[Name]['output'];
} = {
  'users.create': createUser,
  'users.update': updateUser,
  'users.set-enabled': setUsersEnabled,
  'users.change-many': changeManyUsers,
  'users.delete': deleteUsers,
  'users.unlock': unlockUser,
  'users.import': importUsers,
  'users.set-pin': setPin,
  'users.set-security-answers': setSecurityAnswers,
  'blocks.add': addBlock,
  'blocks.end': endBlock,
  'bypasses.start': startBypass,
  'bypasses.cancel': cancelBypass,
  'tags.create': createTag,
  'tags.rename': renameTag,
  'tags.delete': deleteTag,
  'tokens.add': addToken,
  'tokens.assign': assignToken,
  'tokens.unassign': unassignToken,
  'tokens.set-factor': setTokenFactor,
  'tokens.set-enabled': setTokensEnabled,
  'tokens.delete': deleteTokens,
  'tokens.import': importTokens,
  'radius-clients.create': createRadiusClient,
  'radius-clients.update': updateRadiusClient,
  'radius-clients.delete': deleteRadiusClient,
  'gateways.create': createGateway,
  'gateways.update': updateGateway,
  'gateways.delete': deleteGateway,
  'gateways.move': moveGateway,
  'gateways.renew-inbound-secret': setInboundSecret,
  'trunks.create': createTrunk,
  'trunks.update': updateTrunk,
  'trunks.delete': deleteTrunk,
  'trunks.move': moveTrunk,
  'voice-messages.save': saveRecording,
  'voice-messages.remove': removeRecording,
  'settings.update': updateSection,
  'operators.add': addOperator,
  'operators.update': updateOperator,
  'operators.delete': deleteOperator,
  'operators.set-password': setOperatorPassword,
  'operators.set-token': setOperatorToken,
  'operators.remove-token': removeOperatorToken,
  'sessions.start': startSession,
  'sessions.touch': touchSession,
  'sessions.end': endSession,
  'sessions.end-others': endOtherSessions,
  'attempts.prune': pruneAttempts,
  'phone-calls.end-lost': endLostCalls,
  'store.sweep': sweep,
  'backups.record': recordBackup,
  'backups.note-deleted': noteDeletedBackup,
  'mail.update-settings': updateMailSettings,
  'mail.save-template': saveTemplate,
  'mail.reset-template': resetTemplate,
  'mail.queue': queueMails,
  'mail.settle': settleMail,
  'mail.hurry': hurryMails,
  'mail.prune': pruneMails,
  // Its audit row is all there is to write.
  'audit.note': () => ({ changedCount: 0 }),
};

/** What a console has to fetch again after each write. */
export const WRITE_TOPICS: Readonly<Record<keyof Writes, readonly Topic[]>> = {
  'users.create': ['users', 'tags'],
  'users.update': ['users', 'tokens', 'tags'],
  'users.set-enabled': ['users'],
  'users.change-many': ['users', 'tags'],
  'users.delete': ['users', 'tokens', 'tags', 'blocks', 'bypasses', 'messages', 'calls'],
  'users.unlock': ['users'],
  'users.import': ['users', 'tokens', 'tags'],
  'users.set-pin': ['users'],
  'users.set-security-answers': ['users'],
  'blocks.add': ['blocks', 'users'],
  'blocks.end': ['blocks', 'users'],
  'bypasses.start': ['bypasses', 'users'],
  'bypasses.cancel': ['bypasses', 'users'],
  'tags.create': ['tags'],
  'tags.rename': ['tags'],
  'tags.delete': ['tags', 'users'],
  'tokens.add': ['tokens', 'users'],
  'tokens.assign': ['tokens', 'users'],
  'tokens.unassign': ['tokens', 'users'],
  'tokens.set-factor': ['tokens', 'users'],
  'tokens.set-enabled': ['tokens'],
  'tokens.delete': ['tokens', 'users'],
  'tokens.import': ['tokens', 'users', 'imports'],
  'radius-clients.create': ['radius-clients'],
  'radius-clients.update': ['radius-clients'],
  'radius-clients.delete': ['radius-clients'],
  'gateways.create': ['gateways'],
  'gateways.update': ['gateways'],
  'gateways.delete': ['gateways'],
  'gateways.move': ['gateways'],
  'gateways.renew-inbound-secret': ['gateways'],
  'trunks.create': ['trunks'],
  'trunks.update': ['trunks'],
  'trunks.delete': ['trunks'],
  'trunks.move': ['trunks'],
  'voice-messages.save': ['voice-messages', 'engine'],
  'voice-messages.remove': ['voice-messages', 'engine'],
  'settings.update': ['settings', 'radius-listeners'],
  'operators.add': ['operators'],
  'operators.update': ['operators'],
  'operators.delete': ['operators'],
  'operators.set-password': ['operators'],
  'operators.set-token': ['operators'],
  'operators.remove-token': ['operators'],
  'sessions.start': ['operators'],
  'sessions.touch': [],
  'sessions.end': ['operators'],
  'sessions.end-others': ['operators'],
  'attempts.prune': ['attempts'],
  'phone-calls.end-lost': [],
  'store.sweep': ['messages', 'calls'],
  'backups.record': ['backups'],
  'backups.note-deleted': ['backups'],
  'mail.update-settings': ['mail', 'engine'],
  'mail.save-template': ['mail'],
  'mail.reset-template': ['mail'],
  'mail.queue': ['mail'],
  'mail.settle': ['mail', 'engine'],
  'mail.hurry': ['mail'],
  'mail.prune': [],
  'audit.note': [],
};
