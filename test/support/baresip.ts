/**
 * Debian's baresip as a phone: it takes every call at once, keeps what it hears as a WAV file and presses keys by RFC 4733.
 * Loopback only, with an account that is nowhere registered and a configuration of its own in a temporary folder.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav, writeWav } from '../../main/protocols/rtp/wav.ts';
import { freeUdpPorts } from './sipp.ts';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from './test-certificate.ts';

const MODULES = '/usr/lib/baresip/modules';
export const BARESIP_PROGRAMS = [
  'baresip',
  ...['aufile', 'ctrl_tcp', 'sndfile', 'srtp'].map((name) => `${MODULES}/${name}.so`),
] as const;

export type Baresip = {
  readonly port: number;
  /** Resolves when baresip has taken the order. */
  press(key: string): Promise<void>;
  /** Of the call that has ended last, from its answer: samples at 8000 Hz, -1 to 1; undefined while there is none. */
  heard(): Float32Array | undefined;
  /** Calls since it was started. */
  answeredCount(): number;
  stop(): Promise<void>;
};

const RATE_HERTZ = 8_000;
/** What the phone itself says; a call that lasts longer ends. */
const SILENCE_SECONDS = 60;
const STARTS_WITHIN_MILLISECONDS = 10_000;
const ANSWERS_WITHIN_MILLISECONDS = 5_000;

/** `user`: what it is called by. `overTls`: with sound by SRTP alone, keys in the description. */
export async function startBaresip(user: string, overTls = false): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'baresip-'));
  const [port = 0, control = 0] = await freeUdpPorts(2);
  writeFileSync(join(folder, 'silence.wav'), writeWav(new Int16Array(RATE_HERTZ * SILENCE_SECONDS), RATE_HERTZ));
  writeFileSync(join(folder, 'config'), configuration(folder, port, control));
  writeFileSync(join(folder, 'certificate.pem'), `${TEST_CERTIFICATE}${TEST_CERTIFICATE_KEY}`);
  const encryption = overTls ? ';mediaenc=srtp-mand' : '';
  const account = `<sip:${user}@127.0.0.1>;regint=0;answermode=auto;audio_codecs=pcma,pcmu${encryption}`;
  writeFileSync(join(folder, 'accounts'), `${account}\n`);
  const child = spawn('baresip', ['-f', folder], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let problem: string | undefined;
  child.stdout.on('data', (text) => (printed += text));
  child.stderr.on('data', (text) => (printed += text));
  const exited = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      problem = error.message;
      resolve();
    });
    child.on('exit', () => resolve());
  });
  for (let waited = 0; !printed.includes('baresip is ready'); waited += 20) {
    if (problem !== undefined || child.exitCode !== null || waited > STARTS_WITHIN_MILLISECONDS) {
      child.kill();
      throw new Error(`baresip did not start: ${problem ?? printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    // It takes TLS one port above UDP and TCP.
    port: overTls ? port + 1 : port,
    press: (key) => order(control, 'sndcode', key),
    heard: () => lastRecording(folder),
    answeredCount: () => printed.split('Call established').length - 1,
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number, control: number): string {
  return [
    `sip_listen 127.0.0.1:${port}`,
    `sip_certificate ${folder}/certificate.pem`,
    'net_interface 127.0.0.1',
    // The bridge has no other end: what is heard goes through the filter that keeps it, and nowhere else.
    'audio_player aubridge,ear',
    'audio_alert aubridge,ear',
    `audio_source aufile,${folder}/silence.wav`,
    `snd_path ${folder}`,
    'rtp_ports 40000-40999',
    'jitter_buffer_delay 5-10',
    `module_path ${MODULES}`,
    ...['g711', 'srtp', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    'module_tmp account.so',
    ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    '',
  ].join('\n');
}

/** A command as a netstring of JSON, and its answer. */
function order(port: number, command: string, params: string): Promise<void> {
  const text = JSON.stringify({ command, params, token: command });
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${text.length}:${text},`));
    socket.setTimeout(ANSWERS_WITHIN_MILLISECONDS, () => socket.destroy(new Error(`baresip does not answer ${command}`)));
    socket.on('error', reject);
    socket.once('data', (answer) => {
      socket.end();
      if (String(answer).includes('"ok":true')) resolve();
      else reject(new Error(`baresip refuses ${text}: ${answer}`));
    });
  });
}

/** Files of the decoder; the name has the time. */
function lastRecording(folder: string): Float32Array | undefined {
  const name = readdirSync(folder)
    .filter((file) => file.endsWith('-dec.wav'))
    .sort()
    .at(-1);
  if (name === undefined) return undefined;
  const sound = readWav(readFileSync(join(folder, name)));
  if ('reason' in sound) throw new Error(`what baresip heard is no WAV: ${sound.reason}`);
  return sound.samples;
}
