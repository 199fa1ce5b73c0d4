import type { Command } from 'commander';
import type { TrustedIp } from '../../../shared/schemas/method-settings.ts';
import { FIRST_FACTORS, OTP_ENTRIES, type RadiusClient } from '../../../shared/schemas/radius.ts';
import { appError } from '../../engine/app-error.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { confirm, print, printJson, printTable, readSecret } from '../terminal.ts';

type AddOptions = CommonOptions & {
  readonly secret?: string;
  readonly secretStdin?: boolean;
  readonly application: string;
  readonly otpEntry: string;
  readonly firstFactor: string;
  readonly requireMessageAuthenticator: boolean;
  readonly requireUserMatch: boolean;
  readonly fallbackOathToken?: boolean;
  readonly securityQuestions?: boolean;
  readonly methodChoice?: boolean;
  readonly timeout: string;
  readonly trustedIp: readonly string[];
};

function oneOf<const Value extends string>(option: string, values: readonly Value[], text: string): Value {
  const value = values.find((each) => each === text);
  if (value === undefined) throw new UsageError(`${option} takes one of ${values.join(', ')}`);
  return value;
}

/** 192.0.2.7, 192.0.2.1-192.0.2.9, 192.0.2.0/24 or 192.0.2.0/255.255.255.0. What is no address is refused by the server. */
function readTrustedIp(text: string): TrustedIp {
  const [network, mask] = text.split('/');
  if (network !== undefined && mask !== undefined) return { kind: 'subnet', from: network.trim(), to: mask.trim() };
  const [first, last] = text.split('-');
  if (first !== undefined && last !== undefined) return { kind: 'range', from: first.trim(), to: last.trim() };
  return { kind: 'single', from: text.trim(), to: '' };
}

function secondsOf(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError('--timeout takes seconds from 5 to 300');
  return Number(text);
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

async function findClient(client: ContractClient, name: string): Promise<RadiusClient> {
  const found = (await client.radiusClients.list()).find((each) => each.name === name || each.address === name);
  if (found === undefined) throw appError('RADIUS_CLIENT_NOT_FOUND', { detail: { client: name } });
  return found;
}

const row = ({
  name,
  address,
  applicationName,
  firstFactor,
  otpEntry,
  requiresMessageAuthenticator,
  isEnabled,
}: RadiusClient) => [
  name,
  address,
  applicationName,
  firstFactor,
  otpEntry,
  requiresMessageAuthenticator ? 'required' : 'not required',
  isEnabled ? 'enabled' : 'disabled',
];

export function addRadiusClientCommands(program: Command): void {
  const radiusClient = program.command('radius-client').description('RADIUS clients: the VPNs and gateways that ask');

  withCommonOptions(radiusClient.command('add <name> <address>'))
    .description('add a client by its address or network')
    .option('--secret <secret>', 'shared secret')
    .option('--secret-stdin', 'read the shared secret from standard input')
    .option('--application <name>', 'application name in log and reports', '')
    .option('--otp-entry <where>', OTP_ENTRIES.join(', '), 'in-password')
    .option('--first-factor <factor>', FIRST_FACTORS.join(', '), 'none')
    .option('--no-require-message-authenticator', 'accept requests without Message-Authenticator (BlastRADIUS, CVE-2024-3596)')
    .option('--no-require-user-match', 'let users who are not in the directory pass with the first factor alone')
    .option('--fallback-oath-token', 'let users of other methods use their OATH token')
    .option('--security-questions', 'ask the security questions when the method fails')
    .option('--method-choice', 'let users ask for another method by a word')
    .option('--timeout <seconds>', 'how long the client waits for an answer, as set in the client', '60')
    .option('--trusted-ip <address>', 'address, range (a-b) or subnet (a/24) without second factor; may be repeated', collect, [])
    .action((name: string, address: string, options: AddOptions) =>
      withContract(options, async (client) => {
        const fields = {
          name,
          address,
          applicationName: options.application,
          otpEntry: oneOf('--otp-entry', OTP_ENTRIES, options.otpEntry),
          firstFactor: oneOf('--first-factor', FIRST_FACTORS, options.firstFactor),
          requiresMessageAuthenticator: options.requireMessageAuthenticator,
          requiresUserMatch: options.requireUserMatch,
          enablesFallbackOathToken: options.fallbackOathToken ?? false,
          enablesSecurityQuestions: options.securityQuestions ?? false,
          allowsMethodChoice: options.methodChoice ?? false,
          timeoutSeconds: secondsOf(options.timeout),
          trustedIps: options.trustedIp.map(readTrustedIp),
        };
        const sharedSecret = await readSecret('secret', options.secret, options.secretStdin);
        const added = await client.radiusClients.create({ fields, sharedSecret });
        if (options.json === true) printJson(added);
        else print(`RADIUS client ${added.name} added for ${added.address}.`);
      }),
    );

  withCommonOptions(radiusClient.command('list')).action((options: CommonOptions) =>
    withContract(options, async (client) => {
      const clients = await client.radiusClients.list();
      if (options.json === true) return printJson(clients);
      printTable(['NAME', 'ADDRESS', 'APPLICATION', 'FIRST FACTOR', 'CODE', 'MESSAGE-AUTHENTICATOR', 'STATE'], clients.map(row));
    }),
  );

  withCommonOptions(radiusClient.command('remove <name>'))
    .description('remove a client by name or address')
    .option('--yes', 'do not ask')
    .action((name: string, options: CommonOptions & { yes?: boolean }) =>
      withContract(options, async (client) => {
        const found = await findClient(client, name);
        await confirm(`Remove RADIUS client ${found.name} (${found.address})? Its users can no longer sign in.`, options.yes);
        await client.radiusClients.delete({ id: found.id });
        if (options.json === true) printJson({ name: found.name });
        else print(`RADIUS client ${found.name} removed.`);
      }),
    );
}
