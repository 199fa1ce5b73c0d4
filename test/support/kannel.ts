/**
 * Debian's Kannel on free ports of loopback, in a temporary folder: bearerbox, smsbox and fakesmsc, all real. One
 * fakesmsc is the handset that texts go to and prints them; each reply is a fakesmsc of its own that sends one message
 * into a second connection of the bearerbox, since a running one cannot be told to send.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FAKESMSC = '/usr/lib/kannel/test/fakesmsc';
/** Where smsbox's own packages put them; the account of a test may not have /usr/sbin on its path. */
const BEARERBOX = '/usr/sbin/bearerbox';
const SMSBOX = '/usr/sbin/smsbox';
export const KANNEL_PROGRAMS = [BEARERBOX, SMSBOX, FAKESMSC] as const;

/** As fakesmsc prints it: sender, receiver and what it says. */
export type HandsetText = { readonly from: string; readonly to: string; readonly text: string };
export type Kannel = {
  /** Of sendsms. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** What the handset has got, oldest first. */
  readonly texts: readonly HandsetText[];
  /** The text number `count`, as soon as it is there. */
  waitForText(count: number): Promise<HandsetText>;
  /** The handset `from` sends `text` to the service number `to`. */
  reply(from: string, to: string, text: string): Promise<void>;
  close(): Promise<void>;
};

const STARTS_WITHIN_MILLISECONDS = 15_000;

/** `inboundUrl`: where smsbox takes replies to, without a query. */
export async function startKannel(inboundUrl: string): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), 'kannel-'));
  const [admin = 0, boxes = 0, handset = 0, replies = 0, sendSms = 0] = await freePorts(5);
  const file = join(folder, 'kannel.conf');
  writeFileSync(file, configuration({ admin, boxes, handset, replies, sendSms, inboundUrl, folder }));
  const programs: Program[] = [];
  const start = (path: string, parameters: readonly string[]): Program => {
    const program = startProgram(path, parameters, folder);
    programs.push(program);
    return program;
  };
  const close = async (): Promise<void> => {
    await Promise.all(programs.map((program) => program.end()));
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const bearerbox = start(BEARERBOX, [file]);
    await bearerbox.waitFor(/Thread \d+ \(gw\/bb_boxc\.c:smsboxc_run\)|Started thread \d+ \(gw\/bb_boxc\.c/);
    const smsbox = start(SMSBOX, [file]);
    await smsbox.waitFor(/Connected to bearerbox/);
    const phone = start(FAKESMSC, ['-H', '127.0.0.1', '-r', String(handset), '-m', '0', 'nobody nowhere text nop']);
    await bearerbox.waitFor(/Fakesmsc client connected/);
    return {
      url: `http://127.0.0.1:${sendSms}/cgi-bin/sendsms`,
      username: 'countersign',
      password: 'kannel-password',
      get texts() {
        return textsOf(phone.output());
      },
      async waitForText(count) {
        await phone.waitFor(new RegExp(`Got message ${count}: <.*>`));
        const text = textsOf(phone.output())[count - 1];
        if (text === undefined) throw new Error(`fakesmsc printed what is no text:\n${phone.output()}`);
        return text;
      },
      async reply(from, to, text) {
        const sender = start(FAKESMSC, [
          '-H',
          '127.0.0.1',
          '-r',
          String(replies),
          '-i',
          '0.05',
          '-m',
          '1',
          `${from} ${to} text ${text}`,
        ]);
        await sender.waitFor(/sent message 1/);
        await sender.end();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function textsOf(output: string): HandsetText[] {
  return [...output.matchAll(/Got message \d+: <(\S+) (\S+) text (.*)>/g)].map(([, from = '', to = '', text = '']) => ({
    from,
    to,
    text,
  }));
}

type Program = { output(): string; waitFor(pattern: RegExp): Promise<void>; end(): Promise<void> };

function startProgram(path: string, parameters: readonly string[], folder: string): Program {
  const child: ChildProcess = spawn(path, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let wake = (): void => undefined;
  const add = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
    wake();
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += `\n${error.message}`;
      resolve();
    });
    child.once('close', () => resolve());
  });
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
    wake();
  });
  return {
    output: () => output,
    async waitFor(pattern) {
      const until = Date.now() + STARTS_WITHIN_MILLISECONDS;
      while (!pattern.test(output)) {
        if (isEnded || Date.now() > until) throw new Error(`${path}: no ${pattern} in:\n${output.slice(-4_000)}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 200);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    async end() {
      // bearerbox would first wait for its boxes: nothing of this folder is kept.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

type Ports = Readonly<Record<'admin' | 'boxes' | 'handset' | 'replies' | 'sendSms', number>>;

function configuration(options: Ports & { readonly inboundUrl: string; readonly folder: string }): string {
  const { admin, boxes, handset, replies, sendSms, inboundUrl, folder } = options;
  return `group = core
admin-port = ${admin}
admin-interface = 127.0.0.1
admin-password = admin
smsbox-port = ${boxes}
smsbox-interface = 127.0.0.1
dlr-storage = internal
store-type = file
store-location = ${join(folder, 'store')}
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = handset
host = 127.0.0.1
port = ${handset}
connect-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = replies
host = 127.0.0.1
port = ${replies}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${boxes}
sendsms-port = ${sendSms}
sendsms-interface = 127.0.0.1
global-sender = 3600
http-request-retry = 3
http-queue-delay = 1

group = sendsms-user
username = countersign
password = kannel-password
forced-smsc = handset
concatenation = true
max-messages = 4

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "${inboundUrl}?from=%p&text=%b"
`;
}

/** Taken all at once, so that they differ; free again when this answers. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
