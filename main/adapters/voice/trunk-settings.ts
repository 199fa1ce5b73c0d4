/** From a trunk of the settings to what a line to one of its addresses needs. */
import type { Trunk as TrunkSettings } from '../../../shared/schemas/trunk.ts';
import type { TrunkWithSecret } from '../../engine/delivery/phone-port.ts';
import { Secret } from '../../engine/secret.ts';
import type { PortRange } from './media-port.ts';
import type { Trunk } from './trunk.ts';
import { bare, type Target } from './trunk-targets.ts';

const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const;
const CODECS = { pcma: 'PCMA', pcmu: 'PCMU' } as const;

export function lineTrunk({ trunk, password }: TrunkWithSecret, target: Target, mediaPorts: PortRange): Trunk {
  const { host, username, authenticationName, transport } = trunk;
  return {
    transport: TRANSPORTS[transport],
    host: target.host,
    port: target.port,
    localPort: transport === 'udp' ? trunk.localPort : 0,
    // The address of an SRV record is where to send, not whom to call.
    domain: trunk.domain === '' && target.host !== bare(host) ? host : trunk.domain,
    account: username === '' ? undefined : { username, authenticationName, password: password ?? Secret.fromText('') },
    publicAddress: trunk.publicAddress,
    isMediaSymmetric: trunk.isMediaSymmetric,
    usesSrtp: trunk.usesSrtp && transport === 'tls',
    codecs: trunk.codecs.map((codec) => CODECS[codec]),
    authorityCertificate: trunk.authorityCertificate,
    certificateName: bare(host),
    sendsAssertedIdentity: trunk.sendsAssertedIdentity,
    sendsAccountInFrom: trunk.sendsAccountInFrom,
    mediaPorts,
    responseTimeoutMilliseconds: trunk.responseTimeoutSeconds * 1000,
  };
}

/** What may change while calls and the account go on as they are: a name, an order, a limit, how numbers are dialled. */
const CHANGES_NO_LINE = [
  'name',
  'position',
  'dialledFormat',
  'homeCountryCode',
  'nationalPrefix',
  'dialPrefix',
  'countryCodes',
  'callsAtOnceMax',
  'callsPerSecondMax',
  'hasPassword',
  'createdAt',
  'updatedAt',
  'revision',
] as const satisfies readonly (keyof TrunkSettings)[];

export function hasSameLine(one: TrunkWithSecret, other: TrunkWithSecret): boolean {
  return lineText(one) === lineText(other) && passwordOf(one) === passwordOf(other);
}

function lineText({ trunk }: TrunkWithSecret): string {
  const left: readonly string[] = CHANGES_NO_LINE;
  return JSON.stringify(
    Object.entries(trunk)
      .filter(([field]) => !left.includes(field))
      .toSorted(),
  );
}

function passwordOf({ password }: TrunkWithSecret): string {
  return password === undefined ? '' : String.fromCharCode(...password.reveal());
}
