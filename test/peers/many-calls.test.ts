/** Many people who sign in at the same moment, by Debian's sipp; test/bench/voice-sign-ins.ts does the same with 200. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultNumber } from '../../shared/authentication-results.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { SIPP_PROGRAMS, startSipp } from '../support/sipp.ts';

const missing = missingPrograms(...SIPP_PROGRAMS);
const COUNT = 40;

describe.skipIf(missing !== '')(`many phone calls at once by sipp ${missing}`, () => {
  let world: SignInWorld;
  let application = '';
  beforeAll(async () => {
    world = await startSignInWorld({ hasGateway: false });
    application = await world.newApplication('VPN', { timeoutSeconds: 60 });
    await world.sayShortly('fraud-greeting-standard', 'authentication-successful');
  }, 30_000);
  afterAll(async () => {
    await world.close();
  });

  it('are all answered, heard and granted, each once', async () => {
    const sipp = await startSipp({ scenario: 'key-after-pause', callCount: COUNT, keywords: { milliseconds: '2500' } });
    await world.addTrunk('sipp', sipp.port, { callsAtOnceMax: COUNT, callsPerSecondMax: 100 });
    // Names of one length: the log is searched by how a name begins.
    const usernames = Array.from({ length: COUNT }, (_, at) => `user${100 + at}`);
    for (const [at, username] of usernames.entries()) {
      const phone = `6${String(at).padStart(8, '0')}`;
      await world.newUser(username, { method: 'phone-call', mode: 'standard', countryCode: '31', phone });
    }
    const replies = await Promise.all(
      usernames.map((username) => world.signIn({ from: application, username, password: '' }, 55_000)),
    );
    expect(replies.map((reply) => reply?.kind)).toEqual(usernames.map(() => 'accept'));
    expect(await sipp.ended()).toBeUndefined();
    const attempts = await Promise.all(usernames.map(world.attempts));
    expect(attempts).toMatchObject(usernames.map(() => [{ result: resultNumber('NO_PIN_ENTERED'), gatewayName: 'sipp' }]));
    // A call ends after the answer to who waits for it.
    const calls = async () => (await world.api.calls.list({ limit: 500 })).rows;
    await expect.poll(async () => (await calls()).length, { timeout: 10_000 }).toBe(COUNT);
    const rows = await calls();
    for (const row of rows) {
      expect(row).toMatchObject({ how: 'hung-up', sipStatus: 200 });
      expect(row.sentPackets).toBeGreaterThan(50);
    }
    expect(world.errors).toEqual([]);
  }, 60_000);
});
