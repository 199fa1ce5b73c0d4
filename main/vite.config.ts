/**
 * The program that Electron runs: every file of main/ and shared/ as JavaScript under build/app, each at its own path,
 * so that the addresses of worker threads and of package.json mean the same as in the sources.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'build/app');

/** Files that are started by their address: hosts, command line and threads. */
const ENTRIES = [
  'main/electron/start.ts',
  'main/cli/index.ts',
  'main/workers/import.ts',
  'main/workers/export.ts',
  'main/workers/media.ts',
  'main/workers/recording.ts',
  'main/store/sqlite/writer.ts',
  'main/store/sqlite/reader.ts',
  'main/store/sqlite/copier.ts',
];

const WORKER_ADDRESS = /new URL\((['"`])(\.{1,2}\/[^'"`]+)\.ts\1, import\.meta\.url\)/g;

/** A thread's file is named by its address, which no bundler follows: it ends in .js now. */
function javaScriptAddresses(): Plugin {
  return {
    name: 'countersign-worker-addresses',
    renderChunk: (code) => ({ code: code.replaceAll(WORKER_ADDRESS, 'new URL($1$2.js$1, import.meta.url)'), map: null }),
  };
}

/** main/version.ts reads it, and Electron finds its first file by it. */
function packageFile(): Plugin {
  return {
    name: 'countersign-package-file',
    writeBundle: ({ dir = OUT }) => {
      const { name, version, license, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
      const file = { name, version, license, description, type: 'module', main: 'main/electron/start.js' };
      writeFileSync(join(dir, 'package.json'), `${JSON.stringify(file, null, 2)}\n`);
    },
  };
}

/** main/adapters/voice/delivered-recordings.ts reads them, at the same path as in the sources. */
function recordings(): Plugin {
  const FOLDER = 'main/recordings';
  return {
    name: 'countersign-recordings',
    writeBundle: ({ dir = OUT }) =>
      cpSync(join(ROOT, FOLDER), join(dir, FOLDER), {
        recursive: true,
        filter: (path) => !/\.(ts|md)$/.test(path),
      }),
  };
}

export default defineConfig({
  root: ROOT,
  // What the packages in node_modules are stays there: two of them are native.
  ssr: { external: true, noExternal: [] },
  publicDir: false,
  plugins: [javaScriptAddresses(), packageFile(), recordings()],
  build: {
    ssr: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: ENTRIES.map((path) => join(ROOT, path)),
      external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id),
      output: {
        format: 'es',
        preserveModules: true,
        preserveModulesRoot: ROOT,
        entryFileNames: '[name].js',
      },
    },
  },
});
