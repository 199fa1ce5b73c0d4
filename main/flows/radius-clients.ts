/**
 * Which RADIUS client a datagram comes from, before a byte of it is read (RFC 2865 §3: the secret is chosen by
 * the source address). A single address goes before a network, a longer prefix before a shorter one. All that is
 * the same for each request of a client is made once here.
 */
import type { RadiusClientId } from '../../shared/ids.ts';
import type { RadiusClient, RadiusClientFields } from '../../shared/schemas/radius.ts';
import type { Application } from '../engine/authentication/request.ts';
import { createTrustedIps, findTrustedIpProblem } from '../engine/trusted-ips.ts';
import { type AddressBytes, formatAddress, parseAddress } from '../protocols/ip-address/address.ts';
import { formatNetwork, type Network, networkContains, parseNetwork } from '../protocols/ip-address/network.ts';
import { encodeReplyAttribute, encodeReplyMessage, joinBytes } from '../protocols/radius/reply-attributes.ts';
import { SharedSecret } from '../protocols/radius/shared-secret.ts';
import type { RadiusClientWithSecret } from '../store/port.ts';

/** A client as the answering flow uses it. */
export type KnownRadiusClient = {
  readonly id: RadiusClientId;
  /** False as well when a reply attribute cannot be encoded: an Accept without it might allow more than was meant. */
  readonly isEnabled: boolean;
  readonly requiresMessageAuthenticator: boolean;
  readonly application: Application;
  readonly sharedSecret: SharedSecret;
  /** Encoded attributes of each reply. */
  readonly acceptAttributes: Uint8Array;
  readonly rejectAttributes: Uint8Array;
  readonly challengeAttributes: Uint8Array;
};

/** Where a datagram comes from: the client, and the address as it is logged. */
export type RadiusSource = { readonly client: KnownRadiusClient; readonly address: string };

export type RadiusClientTable = {
  /** Puts these clients in the place of the earlier ones. Answers the clients that cannot be served, and why. */
  replace(clients: readonly RadiusClientWithSecret[]): readonly { readonly id: RadiusClientId; readonly problem: string }[];
  /** `address` and `port` as the socket gives them. */
  find(address: string, port: number): RadiusSource | undefined;
  /**
   * Until the returned function is called, datagrams from exactly this address and port count as that client's:
   * the console's test button. The secret is still needed.
   */
  registerProbe(address: string, port: number, clientId: RadiusClientId): () => void;
  ids(): ReadonlySet<RadiusClientId>;
};

/** Addresses whose client is remembered; ours. Beyond it the memory starts anew, so that forged sources cannot fill it. */
const REMEMBERED_MAX = 8192;

/** Octets; ours: of 4096 (RFC 2865 §3), less header and Message-Authenticator, a quarter is left for Proxy-State. */
const ACCEPT_ATTRIBUTES_MAX_BYTES = 3000;

export function createRadiusClientTable(): RadiusClientTable {
  let byId = new Map<RadiusClientId, KnownRadiusClient>();
  let networks: { network: Network; client: KnownRadiusClient }[] = [];
  const remembered = new Map<string, RadiusSource | null>();
  const probes = new Map<string, RadiusClientId>();

  const search = (address: string): RadiusSource | null => {
    const bytes: AddressBytes | undefined = parseAddress(address);
    if (bytes === undefined) return null;
    // Longest prefix first, so the first hit is the best.
    const hit = networks.find(({ network }) => networkContains(network, bytes));
    return hit === undefined ? null : { client: hit.client, address: formatAddress(bytes) };
  };

  return {
    replace(clients) {
      const problems: { id: RadiusClientId; problem: string }[] = [];
      byId = new Map();
      networks = [];
      for (const stored of clients) {
        const { client, problem } = prepareClient(stored);
        const network = parseNetwork(stored.client.address);
        byId.set(client.id, client);
        if (network !== undefined) networks.push({ network, client });
        const found = problem ?? (network === undefined ? `address ${stored.client.address} is not valid` : undefined);
        if (found !== undefined) problems.push({ id: client.id, problem: found });
      }
      networks.sort((a, b) => b.network.prefixLength - a.network.prefixLength);
      remembered.clear();
      return problems;
    },
    find(address, port) {
      if (probes.size > 0) {
        const client = byId.get(probes.get(probeKey(address, port)) ?? (0 as RadiusClientId));
        if (client !== undefined) return { client, address };
      }
      let source = remembered.get(address);
      if (source === undefined) {
        source = search(address);
        if (remembered.size >= REMEMBERED_MAX) remembered.clear();
        remembered.set(address, source);
      }
      return source ?? undefined;
    },
    registerProbe(address, port, clientId) {
      const key = probeKey(address, port);
      probes.set(key, clientId);
      return () => {
        probes.delete(key);
      };
    },
    ids: () => new Set(byId.keys()),
  };
}

