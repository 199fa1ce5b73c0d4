/** The set-up guides: steps with the commands of each kind of device, values filled in. Pure. */
import type { FirstFactor, OtpEntry } from '../../../shared/schemas/radius.ts';
import type { radiusGuide } from '../../text/en/radius-guide.ts';
import type { GuideDevice } from './search.ts';

export type StepKey = keyof typeof radiusGuide.step;
export type CautionKey = keyof typeof radiusGuide.caution;
export type GuideStep = {
  readonly text: StepKey;
  /** Commands or lines of a file, to be copied. */
  readonly code?: string;
  /** The table of server, port, protocol, time-out stands under this step. */
  readonly hasValues?: boolean;
};
export type Guide = { readonly cautions: readonly CautionKey[]; readonly steps: readonly GuideStep[] };
export type GuideFacts = {
  readonly server: string;
  readonly port: number;
  /** Stands where the shared secret has to go. */
  readonly secret: string;
  readonly firstFactor: FirstFactor;
  readonly otpEntry: OtpEntry;
  /** Of the client's page: what the device should wait. */
  readonly timeoutSeconds: number;
};

const DEFAULT_PORT = 1812;
const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const LOOPBACK = /^(127\.|\[?::1\]?$|localhost$)/i;

type Place = { readonly address: string; readonly port: number };

/**
 * Where devices reach this server, as far as it can be known here: a listener's own address, else the name that the
 * console was opened by. Undefined when both say nothing (all addresses, console on the machine itself).
 * @param listening what is really bound
 */
export function serverOf(listening: readonly Place[], consoleHost: string): { server: string | undefined; port: number } {
  const own = listening.find(({ address }) => !WILDCARDS.has(address) && !LOOPBACK.test(address));
  const port = (own ?? listening[0])?.port ?? DEFAULT_PORT;
  if (own !== undefined) return { server: own.address, port };
  const isUseful = consoleHost !== '' && !LOOPBACK.test(consoleHost);
  return { server: isUseful ? consoleHost.replace(/^\[|\]$/g, '') : undefined, port };
}

export function guideOf(device: GuideDevice, facts: GuideFacts): Guide {
  return GUIDES[device](facts);
}

const GUIDES: Readonly<Record<GuideDevice, (facts: GuideFacts) => Guide>> = {
  generic: () => ({
    cautions: [],
    steps: [{ text: 'genericServer', hasValues: true }, { text: 'genericMessage' }, { text: 'genericUse' }],
  }),
  fortigate: ({ server, port, secret, timeoutSeconds }) => ({
    cautions: [],
    steps: [
      {
        text: 'fortigateServer',
        code: lines(
          'config user radius',
          '    edit "Countersign"',
          `        set server "${server}"`,
          `        set secret ${secret}`,
          `        set radius-port ${port}`,
          '        set auth-type pap',
          `        set timeout ${timeoutSeconds}`,
          '    next',
          'end',
        ),
      },
      {
        text: 'fortigateTimeout',
        code: lines('config system global', `    set remoteauthtimeout ${timeoutSeconds}`, 'end'),
      },
      {
        text: 'fortigateGroup',
        code: lines('config user group', '    edit "VPN users"', '        set member "Countersign"', '    next', 'end'),
      },
      { text: 'fortigateVersion' },
      { text: 'fortigateTest', code: 'diagnose test authserver radius Countersign pap <user> <password>' },
    ],
  }),
  'cisco-asa': ({ server, port, secret, timeoutSeconds }) => ({
    cautions: ['passwordManagement'],
    steps: [
      {
        text: 'asaServer',
        code: lines(
          'aaa-server COUNTERSIGN protocol radius',
          `aaa-server COUNTERSIGN (inside) host ${server}`,
          ` key ${secret}`,
          ` authentication-port ${port}`,
          ` timeout ${timeoutSeconds}`,
          ' no mschapv2-capable',
        ),
      },
      {
        text: 'asaTunnel',
        code: lines(
          'tunnel-group <connection profile> general-attributes',
          ' authentication-server-group COUNTERSIGN',
          ' no password-management',
        ),
      },
      {
        text: 'asaTest',
        code: `test aaa-server authentication COUNTERSIGN host ${server} username <user> password <password>`,
      },
      { text: 'genericMessage' },
    ],
  }),
  'cisco-ftd': () => ({
    cautions: ['passwordManagement'],
    steps: [{ text: 'ftdServer', hasValues: true }, { text: 'ftdUse' }, { text: 'genericMessage' }],
  }),
  'palo-alto': () => ({
    cautions: [],
    steps: [
      { text: 'paloServer', hasValues: true },
      { text: 'paloProfile' },
      { text: 'paloUse' },
      { text: 'paloTest', code: 'test authentication authentication-profile <profile> username <user> password' },
      { text: 'genericMessage' },
    ],
  }),
  openvpn: ({ server, port, secret, otpEntry, timeoutSeconds }) => ({
    cautions: otpEntry === 'challenge' ? ['challengeOpenvpn'] : [],
    steps: [
      { text: 'pamServer', code: `${server.includes(':') ? `[${server}]` : server}:${port} ${secret} ${timeoutSeconds}` },
      { text: 'pamStack', code: lines('auth    required pam_radius_auth.so', 'account required pam_permit.so') },
      { text: 'pamOpenvpn', code: 'plugin /usr/lib/openvpn/openvpn-plugin-auth-pam.so openvpn' },
      { text: 'pamClient', code: 'auth-user-pass' },
    ],
  }),
  citrix: ({ server, port, secret, firstFactor, otpEntry, timeoutSeconds }) => ({
    cautions: [],
    steps: [
      {
        text: 'citrixServer',
        code: lines(
          `add authentication radiusAction countersign -serverIP ${server} -serverPort ${port} -authTimeout ${timeoutSeconds} -radKey ${secret} -passEncoding pap`,
          'add authentication Policy countersign_policy -rule true -action countersign',
        ),
      },
      {
        text: 'citrixBind',
        code: 'bind authentication vserver <authentication server> -policy countersign_policy -priority 100',
      },
      ...(firstFactor === 'none' && otpEntry !== 'challenge' ? [{ text: 'citrixReceiver' } as const] : []),
      { text: 'genericMessage' },
    ],
  }),
  nps: () => ({
    cautions: ['rdGateway'],
    steps: [{ text: 'npsServer', hasValues: true }, { text: 'npsMessage' }, { text: 'npsTimeout' }, { text: 'npsPolicy' }],
  }),
};

function lines(...all: readonly string[]): string {
  return all.join('\n');
}
