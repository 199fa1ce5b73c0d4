/**
 * What a store must do. Hot reads for the engine, `commit` for its effects, and named reads and writes for
 * the screens. A second store (PostgreSQL) implements the same names.
 */
import type {
  BlockId,
  BypassId,
  GatewayId,
  OperatorId,
  RadiusClientId,
  TagId,
  TokenId,
  TrunkId,
  UserId,
} from '../../shared/ids.ts';
import type { MailLanguage, MailType } from '../../shared/mail-templates.ts';
import type { OperatorRole } from '../../shared/roles.ts';
import type { Attempt, AttemptCounts, AttemptListQuery, RollupVerification } from '../../shared/schemas/attempt.ts';
import type { CallListQuery, PlacedCall } from '../../shared/schemas/call.ts';
import type { Page } from '../../shared/schemas/common.ts';
import type { Gateway, GatewayFields } from '../../shared/schemas/gateway.ts';
import type { MailSettings, MailState, MailTemplateFields, QueuedMail } from '../../shared/schemas/mail.ts';
import type { AuditEntry, AuditVerification, Operator, SecondFactor } from '../../shared/schemas/operator.ts';
import type { RadiusClient, RadiusClientFields } from '../../shared/schemas/radius.ts';
import type { ReportSummary, ReportSummaryQuery, ReportUser, ReportUsersQuery } from '../../shared/schemas/report.ts';
import type { Block, BlockListQuery, Bypass, BypassListQuery, ReceivedText, SentMessage } from '../../shared/schemas/rule.ts';
import type { SettingsSection, SettingsValue } from '../../shared/schemas/settings.ts';
import type { Tag } from '../../shared/schemas/tag.ts';
import type { Token, TokenFacts, TokenInput, TokenListQuery } from '../../shared/schemas/token.ts';
import type { Trunk, TrunkFields } from '../../shared/schemas/trunk.ts';
import type { User, UserChange, UserFacts, UserFields, UserFilter, UserListQuery } from '../../shared/schemas/user.ts';
import type { RecordingKey } from '../../shared/schemas/voice-message.ts';
import type { Topic } from '../../shared/topics.ts';
import type { GatewayWithSecrets } from '../engine/delivery/gateway-port.ts';
import type { TrunkWithSecret } from '../engine/delivery/phone-port.ts';
import type { Commit, CommitOutcome } from '../engine/effects.ts';
import type { AuthenticationReader, MatchableToken, TokenCredential } from '../engine/ports.ts';
import type { Secret } from '../engine/secret.ts';

