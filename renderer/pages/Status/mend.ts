import type { LinkProps } from '@tanstack/react-router';
import type { ENGINE_WARNINGS } from '../../../shared/contract/engine.ts';

export type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

/** Where a warning is mended. */
export function mendOf({ code, subject }: Warning): LinkProps {
  switch (code) {
    case 'no-radius-client':
      return { to: '/radius', search: { client: 0 } };
    case 'listener-down':
      return { to: '/radius', search: { tab: 'listeners' } };
    case 'message-authenticator-not-required':
    case 'shared-secret-short':
      return { to: '/radius', search: { search: subject } };
    case 'audit-chain-broken':
      return { to: '/logging', search: { tab: 'operators' } };
    case 'disk-almost-full':
    case 'log-not-pruned':
      return { to: '/logging', search: { setting: 'log.keepDays' } };
    case 'backup-not-scheduled':
      return { to: '/backup', search: { setting: 'backup.schedule' } };
    case 'backup-failed':
    case 'backup-old':
    case 'passphrase-not-set':
      return { to: '/backup' };
    case 'data-folder-open':
      return { to: '/logging', search: { tab: 'files' } };
    case 'lockout-off':
      return { to: '/lockout', search: { setting: 'lockout.denialsToLock' } };
    case 'mail-failing':
      return { to: '/email', search: { tab: 'sent' } };
    case 'mail-from-missing':
      return { to: '/email' };
    case 'gateway-down':
    case 'gateway-deaf':
    case 'no-gateway':
      return { to: '/gateways' };
    case 'inbound-down':
      return { to: '/gateways', search: { tab: 'inbound', setting: 'inbound-texts.port' } };
    case 'trunk-down':
    case 'no-trunk':
      return { to: '/phone-calls' };
    case 'caller-id-missing':
      return { to: '/caller-id' };
    case 'fraud-greeting':
      return { to: '/voice-messages' };
    case 'disabled-user-succeeds':
      return { to: '/settings', search: { tab: 'general', setting: 'user-defaults.whenUserIsDisabled' } };
    case 'no-gateway-succeeds':
      return { to: '/settings', search: { tab: 'general', setting: 'user-defaults.whenNoGatewayIsReachable' } };
    case 'weak-pins-allowed':
      return { to: '/settings', search: { tab: 'general', setting: 'pin-rules.preventsWeakPins' } };
    case 'cache-long':
      return { to: '/caching' };
    case 'window-wide':
      return { to: '/settings', search: { tab: 'oath', setting: 'oath.hardwareWindowSteps' } };
  }
}
