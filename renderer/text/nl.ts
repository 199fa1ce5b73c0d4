/** All texts in Dutch, in a file of their own: read when Dutch is chosen. A namespace without its Dutch does not compile. */
import { account } from './nl/account.ts';
import { backup } from './nl/backup.ts';
import { blocked } from './nl/blocked.ts';
import { bypass } from './nl/bypass.ts';
import { callLog } from './nl/call-log.ts';
import { callerId } from './nl/caller-id.ts';
import { common } from './nl/common.ts';
import { email } from './nl/email.ts';
import { errors } from './nl/errors.ts';
import { exports } from './nl/exports.ts';
import { frame } from './nl/frame.ts';
import { gateways } from './nl/gateways.ts';
import { help } from './nl/help.ts';
import { helpDesk } from './nl/help-desk.ts';
import { importWizard } from './nl/import.ts';
import { log } from './nl/log.ts';
import { logging } from './nl/logging.ts';
import { messages } from './nl/messages.ts';
import { operators } from './nl/operators.ts';
import { palette } from './nl/palette.ts';
import { phoneCalls } from './nl/phone-calls.ts';
import { radius } from './nl/radius.ts';
import { radiusGuide } from './nl/radius-guide.ts';
import { reports } from './nl/reports.ts';
import { results } from './nl/results.ts';
import { rules } from './nl/rules.ts';
import { settings } from './nl/settings.ts';
import { setup } from './nl/setup.ts';
import { signIn } from './nl/sign-in.ts';
import { status } from './nl/status.ts';
import { tags } from './nl/tags.ts';
import { tokens } from './nl/tokens.ts';
import { user } from './nl/user.ts';
import { users } from './nl/users.ts';
import { voiceMessages } from './nl/voice-messages.ts';
import type { en } from './resources.ts';
import type { TextsOf } from './shape.ts';

export const nl = {
  account,
  backup,
  blocked,
  bypass,
  callLog,
  callerId,
  common,
  email,
  errors,
  exports,
  frame,
  gateways,
  help,
  helpDesk,
  log,
  logging,
  palette,
  phoneCalls,
  operators,
  radius,
  radiusGuide,
  reports,
  messages,
  rules,
  results,
  settings,
  setup,
  signIn,
  status,
  user,
  users,
  voiceMessages,
  import: importWizard,
  tags,
  tokens,
} as const satisfies TextsOf<typeof en>;
