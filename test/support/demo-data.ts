/** A small organisation for screens and pictures: users with tokens, three RADIUS clients, attempts of several results. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, type ServedEngine } from './engine-process.ts';
import { currentTotp } from './totp.ts';

const DEMO_SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SHARED_SECRET = 'a shared secret of the demo data';
const HEADER = 'upn,serial number,secret key,time interval,manufacturer,model';
const PEOPLE = [
  'anna.jansen',
  'bert.de.vries',
  'carla.rossi',
  'david.kim',
  'eva.novak',
  'farid.haddad',
  'greta.lind',
  'hugo.silva',
];

/** Good rows, one in doubt, one twice, one without a secret: each state of the preview. */
export const DEMO_PREVIEW_CSV = `${[
  HEADER,
  ...['ines.moreau', 'jonas.weber', 'klara.horvat'].map((name, i) => `${name}@example.org,DE-20${i},${DEMO_SEED},30,Demo,C200`),
  `lars.berg@example.org,DE-200,${DEMO_SEED},30,Demo,C200`,
  'mia.costa@example.org,DE-204,,30,Demo,C200',
  'nils.olsen@example.org,DE-205,not a secret!,30,Demo,C200',
].join('\n')}\n`;

export function signInByRadius(engine: ServedEngine, username: string, password: string, caller: string): void {
  spawnSync('radclient', ['-r', '1', '-t', '5', `127.0.0.1:${engine.radiusPort}`, 'auth', SHARED_SECRET], {
    input: `User-Name="${username}",User-Password="${password}",Calling-Station-Id="${caller}",Message-Authenticator=0x00\n`,
  });
}

/** Takes the served engine's command line and RADIUS port, as real ones would. */
export async function fillDemo(engine: ServedEngine): Promise<void> {
  const data = ['--json', '--data', engine.folder];
  const file = join(engine.folder, '..', 'demo-tokens.csv');
  const rows = PEOPLE.map((name, i) => `${name}@example.org,DE-10${i},${DEMO_SEED},30,Demo,C200`);
  writeFileSync(file, `${HEADER}\n${rows.join('\n')}\n`);
  await mustRun(['token', 'import', file, '--create-users', ...data]);
  await mustRun(['user', 'add', 'ward.peeters@example.org', '--method', 'phone-call', ...data]);
  await mustRun([
    'radius-client',
    'add',
    'vpn-gateway-1',
    '127.0.0.1',
    '--secret',
    SHARED_SECRET,
    '--application',
    'Remote access VPN',
    ...data,
  ]);
  await mustRun(['radius-client', 'add', 'Citrix gateway', '192.0.2.20', '--secret', 'too short', ...data]);
  await mustRun(['radius-client', 'add', 'Branch firewalls', '198.51.100.0/24', '--secret', SHARED_SECRET, ...data]);
  for (const [i, name] of PEOPLE.entries()) {
    const username = `${name}@example.org`;
    const code = currentTotp(DEMO_SEED);
    if (i % 4 === 2) signInByRadius(engine, username, '271828', `198.51.100.${20 + i}`);
    signInByRadius(engine, username, code, `198.51.100.${20 + i}`);
    if (i === 5) signInByRadius(engine, username, code, '203.0.113.9');
  }
  signInByRadius(engine, 'administrator', '123456', '203.0.113.9');
  signInByRadius(engine, 'ward.peeters@example.org', '123456', '198.51.100.60');
  signInByRadius(engine, 'carla.rossi@example.org', '314159', '198.51.100.22');
  signInByRadius(engine, 'greta.lind@example.org', '12345', '198.51.100.26');
}