/** Who did it and what, for the operator audit log: written in the transaction of the change itself. */
export type AuditDraft = {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type StoredOperator = Operator & { readonly passwordHash: string };
export type StoredSession = {
  readonly idHash: string;
  readonly operatorId: OperatorId;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly address: string;
};
/** A code of an operator's token on its way to being spent. Counters as decimal text. */
export type SpentCode =
  | { readonly kind: 'time-step'; readonly step: number; readonly driftSteps: number }
  | { readonly kind: 'counter'; readonly nextCounter: string };
export type OperatorTokenDraft = Pick<Token, 'type' | 'algorithm' | 'digits' | 'periodSeconds' | 'origin'>;
/** A RADIUS client with its secret, for the listener. */
export type RadiusClientWithSecret = { readonly client: RadiusClient; readonly sharedSecret: Secret };

/** One back-up that was made, or failed with `problem`. */
export type BackupRecord = {
  readonly id: number;
  readonly at: number;
  readonly path: string;
  readonly kind: 'manual' | 'scheduled';
  readonly actor: string;
  readonly sizeBytes?: number | undefined;
  readonly problem?: string | undefined;
  readonly deletedAt?: number | undefined;
};
export type SettingsChanged = {
  readonly section: SettingsSection;
  readonly changedAt: number | undefined;
  readonly changedBy: string | undefined;
};

/** Named reads: input and output. They may be long: the SQLite store runs them on a reader thread. */
export interface Reads {
  'users.list': { input: UserListQuery; output: Page<User> };
  'users.facts': { input: undefined; output: UserFacts };
  /** Ids of all that match. */
  'users.ids': { input: UserFilter; output: Int32Array };
  'users.get': { input: { id: UserId }; output: User | undefined };
  'users.find': { input: { username: string }; output: User | undefined };
  /** Never the answers. */
  'users.security-answers': {
    input: { id: UserId };
    output: { questionId: number; language: string; setAt: number }[];
  };
  'blocks.list': { input: BlockListQuery; output: Page<Block> };
  'blocks.get': { input: { id: BlockId }; output: Block | undefined };
  'blocks.facts': { input: undefined; output: { blocked: number; fraudAlertsLast90Days: number } };
  'bypasses.list': { input: BypassListQuery; output: Page<Bypass> };
  'bypasses.get': { input: { id: BypassId }; output: Bypass | undefined };
  /** Newest first, as the next one. */
  'messages.sent': { input: { userId?: UserId | undefined; limit: number }; output: SentMessage[] };
  'messages.received': { input: { limit: number }; output: ReceivedText[] };
  /** The id of the message that a delivery receipt is of: `references` are our id or the gateway's own, likeliest first. */
  'messages.of-receipt': { input: { gatewayId: GatewayId; references: readonly string[] }; output: string | undefined };
  'tags.list': { input: undefined; output: readonly Tag[] };
  'tokens.list': { input: TokenListQuery; output: Page<Token> };
  'tokens.facts': { input: undefined; output: TokenFacts };
  'tokens.get': { input: { id: TokenId }; output: Token | undefined };
  'tokens.find': { input: { serial: string }; output: Token | undefined };
  'radius-clients.list': { input: undefined; output: readonly RadiusClient[] };
  'gateways.list': { input: undefined; output: readonly Gateway[] };
  /** Whether an enabled user is verified by text message. */
  'gateways.wanted': { input: undefined; output: boolean };
  'trunks.list': { input: undefined; output: readonly Trunk[] };
  /** Whether an enabled user is verified by phone call. */
  'trunks.wanted': { input: undefined; output: boolean };
  /** Newest first. */
  'calls.list': { input: CallListQuery; output: { rows: PlacedCall[]; hasMore: boolean } };
  /** Of all these sign-ins, oldest first. */
  'calls.of-sessions': { input: { sessionIds: readonly string[] }; output: readonly PlacedCall[] };
  /** Uploaded ones, with their sound. */
  'voice-messages.list': { input: undefined; output: readonly StoredRecording[] };
  'attempts.list': { input: AttemptListQuery; output: { rows: readonly Attempt[]; hasMore: boolean } };
  'attempts.get': { input: { id: number }; output: Attempt | undefined };
  /** How many rows attempts.list has in all, where that is known without reading them. */
  'attempts.matching': { input: Omit<AttemptListQuery, 'limit'>; output: number | undefined };
  'attempts.counts': { input: { from: number; until: number }; output: AttemptCounts };
  /** Minutes over many millions of rows. */
  'attempts.verify': { input: undefined; output: RollupVerification };
  /** Throws REPORT_PERIOD_INVALID. */
  'reports.summary': { input: ReportSummaryQuery; output: ReportSummary };
  /** Seconds over millions of rows. Throws REPORT_PERIOD_INVALID. */
  'reports.users': { input: ReportUsersQuery; output: Page<ReportUser> };
  'operators.list': { input: undefined; output: readonly StoredOperator[] };
  'sessions.find': { input: { idHash: string }; output: StoredSession | undefined };
  'sessions.list': { input: { operatorId: OperatorId }; output: readonly StoredSession[] };
  'audit.list': {
    input: { before?: number | undefined; actor?: string | undefined; area?: string | undefined; limit: number };
    output: { rows: readonly AuditEntry[]; hasMore: boolean };
  };
  'audit.verify': { input: undefined; output: AuditVerification };
  /** Good ones only. */
  'backups.last': { input: undefined; output: { at: number; path: string } | undefined };
  'backups.list': { input: { limit: number }; output: readonly BackupRecord[] };
  'settings.changes': { input: undefined; output: readonly SettingsChanged[] };
  'tokens.decisions': { input: undefined; output: { expiring: number; drifting: number; hotpDisabled: number } };
  'attempts.extent': { input: undefined; output: { oldestAt: number | undefined; rowCount: number } };
  'mail.settings': { input: undefined; output: StoredMail };
  /** Changed ones only. */
  'mail.templates': {
    input: undefined;
    output: readonly { readonly type: MailType; readonly language: MailLanguage; readonly fields: MailTemplateFields }[];
  };
  /** Newest first; `nextTryAt` of the one that is tried first. */
  'mail.list': {
    input: { limit: number };
    output: { rows: readonly QueuedMail[]; waitingCount: number; nextTryAt?: number };
  };
  'mail.due': { input: { at: number; limit: number }; output: readonly DueMail[] };
}

/** Named writes: each runs in one transaction with its audit row. Secrets come in sealed by the store itself. */
export interface Writes {
  /** createsTags: a name in fields.tags that is no tag makes one; else TAG_NOT_FOUND. */
  'users.create': {
    input: {
      fields: UserFields;
      passwordHash?: string | undefined;
      pinHash?: string | undefined;
      source: User['source'];
      createsTags?: boolean;
    };
    output: User;
  };
  /**
   * passwordHash and pinHash: undefined keeps, null removes. The PIN before goes to the history, which keeps
   * pinHistoryLength (0 where it is left out). Throws USER_REVISION_CONFLICT, USERNAME_TAKEN, USER_NOT_FOUND.
   */
  'users.update': {
    input: {
      id: UserId;
      revision: number;
      fields: UserFields;
      passwordHash?: string | null | undefined;
      pinHash?: string | null | undefined;
      pinHistoryLength?: number | undefined;
      createsTags?: boolean;
    };
    output: User;
  };
  'users.set-enabled': { input: { ids: readonly UserId[]; isEnabled: boolean }; output: { changedCount: number } };
  /** Throws TAG_NOT_FOUND. */
  'users.change-many': {
    input: { ids: readonly UserId[]; change: UserChange };
    output: { changedCount: number; changedIds: readonly UserId[] };
  };
  'users.delete': { input: { ids: readonly UserId[] }; output: { changedCount: number } };
  'users.unlock': { input: { id: UserId }; output: User };
  /** All rows or none. */
  'users.import': {
    input: { create: readonly UserFields[]; update: readonly { id: UserId; fields: UserFields }[] };
    output: { created: number; updated: number };
  };
  /** The PIN before goes to the history. Throws USER_NOT_FOUND, as the next one. */
  'users.set-pin': {
    input: { id: UserId; pinHash: string | null; mustChangePin: boolean; historyLength: number };
    output: User;
  };
  /** answerHash undefined removes the answer. */
  'users.set-security-answers': {
    input: {
      id: UserId;
      answers: readonly { questionId: number; language: string; answerHash?: string | undefined }[];
    };
    output: { changedCount: number };
  };
  /** Throws USER_NOT_FOUND, USER_IS_BLOCKED. */
  'blocks.add': { input: { userId: UserId; reason: string; days: number; startedBy: string }; output: Block };
  /** Ends the user's other blocks with it. Throws BLOCK_NOT_FOUND, when it is over already too. */
  'blocks.end': { input: { id: BlockId; reason: string; endedBy: string }; output: Block };
  /** A running one is replaced. Throws USER_NOT_FOUND. */
  'bypasses.start': { input: { userId: UserId; seconds: number; reason: string; startedBy: string }; output: Bypass };
  /** Throws BYPASS_NOT_FOUND, when it is over already too. */
  'bypasses.cancel': { input: { id: BypassId }; output: Bypass };
  /** These throw TAG_NAME_TAKEN and TAG_NOT_FOUND. */
  'tags.create': { input: { name: string }; output: Tag };
  'tags.rename': { input: { id: TagId; name: string }; output: Tag };
  /** Takes it off `limit` users at most; isDone once it is gone itself. */
  'tags.delete': { input: { id: TagId; limit: number }; output: { changedCount: number; isDone: boolean } };
  'tokens.add': {
    input: { token: Omit<TokenInput, 'secretKey' | 'secretKeyEncoding'> & { isPending: boolean }; seed: Uint8Array };
    output: Token;
  };
  'tokens.assign': { input: { id: TokenId; userId: UserId }; output: Token };
  'tokens.unassign': { input: { id: TokenId }; output: Token };
  /** Sets the moving factor after a resync or a confirmed enrolment; never moves it back. */
  'tokens.set-factor': {
    input: { id: TokenId; lastStep?: number; driftSteps?: number; nextCounter?: string; confirms: boolean };
    output: Token;
  };
  'tokens.set-enabled': { input: { ids: readonly TokenId[]; isEnabled: boolean }; output: { changedCount: number } };
  'tokens.delete': { input: { ids: readonly TokenId[] }; output: { changedCount: number } };
  /**
   * One transaction: creates users, tokens and assignments. `rows` is the UTF-8 JSON of ImportedToken[] with
   * sealed seeds, passed as bytes so that no thread but the writer has to look at 100,000 rows.
   * Throws IMPORT_CONFLICT when a serial has appeared since the preview.
   */
  'tokens.import': {
    input: { rows: Uint8Array };
    output: { importedCount: number; createdUserCount: number; assignedCount: number };
  };
  'radius-clients.create': { input: { fields: RadiusClientFields; sharedSecret: string }; output: RadiusClient };
  'radius-clients.update': {
    input: { id: RadiusClientId; revision: number; fields: RadiusClientFields; sharedSecret?: string | undefined };
    output: RadiusClient;
  };
  'radius-clients.delete': { input: { id: RadiusClientId }; output: { changedCount: number } };
  /** These throw GATEWAY_NAME_TAKEN, GATEWAY_NOT_FOUND, GATEWAY_REVISION_CONFLICT. */
  'gateways.create': { input: { fields: GatewayFields; password?: string | undefined }; output: Gateway };
  /** password: undefined keeps it, '' removes it. */
  'gateways.update': {
    input: { id: GatewayId; revision: number; fields: GatewayFields; password?: string | undefined };
    output: Gateway;
  };
  'gateways.delete': { input: { id: GatewayId }; output: { changedCount: number } };
  'gateways.move': { input: { id: GatewayId; position: number }; output: readonly Gateway[] };
  'gateways.renew-inbound-secret': { input: { id: GatewayId; secret: string }; output: Gateway };
  /** These throw TRUNK_NAME_TAKEN, TRUNK_NOT_FOUND, TRUNK_REVISION_CONFLICT. */
  'trunks.create': { input: { fields: TrunkFields; password?: string | undefined }; output: Trunk };
  /** password: undefined keeps it, '' removes it. */
  'trunks.update': {
    input: { id: TrunkId; revision: number; fields: TrunkFields; password?: string | undefined };
    output: Trunk;
  };
  'trunks.delete': { input: { id: TrunkId }; output: { changedCount: number } };
  'trunks.move': { input: { id: TrunkId; position: number }; output: readonly Trunk[] };
  /** In the place of an earlier one of that key. */
  'voice-messages.save': {
    input: RecordingKey & { codes: Uint8Array; fileName: string; changedBy: string };
    output: StoredRecording;
  };
  'voice-messages.remove': { input: RecordingKey; output: { changedCount: number } };
  'settings.update': {
    input: { section: SettingsSection; value: unknown; revision: number; changedBy?: string | undefined };
    output: { revision: number };
  };
  'operators.add': {
    input: { name: string; role: OperatorRole; passwordHash: string; mustChangePassword?: boolean | undefined };
    output: StoredOperator;
  };
  /** This and those below end the operator's sessions, but for `keepsSession` (its hash). */
  'operators.update': {
    input: { id: OperatorId; revision: number; role: OperatorRole; isEnabled: boolean };
    output: StoredOperator;
  };
  'operators.delete': { input: { id: OperatorId }; output: { changedCount: number } };
  'operators.set-password': {
    input: { id: OperatorId; passwordHash: string; mustChangePassword: boolean; keepsSession?: string | undefined };
    output: { changedCount: number };
  };
  /** The token comes with its first code spent. Throws SECOND_FACTOR_IS_SET. */
  'operators.set-token': {
    input: {
      id: OperatorId;
      token: OperatorTokenDraft;
      seed: Uint8Array;
      spends: SpentCode;
      keepsSession?: string | undefined;
    };
    output: { changedCount: number };
  };
  /** Throws OPERATOR_CODE_WRONG when the code was spent meanwhile. */
  'operators.remove-token': {
    input: { id: OperatorId; spends?: SpentCode | undefined; keepsSession?: string | undefined };
    output: StoredOperator;
  };
  /** Throws OPERATOR_CODE_WRONG when the code was spent meanwhile: then there is no session. */
  'sessions.start': { input: { session: StoredSession; spends?: SpentCode | undefined }; output: { changedCount: number } };
  'sessions.end-others': { input: { operatorId: OperatorId; keeps: string }; output: { changedCount: number } };
  'sessions.touch': { input: { idHash: string; at: number }; output: { changedCount: number } };
  'sessions.end': { input: { idHash: string }; output: { changedCount: number } };
  /**
   * At most `limit` attempts of hours that ended before `before`, oldest first, with what the rollup counts of them. Answers 0
   * when none are left. The operator audit log is never pruned: it is a chain.
   */
  'attempts.prune': { input: { before: number; limit: number }; output: { prunedCount: number } };
  /** Calls that ran when the engine stopped run no more. */
  'phone-calls.end-lost': { input: { at: number }; output: { changedCount: number } };
  /** Removes what is over: challenges, sessions, codes, cached successes, old messages and calls. Once a minute. */
  'store.sweep': { input: { at: number }; output: { changedCount: number } };
  /** Only its audit row: for what changes outside the database (the recovery passphrase). */
  'audit.note': { input: Record<string, never>; output: { changedCount: number } };
  'backups.record': { input: Omit<BackupRecord, 'id' | 'deletedAt'>; output: { changedCount: number } };
  'backups.note-deleted': { input: { id: number; at: number }; output: { changedCount: number } };
  /** sealedPassword: undefined keeps, null removes. Throws SETTINGS_REVISION_CONFLICT. */
  'mail.update-settings': {
    input: { settings: MailSettings; sealedPassword?: Uint8Array | null | undefined; revision: number; changedBy: string };
    output: { revision: number };
  };
  'mail.save-template': {
    input: { type: MailType; language: MailLanguage; fields: MailTemplateFields };
    output: { changedCount: number };
  };
  'mail.reset-template': { input: { type: MailType; language: MailLanguage }; output: { changedCount: number } };
  /** All of them or none. `sealedMail` is sealed under `reference`. */
  'mail.queue': { input: { mails: readonly MailDraft[] }; output: { changedCount: number } };
  /** After a try. A finished mail loses its content. */
  'mail.settle': {
    input: { id: number; state: MailState; problem: string; nextTryAt?: number | undefined };
    output: { changedCount: number };
  };
  /** All that wait are due at once. */
  'mail.hurry': { input: Record<string, never>; output: { changedCount: number } };
  'mail.prune': { input: { before: number }; output: { changedCount: number } };
}

/** A recording that was uploaded. */
export type StoredRecording = RecordingKey & {
  /** A-law at 8000 Hz. */
  readonly codes: Uint8Array;
  readonly fileName: string;
  readonly changedAt: number;
  readonly changedBy: string;
};
export type StoredMail = {
  readonly settings: MailSettings;
  readonly sealedPassword?: Uint8Array;
  /** 0: as delivered. */
  readonly revision: number;
  readonly changedAt?: number;
  readonly changedBy?: string;
};
export type MailDraft = {
  readonly type: MailType;
  readonly recipient: string;
  readonly userId?: UserId | undefined;
  readonly reference: string;
  readonly sealedMail: Uint8Array;
};
export type DueMail = {
  readonly id: number;
  readonly at: number;
  readonly tryCount: number;
  readonly problem: string;
  readonly reference: string;
  readonly sealedMail: Uint8Array;
};

/** One token of `tokens.import`, after JSON. Instants in epoch milliseconds, sealed seed in base64. */
export type ImportedToken = {
  readonly serial: string;
  readonly sealedSeed: string;
  readonly type: 'totp' | 'hotp';
  readonly algorithm: string;
  readonly digits: number;
  readonly periodSeconds: number;
  readonly counter: string;
  readonly driftSteps: number;
  readonly manufacturer: string;
  readonly model: string;
  readonly startsAt?: number;
  readonly expiresAt?: number;
  readonly username?: string;
  readonly createsUser: boolean;
};

export interface Store {
  readonly authentication: AuthenticationReader;
  /** The credential of one token, for resync and enrolment. */
  findCredential(id: TokenId): Promise<TokenCredential | undefined>;
  /** The second factor of an operator, with its seed. */
  findOperatorToken(id: OperatorId): Promise<{ readonly credential: MatchableToken; readonly factor: SecondFactor } | undefined>;
  /** Resolves after the transaction is on disk. Rejects with STORE_WRITE_FAILED: then nothing happened. */
  commit(commit: Commit): Promise<CommitOutcome>;
  read<Name extends keyof Reads>(name: Name, input: Reads[Name]['input']): Promise<Reads[Name]['output']>;
  /** `audit` undefined only for housekeeping (sessions, sweep). */
  write<Name extends keyof Writes>(
    name: Name,
    input: Writes[Name]['input'],
    audit: AuditDraft | undefined,
  ): Promise<Writes[Name]['output']>;
  /** All clients with their secrets. */
  radiusClients(): Promise<readonly RadiusClientWithSecret[]>;
  /** All gateways by position, with their secrets. */
  gateways(): Promise<readonly GatewayWithSecrets[]>;
  /** All trunks by position, with their passwords. */
  trunks(): Promise<readonly TrunkWithSecret[]>;
  /** Parsed with the section's schema; the default where no row is stored. */
  settings<Section extends SettingsSection>(
    section: Section,
  ): Promise<{ readonly revision: number; readonly value: SettingsValue<Section> }>;
  /** Called after each commit with what it touched. Returns the way to stop. */
  watch(listener: (topics: readonly Topic[]) => void): () => void;
  /** A consistent copy of the database into `path` while running. */
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}
