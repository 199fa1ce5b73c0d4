/** Debian's sipp as the trunk and the phone behind it: one scenario of test/support/sipp, one call, on free ports of loopback. */
import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SIPP_PROGRAMS = ['sipp', '/usr/share/sip-tester/dtmf_2833_pound.pcap'] as const;
const FOLDER = new URL('sipp/', import.meta.url).pathname;

export type Sipp = {
  readonly port: number;
  /** Undefined when every message of the scenario came as it says; else what sipp printed. */
  ended(): Promise<string | undefined>;
  /** Every message as sipp saw it, where it was started with isTracing. */
  messages(): string;
  /** Of a test that has failed before its calls were over. */
  stop(): void;
};

export type SippOptions = ({ /** The name of a scenario. */ readonly scenario: string } | { readonly text: string }) & {
  readonly transport?: 'u1' | 't1';
  /** What stands as @name@ in the scenario. */
  readonly keywords?: Readonly<Record<string, string>>;
  readonly callCount?: number;
  /** What is heard is sent back. */
  readonly isEchoing?: boolean;
  /** Calls that have not ended by then are failed ones. */
  readonly timeoutSeconds?: number;
  /** Every message is kept for messages(). */
  readonly isTracing?: boolean;
};

/** sipp takes no port 0. */
export async function freeUdpPorts(count: number): Promise<readonly number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  const ports = await Promise.all(
    sockets.map((socket) => new Promise<number>((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)))),
  );
  await Promise.all(sockets.map((socket: Socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}

const STARTS_WITHIN_MILLISECONDS = 10_000;

export async function startSipp(options: SippOptions): Promise<Sipp> {
  const { transport = 'u1', keywords = {}, callCount = 1, isEchoing = false, timeoutSeconds = 20, isTracing = false } = options;
  const [port = 0, mediaPort = 0] = await freeUdpPorts(2);
  const folder = mkdtempSync(join(tmpdir(), 'sipp-'));
  const scenario = 'text' in options ? options.text : readFileSync(`${FOLDER}${options.scenario}.xml`, 'latin1');
  const file = join(folder, 'scenario.xml');
  writeFileSync(
    file,
    scenario.replaceAll(/@(\w+)@/g, (_, name) => keywords[name] ?? ''),
  );
  const messagesFile = join(folder, 'messages');
  const parameters = ['-sf', file, '-t', transport, '-i', '127.0.0.1', '-p', `${port}`];
  parameters.push('-mi', '127.0.0.1', '-mp', `${mediaPort}`, '-m', `${callCount}`, '-timeout', `${timeoutSeconds}s`);
  parameters.push('-buff_size', '1000000', '-timeout_error', '-nostdin', '-trace_err', '-error_file', join(folder, 'errors'));
  if (isEchoing) parameters.push('-rtp_echo');
  if (isTracing) parameters.push('-trace_msg', '-message_file', messagesFile);
  // Sounds are sent by raw sockets, which only root may open.
  const [program, ...before] = process.getuid?.() === 0 ? ['sipp'] : ['sudo', '-n', 'sipp'];
  const child = spawn(program ?? '', [...before, ...parameters], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let messages = '';
  const readMessages = (): string => {
    if (isTracing && existsSync(messagesFile)) messages = readFileSync(messagesFile, 'latin1');
    return messages;
  };
  child.stdout.on('data', (text) => (printed += text));
  child.stderr.on('data', (text) => (printed += text));
  const exited = new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => {
      readMessages();
      rmSync(folder, { recursive: true, force: true });
      resolve(code === 0 ? undefined : `sipp ended with ${code}: ${printed.slice(-4_000)}`);
    });
  });
  for (let waited = 0; !isBound(transport, port); waited += 20) {
    if (child.exitCode !== null || waited > STARTS_WITHIN_MILLISECONDS) {
      child.kill();
      throw new Error(`sipp did not start: ${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { port, ended: () => exited, messages: readMessages, stop: () => child.kill() };
}

/** sipp says nothing when it is ready: the kernel's list of sockets does. */
function isBound(transport: 'u1' | 't1', port: number): boolean {
  const list = readFileSync(transport === 'u1' ? '/proc/net/udp' : '/proc/net/tcp', 'latin1');
  return list.includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} `);
}
