/** What the handlers need; joined in compose.ts. */

import type { InboundState } from '../../shared/schemas/gateway.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { DiskSpace } from '../adapters/disk-space.ts';
import type { LoggedError } from '../adapters/error-ring.ts';
import type { Log } from '../adapters/log.ts';
import type { Clock } from '../engine/ports.ts';
import type { AccountFlows } from '../flows/account.ts';
import type { BackupFlows } from '../flows/backups.ts';
import type { BlockFlows } from '../flows/blocks.ts';
import type { BypassFlows } from '../flows/bypasses.ts';
import type { SettingsFlows } from '../flows/change-setting.ts';
import type { Exports } from '../flows/exports.ts';
import type { GatewayFlows } from '../flows/gateways.ts';
import type { RegistryImport } from '../flows/import-registry.ts';
import type { TokenImports } from '../flows/import-tokens.ts';
import type { LogRetention } from '../flows/log-retention.ts';
import type { MailFlows } from '../flows/mail.ts';
import type { OperatorFlows } from '../flows/operators.ts';
import type { PhoneCalls } from '../flows/phone-calls.ts';
import type { RadiusFlows } from '../flows/radius.ts';
import type { SessionFlows } from '../flows/sessions.ts';
import type { TagFlows } from '../flows/tags.ts';
import type { TrunkTests } from '../flows/test-trunk.ts';
import type { TokenFlows } from '../flows/tokens.ts';
import type { TrunkFlows } from '../flows/trunks.ts';
import type { UserFlows } from '../flows/users.ts';
import type { VoiceMessageFlows } from '../flows/voice-messages.ts';
import type { Store } from '../store/port.ts';

export type BackupAnswer = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly at: number;
  readonly recoveryPassphrase?: string;
};

export type ApiWorld = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly serverName: string;
  readonly host: 'electron' | 'headless' | 'command-line';
  readonly startedAt: number;
  /** The operator whom the sign-in page offers, in a data folder of invented data. */
  readonly demo: { readonly name: string; readonly password: string } | undefined;
  readonly sessions: SessionFlows;
  readonly operators: OperatorFlows;
  readonly account: AccountFlows;
  readonly users: UserFlows;
  readonly blocks: BlockFlows;
  readonly bypasses: BypassFlows;
  readonly tags: TagFlows;
  readonly tokens: TokenFlows;
  readonly imports: TokenImports;
  readonly exports: Exports;
  readonly radius: RadiusFlows;
  readonly gateways: GatewayFlows;
  readonly voiceMessages: VoiceMessageFlows;
  /** Whether the fraud greetings of the default language are the administrator's: the delivered ones name the code 0. */
  readonly isFraudGreetingOwn: () => Promise<boolean>;
  /** The listener for replies and receipts. */
  readonly inboundTexts: () => InboundState;
  readonly trunks: TrunkFlows;
  readonly trunkTests: TrunkTests;
  /** Where the call that a sign-in of this user makes stands. */
  readonly callNow: PhoneCalls['now'];
  readonly mail: MailFlows;
  readonly attemptsLastMinute: () => number;
  readonly hasPassphrase: () => boolean;
  /** False once the chain of the operator audit log was found broken. */
  readonly isAuditIntact: () => boolean;
  readonly newPassphrase: (actor: string) => Promise<string>;
  readonly backUp: (actor: string, path: string | undefined) => Promise<BackupAnswer>;
  readonly settings: SettingsFlows;
  readonly registryImport: RegistryImport;
  /** The settings in force. */
  readonly settingsNow: () => AllSettings;
  readonly backups: BackupFlows;
  readonly retention: Pick<LogRetention, 'state'>;
  /** Attempts of each of the last 60 minutes, oldest first. */
  readonly attemptsLastHour: () => number[];
  readonly recentErrors: () => LoggedError[];
  readonly dataFolder: string;
  /** Closes the data folder to the other users of the machine, where the engine could not. */
  readonly openFolderCommand: string | undefined;
  /** '' where the log goes to standard error only. */
  readonly logFile: string;
  readonly logFileBytes: () => Promise<number>;
  readonly diskSpace: () => Promise<DiskSpace | undefined>;
  readonly databaseBytes: () => Promise<number>;
};