function probeKey(address: string, port: number): string {
  return `${address} ${port}`;
}

function prepareClient({ client, sharedSecret }: RadiusClientWithSecret): {
  client: KnownRadiusClient;
  problem: string | undefined;
} {
  const accept = encodeAccept(client);
  const problem = typeof accept === 'string' ? accept : undefined;
  return {
    client: {
      id: client.id,
      isEnabled: client.isEnabled && problem === undefined,
      requiresMessageAuthenticator: client.requiresMessageAuthenticator,
      application: applicationOf(client),
      sharedSecret: new SharedSecret(sharedSecret.reveal()),
      acceptAttributes: typeof accept === 'string' ? new Uint8Array(0) : accept,
      rejectAttributes: encodeReplyMessage(client.rejectText),
      challengeAttributes: encodeReplyMessage(client.challengeText),
    },
    problem,
  };
}

/** The attributes of Access-Accept, or what is wrong with them. */
function encodeAccept(fields: Pick<RadiusClientFields, 'acceptText' | 'replyAttributes'>): Uint8Array | string {
  const parts = [encodeReplyMessage(fields.acceptText)];
  for (const attribute of fields.replyAttributes) {
    const bytes = encodeReplyAttribute(attribute);
    if (typeof bytes === 'string') return `reply attribute ${attribute.type}: ${bytes}`;
    parts.push(bytes);
  }
  const joined = joinBytes(parts);
  return joined.length > ACCEPT_ATTRIBUTES_MAX_BYTES
    ? `reply attributes take ${joined.length} octets of ${ACCEPT_ATTRIBUTES_MAX_BYTES}`
    : joined;
}

/** What is wrong with a client's address, trusted IPs or reply attributes, in English; undefined when it can be served. For the screens. */
export function findClientProblem(fields: RadiusClientFields): string | undefined {
  if (parseNetwork(fields.address) === undefined) return `address ${fields.address} is not valid`;
  const trusted = fields.trustedIps.map(findTrustedIpProblem).find((problem) => problem !== undefined);
  if (trusted !== undefined) return trusted;
  const accept = encodeAccept(fields);
  return typeof accept === 'string' ? accept : undefined;
}

/** The one text of an address or network, so that two ways to write it can be seen to be the same. */
export function canonicalClientAddress(address: string): string | undefined {
  const network = parseNetwork(address);
  return network === undefined ? undefined : formatNetwork(network);
}

/** The application name goes into log and reports; a client without one is known by its own name. */
function applicationOf(client: RadiusClient): Application {
  return {
    radiusClientId: client.id,
    name: client.applicationName === '' ? client.name : client.applicationName,
    type: 'radius',
    requiresUserMatch: client.requiresUserMatch,
    enablesFallbackOathToken: client.enablesFallbackOathToken,
    enablesSecurityQuestions: client.enablesSecurityQuestions,
    allowsMethodChoice: client.allowsMethodChoice,
    challengeText: client.challengeText,
    timeoutSeconds: client.timeoutSeconds,
    isTrusted: createTrustedIps(client.trustedIps),
    firstFactor: client.firstFactor,
    otpEntry: client.otpEntry,
  };
}
