/** All texts of one language: one namespace a page. A new namespace is one import and one line here. */
import { account } from './en/account.ts';
import { backup } from './en/backup.ts';
import { blocked } from './en/blocked.ts';
import { bypass } from './en/bypass.ts';
import { callLog } from './en/call-log.ts';
import { callerId } from './en/caller-id.ts';
import { common } from './en/common.ts';
import { email } from './en/email.ts';
import { errors } from './en/errors.ts';
import { exports } from './en/exports.ts';
import { frame } from './en/frame.ts';
import { gateways } from './en/gateways.ts';
import { help } from './en/help.ts';
import { helpDesk } from './en/help-desk.ts';
import { importWizard } from './en/import.ts';
import { log } from './en/log.ts';
import { logging } from './en/logging.ts';
import { messages } from './en/messages.ts';
import { operators } from './en/operators.ts';
import { palette } from './en/palette.ts';
import { phoneCalls } from './en/phone-calls.ts';
import { radius } from './en/radius.ts';
import { radiusGuide } from './en/radius-guide.ts';
import { reports } from './en/reports.ts';
import { results } from './en/results.ts';
import { rules } from './en/rules.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { signIn } from './en/sign-in.ts';
import { status } from './en/status.ts';
import { tags } from './en/tags.ts';
import { tokens } from './en/tokens.ts';
import { user } from './en/user.ts';
import { users } from './en/users.ts';
import { voiceMessages } from './en/voice-messages.ts';

export const en = {
  backup,
  blocked,
  bypass,
  account,
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
} as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof en;
  }
}
