/** Trunks and calls for tests, with what matters given. */
import type { PlacedCallDraft } from '../../main/engine/effects.ts';
import { type TrunkFields, type TrunkHealth, trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import { NOON } from './store.ts';

export const someTrunkFields = (fields: Partial<TrunkFields> = {}): TrunkFields => ({
  ...trunkFieldsSchema.parse({ name: 'Trunk 1', host: 'sip.example.org' }),
  ...fields,
});

export const trunkHealth = (health: Partial<TrunkHealth> = {}): TrunkHealth => ({
  state: 'unknown',
  registration: 'off',
  runningCount: 0,
  placedCount: 0,
  answeredCount: 0,
  failedCount: 0,
  ...health,
});

export const aPlacedCall = (call: Partial<PlacedCallDraft> = {}): PlacedCallDraft => ({
  startedAt: NOON,
  endedAt: NOON + 20_000,
  sessionId: '',
  username: '',
  applicationName: '',
  phone: 'test',
  number: '+31612345678',
  extension: '',
  trunkName: 'Trunk 1',
  sentFrom: '"Example" <sip:+31201234567@sip.example.org>',
  sentAssertedIdentity: '<sip:+31201234567@sip.example.org>',
  sentPrivacy: '',
  passedOver: [],
  how: 'hung-up',
  words: '',
  sentPackets: 500,
  receivedPackets: 490,
  ...call,
});
