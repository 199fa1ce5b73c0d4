// What `npm start`, `npm test`, `npm run countersign` and `npm run bench` run first: plain JavaScript for any Node
// from 18 on, with nothing installed. It installs what the lock file names, builds the console when it is stale,
// and hands over to Node 24. Everything it says goes to standard error: standard output belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED_NODE_MAJOR = 24;
const INSTALL_STAMP = 'node_modules/.countersign-stamp';
const CONSOLE_STAMP = 'build/renderer/.stamp';
const CONSOLE_SOURCES = ['renderer', 'shared', 'package-lock.json'];
const DESKTOP_STAMP = 'build/app/.stamp';
const DESKTOP_SOURCES = ['main', 'preload', 'shared', 'package.json', 'package-lock.json'];
/** Milliseconds after which the lock of a set-up that was killed counts as left over. */
const LOCK_LIFETIME_MILLISECONDS = 10 * 60 * 1000;
const LOCK_POLL_MILLISECONDS = 500;

const say = (text) => process.stderr.write(`countersign: ${text}\n`);
const fail = (text) => {
  say(text);
  process.exit(1);
};

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => filesBelow(join(path, entry.name)))
    .sort();
}

/** SHA-256 over names and contents: a changed, added or removed file changes it. */
export function fingerprint(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of filesBelow(path)) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** True when `stamp` was not written for this `print`. */
export function isStale(root, stamp, print) {
  const path = join(root, stamp);
  return !existsSync(path) || readFileSync(path, 'utf8').trim() !== print;
}

/** The Node 24 that was installed as a dependency, or undefined. */
function installedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return [join(ROOT, 'node_modules/node/bin', name), join(ROOT, 'node_modules/.bin', name)].find((path) => existsSync(path));
}

function sleepSync(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Two calls at once must not install or build into each other: the second waits. */
function withLock(work) {
  const lock = join(ROOT, '.setup-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`SETUP_FAILED: ${error.message}. Check that this folder can be written.`);
      if (Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs > LOCK_LIFETIME_MILLISECONDS)
        rmSync(lock, { recursive: true, force: true });
      else sleepSync(LOCK_POLL_MILLISECONDS);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  const onSignal = () => {
    release();
    process.exit(130);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return work();
  } finally {
    release();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** Runs a program quietly; its output is shown only when it fails. */
function runQuietly(what, command, args, env) {
  const isShellNeeded = process.platform === 'win32' && command === 'npm';
  const result = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
    shell: isShellNeeded,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(
    `SETUP_FAILED: ${what} failed${result.error ? ` (${result.error.message})` : ''}. The lines above say why; mend it and run the same command again.`,
  );
}

function ensureInstalled() {
  const print = fingerprint(ROOT, ['package-lock.json']);
  if (!isStale(ROOT, INSTALL_STAMP, print) && installedNode()) return;
  withLock(() => {
    if (!isStale(ROOT, INSTALL_STAMP, print) && installedNode()) return;
    say(
      existsSync(join(ROOT, 'node_modules'))
        ? 'packages are older than package-lock.json: installing them again.'
        : 'installing packages (first run).',
    );
    runQuietly('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(join(ROOT, INSTALL_STAMP), `${print}\n`);
  });
}

/** Node 24's path. Fails in words: under Node 20 better-sqlite3 ends in a segmentation fault, not an error. */
function ensureNode() {
  const node = installedNode();
  if (!node)
    fail(
      'SETUP_FAILED: the package "node" did not install its program for this machine. Delete node_modules and run the command again.',
    );
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  if (major !== NEEDED_NODE_MAJOR)
    fail(
      `SETUP_FAILED: Node ${NEEDED_NODE_MAJOR} is needed, but node_modules has ${version || 'one that does not start'}. Delete node_modules and run the command again.`,
    );
  return node;
}

/** The builds of the console and of the program that Electron runs. */
const CONSOLE = { what: 'the console', stamp: CONSOLE_STAMP, sources: CONSOLE_SOURCES, configs: ['renderer/vite.config.ts'] };
const DESKTOP = {
  what: 'the desktop program',
  stamp: DESKTOP_STAMP,
  sources: DESKTOP_SOURCES,
  configs: ['main/vite.config.ts', 'preload/vite.config.ts'],
};

/** Builds what has changed since the last build. */
function ensureBuilt(node, { what, stamp, sources, configs }) {
  const print = fingerprint(ROOT, sources);
  if (!isStale(ROOT, stamp, print)) return;
  withLock(() => {
    if (!isStale(ROOT, stamp, print)) return;
    say(`building ${what}.`);
    for (const config of configs)
      runQuietly(`the build of ${what}`, node, [
        'node_modules/vite/bin/vite.js',
        'build',
        '--config',
        config,
        '--logLevel',
        'warn',
      ]);
    writeFileSync(join(ROOT, stamp), `${print}\n`);
  });
}

export const ensureConsole = (node) => ensureBuilt(node, CONSOLE);

/** Only where there is an Electron to run it. */
function ensureDesktop(node) {
  if (existsSync(join(ROOT, 'node_modules/electron/path.txt'))) ensureBuilt(node, DESKTOP);
}

/** Starts Node 24 in the caller's own terminal and folder, passes signals on, resolves with its exit status. */
function run(node, args, cwd) {
  return new Promise((resolve) => {
    const path = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
    // Compiled code is kept: a start is faster, and 40 MB smaller without the stripper of types in memory.
    const env = { NODE_COMPILE_CACHE: join(ROOT, 'build', 'compile-cache'), ...process.env, PATH: path };
    const child = spawn(node, args, { stdio: 'inherit', cwd, env });
    const pass = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
    child.on('error', (error) => fail(`SETUP_FAILED: Node did not start: ${error.message}`));
    child.on('exit', (code, signal) => resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
  });
}

const tool = (path) => join(ROOT, 'node_modules', path);
const VITEST = [tool('vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts'];
const TEST_STEPS = [
  ...['main/tsconfig.pure.json', 'main', 'preload', 'renderer', 'test'].map((project) => [
    `types of ${project}`,
    [tool('typescript/bin/tsc'), '-p', project],
  ]),
  ['lint', [tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  [
    'layers',
    [
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      'test/architecture/layers.cjs',
      'main',
      'shared',
      'renderer',
      'preload',
    ],
  ],
  ['dead code', [tool('knip/bin/knip.js')]],
  ['unit and flow tests', [...VITEST, '--project', 'unit', '--project', 'flows']],
  ['peers and end to end', [...VITEST, '--project', 'peers', '--project', 'e2e', '--project', 'electron']],
];

async function runTests(node, args) {
  if (args.length > 0) return run(node, [...VITEST, ...args], ROOT);
  const failed = [];
  for (const [name, step] of TEST_STEPS) {
    say(name);
    if ((await run(node, step, ROOT)) !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`failed: ${failed.join(', ')}.`);
  process.stdout.write(`steps: ${TEST_STEPS.length - failed.length} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

async function main([job, ...args]) {
  ensureInstalled();
  const node = ensureNode();
  if (job === 'start' || job === 'test' || job === 'bench') ensureConsole(node);
  if (job === 'start') ensureDesktop(node);
  if (job === 'start') return run(node, [join(ROOT, 'main/launch.ts'), ...args]);
  if (job === 'countersign') return run(node, [join(ROOT, 'main/cli/index.ts'), ...args]);
  if (job === 'bench') return run(node, [join(ROOT, 'test/bench/run.ts'), ...args], ROOT);
  if (job === 'test') return runTests(node, args);
  say('usage: node main/bootstrap.mjs start|test|countersign|bench [arguments]');
  return 2;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
