/**
 * Kinds of telephone systems and carriers, as the console begins a trunk: only the fields that differ from the defaults
 * of a trunk. From the makers' documents and general knowledge; none was tried against the product itself. The console
 * has the words.
 */
import type { TrunkFields } from './schemas/trunk.ts';

export const TRUNK_PRESET_IDS = [
  'asterisk',
  'freeswitch',
  '3cx',
  'cisco-cube',
  'cisco-cucm',
  'carrier-account',
  'carrier-address',
  'other',
] as const;
export type TrunkPresetId = (typeof TRUNK_PRESET_IDS)[number];
/** What an administrator must have at hand. */
export type TrunkNeed = 'host' | 'username' | 'password';
export type TrunkPreset = {
  readonly id: TrunkPresetId;
  /** own: a telephone system in the organisation · carrier: a company's, over the internet · generic: a start for any other. */
  readonly group: 'own' | 'carrier' | 'generic';
  readonly needs: readonly TrunkNeed[];
  readonly fields: Partial<TrunkFields>;
};

export const TRUNK_PRESETS: readonly TrunkPreset[] = [
  {
    // chan_pjsip: an endpoint with auth and identify_by=auth_username,username challenges each INVITE; no registration is needed.
    id: 'asterisk',
    group: 'own',
    needs: ['host', 'username', 'password'],
    fields: { username: 'countersign' },
  },
  {
    // The internal profile challenges each INVITE of a user of the directory.
    id: 'freeswitch',
    group: 'own',
    needs: ['host', 'username', 'password'],
    fields: { username: 'countersign', dialledFormat: 'digits' },
  },
  {
    // An extension must be registered before it may call.
    id: '3cx',
    group: 'own',
    needs: ['host', 'username', 'password'],
    fields: { registers: true, registerSeconds: 120 },
  },
  {
    // Trusts the address by `ip address trusted list`; mu-law first on most voice classes.
    id: 'cisco-cube',
    group: 'own',
    needs: ['host'],
    fields: { codecs: ['pcmu', 'pcma'] },
  },
  {
    // A SIP trunk with this server's address; its security profile takes TCP and UDP.
    id: 'cisco-cucm',
    group: 'own',
    needs: ['host'],
    fields: { transport: 'tcp', codecs: ['pcmu', 'pcma'] },
  },
  {
    // Found by DNS SRV; the account's registration is what lets a carrier answer through NAT.
    id: 'carrier-account',
    group: 'carrier',
    needs: ['host', 'username', 'password'],
    fields: { port: 0, registers: true, registerSeconds: 300, callsAtOnceMax: 10, callsPerSecondMax: 5 },
  },
  {
    // Known by this server's public address.
    id: 'carrier-address',
    group: 'carrier',
    needs: ['host'],
    fields: { callsAtOnceMax: 10, callsPerSecondMax: 5 },
  },
  { id: 'other', group: 'generic', needs: ['host'], fields: {} },
];
