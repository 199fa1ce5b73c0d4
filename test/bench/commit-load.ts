/** Commits a second through the store: spend a time step, admit the user, record the attempt. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/store/sqlite/open.ts';
import type { TokenId, UserId } from '../../shared/ids.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { acceptStep, audit, random } from '../support/store.ts';

const USERS = Number(process.argv[2] ?? 10_000);
const IN_FLIGHT = Number(process.argv[3] ?? 128);
const COMMITS = Number(process.argv[4] ?? 200_000);
const READS = process.argv[5] === 'reads';

const folder = mkdtempSync(join(process.argv[6] ?? tmpdir(), 'countersign-bench-'));
const store = await openStore({ folder, random, clock: { now: () => Date.now() } });
const names = Array.from({ length: USERS }, (_, i) => `user${i}`);
const rows = names.map((username, i) => ({
  serial: `T${i}`,
  sealedSeed: Buffer.from(store.box.seal(random.bytes(20), `token-seed:t${i}`)).toString('base64'),
  type: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
  counter: '0',
  driftSteps: 0,
  manufacturer: '',
  model: '',
  username,
  createsUser: true,
}));
userFieldsSchema.parse({ username: 'x' });
const importStart = performance.now();
await store.write('tokens.import', { rows: new TextEncoder().encode(JSON.stringify(rows)) }, audit);
const importSeconds = (performance.now() - importStart) / 1000;

let sent = 0;
const cpu = process.cpuUsage();
const start = performance.now();
const run = async () => {
  while (sent < COMMITS) {
    const i = sent;
    sent += 1;
    const index = (i * 7919) % USERS;
    if (READS) await store.authentication.findSubject(names[index] ?? '');
    const id = index + 1;
    await store.commit(acceptStep(id as TokenId, id as UserId, 59_000_000 + i, Date.now()));
  }
};
await Promise.all(Array.from({ length: IN_FLIGHT }, run));
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({
    users: USERS,
    inFlight: IN_FLIGHT,
    importSeconds,
    commitsPerSecond: Math.round(COMMITS / seconds),
    cpuMicrosecondsPerCommit: (used.user + used.system) / COMMITS,
    rssMegabytes: Math.round(process.memoryUsage().rss / 1e6),
  })}\n`,
);
await store.close();
rmSync(folder, { recursive: true });
