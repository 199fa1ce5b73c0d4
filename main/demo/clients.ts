/** The RADIUS clients of the demo: addresses kept for documentation (RFC 5737, RFC 3849), and one that really sends. */
import { type RadiusClientFields, radiusClientFieldsSchema } from '../../shared/schemas/radius.ts';

export type DemoClient = {
  readonly fields: RadiusClientFields;
  /** Address that its datagrams come from. */
  readonly sourceAddress: string;
  /** Share of all sign-ins. */
  readonly weight: number;
  /** Characters of its secret: a short one, so that the Status page has a warning to show. */
  readonly secretCharacters: number;
};

/** The simulated client is known by this name: another client on loopback is left alone. */
export const SIMULATED_CLIENT = 'Demo simulator (loopback)';

const SECRET_CHARACTERS = 32;

const client = (
  weight: number,
  sourceAddress: string,
  input: Partial<RadiusClientFields> & Pick<RadiusClientFields, 'name' | 'address'>,
  secretCharacters = SECRET_CHARACTERS,
): DemoClient => ({ weight, sourceAddress, secretCharacters, fields: radiusClientFieldsSchema.parse(input) });

export const DEMO_CLIENTS: readonly DemoClient[] = [
  client(46, '192.0.2.10', { name: 'Demo VPN gateway', address: '192.0.2.10', applicationName: 'Remote access VPN' }),
  client(24, '192.0.2.20', {
    name: 'Demo RD Gateway',
    address: '192.0.2.20',
    applicationName: 'Remote desktop',
    otpEntry: 'challenge',
    firstFactor: 'local-password',
  }),
  client(14, '198.51.100.7', { name: 'Demo branch firewalls', address: '198.51.100.0/24', applicationName: 'Branch offices' }),
  client(10, '2001:db8:10::5', { name: 'Demo web portal', address: '2001:db8:10::5', applicationName: 'Web portal' }),
  client(
    4,
    '192.0.2.40',
    {
      name: 'Demo old switch',
      address: '192.0.2.40',
      applicationName: 'Network equipment',
      requiresMessageAuthenticator: false,
      enablesFallbackOathToken: true,
    },
    8,
  ),
  client(0, '192.0.2.50', {
    name: 'Demo gateway out of use',
    address: '192.0.2.50',
    applicationName: 'Remote access VPN',
    isEnabled: false,
  }),
  client(2, '127.0.0.1', { name: SIMULATED_CLIENT, address: '127.0.0.1', applicationName: 'Remote access VPN' }),
];
