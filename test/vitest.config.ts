import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Of expect.poll: what a busy machine takes; a condition that comes sooner ends it sooner.
    expect: { poll: { timeout: 5_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{protocols,engine,architecture,renderer,electron}/**/*.test.ts'],
          // It imports electron, which the tests replace.
          server: { deps: { inline: ['electron-store'] } },
        },
      },
      {
        extends: true,
        test: { name: 'flows', include: ['test/{store,api,flows,contract,adapters,cli}/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'peers', include: ['test/peers/**/*.test.ts'], testTimeout: 180_000, fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A browser waits as long as it works: two files at once take three quarters of the time on two processors.
          maxWorkers: 2,
          globalSetup: ['test/support/built-console.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['test/e2e-electron/**/*.test.ts'],
          globalSetup: ['test/support/electron-program.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
