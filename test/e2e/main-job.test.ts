/** The main job by mouse: tokens in, client in, a sign-in verified by real peers and seen live, both test forms. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, heading, type OpenedConsole, openConsole, openSection, signIn } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp } from '../support/totp.ts';

const missing = missingPrograms(CHROMIUM, 'radclient', 'oathtool');
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SHARED_SECRET = 'a shared secret of the end to end tests';
let opened: OpenedConsole;

/** "Access-Accept" or "Access-Reject", as radclient read it. */
function radclient(username: string, password: string): string {
  const { stdout } = spawnSync(
    'radclient',
    ['-x', '-r', '1', '-t', '5', `127.0.0.1:${opened.engine.radiusPort}`, 'auth', SHARED_SECRET],
    { input: `User-Name="${username}",User-Password="${password}",Message-Authenticator=0x00\n`, encoding: 'utf8' },
  );
  return /Received (\S+)/.exec(stdout)?.[1] ?? `nothing: ${stdout}`;
}

describe.skipIf(missing !== '')(`main job by mouse ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/', 'Status');
  }, 60_000);
  afterAll(() => opened?.close());

  it('a six-column CSV goes through the wizard: the preview shows each row with the code of the device', async () => {
    const { page } = opened;
    await openSection(page, 'OATH Tokens');
    await page.getByRole('link', { name: 'Import tokens' }).click();
    await heading(page, 'Import tokens').waitFor();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      // The text lets the mouse through to the area behind it, which takes the press.
      page.getByText('Drop the file of the maker here, or press to choose it').click({ force: true }),
    ]);
    await chooser.setFiles({ name: 'tokens.csv', mimeType: 'text/csv', buffer: Buffer.from(tokensCsv(3, SEED)) });
    await page.getByLabel('Create users that do not exist yet').check();
    await page.getByRole('button', { name: 'Check the file' }).click();
    const row = page.getByRole('grid', { name: 'Rows of the file' }).getByRole('row').filter({ hasText: 'user0' });
    await row.waitFor();
    const bounds = [currentTotp(SEED), ((await row.textContent()) ?? '').replaceAll(/\s/g, ''), currentTotp(SEED)] as const;
    expect(bounds[1]).toContain('S0');
    expect(bounds[1].includes(bounds[0]) || bounds[1].includes(bounds[2])).toBe(true);
    await page.getByRole('button', { name: 'Import 3 tokens and create 3 users' }).click();
    await page.getByRole('heading', { name: '3 tokens imported' }).waitFor();
  });

  it('the tokens and their users are in the lists', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Show the tokens' }).click();
    await page.getByRole('grid', { name: 'OATH Tokens' }).getByRole('row').filter({ hasText: 'S2' }).getByText('user2').waitFor();
    await openSection(page, 'Users');
    const users = page.getByRole('grid', { name: 'Users' });
    for (const name of ['user0', 'user1', 'user2']) await users.getByRole('link', { name }).waitFor();
  });

  it('a RADIUS client is added and its page opens', async () => {
    const { page } = opened;
    await openSection(page, 'RADIUS Authentication');
    await page.getByRole('button', { name: 'Add client' }).first().click();
    const drawer = page.getByRole('dialog', { name: 'Add RADIUS client' });
    await drawer.getByRole('button', { name: 'Add client' }).click();
    await drawer.getByText('Enter the secret that the device has too, or generate one').waitFor();
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Demo VPN');
    await drawer.getByLabel('IP address or network').fill('127.0.0.1');
    await drawer.getByLabel(/^Shared secret/).fill(SHARED_SECRET);
    await drawer.getByRole('button', { name: 'Add client' }).click();
    await heading(page, 'Demo VPN').waitFor();
    await page.getByText('No request has come from this client since the server started.').waitFor();
  });

  it('attempts of a real RADIUS client appear in the log while it is open, with result and reason', async () => {
    const { page } = opened;
    await openSection(page, 'Authentication log');
    await page.getByText('No attempts yet').waitFor();
    const code = currentTotp(SEED);
    expect(radclient('user0', code)).toBe('Access-Accept');
    const rows = page.getByRole('grid', { name: 'Authentication log' }).getByRole('row').filter({ hasText: 'user0' });
    const granted = rows.filter({ hasText: 'The code was right.' });
    await granted.waitFor();
    expect(await granted.textContent()).toContain('Demo VPN');
    expect(radclient('user0', code)).toBe('Access-Reject');
    await rows.nth(1).waitFor();
    expect(await rows.first().textContent()).not.toContain('The code was right.');
  });

  it('a row opens the whole story of its attempt', async () => {
    const { page } = opened;
    const grid = page.getByRole('grid', { name: 'Authentication log' });
    await grid.getByText('The code was right.').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('S0').waitFor();
    const story = await drawer.textContent();
    for (const fact of ['user0', 'Demo VPN', '127.0.0.1', 'otp-verified']) expect(story).toContain(fact);
    expect(story, 'a key in place of its text').not.toMatch(/reason\.|next$/);
    expect(page.url()).toMatch(/attempt=\d+/);
    await drawer.getByRole('button', { name: 'Close' }).click();
    await drawer.waitFor({ state: 'hidden' });
  });

  it('the log is exported as CSV with what it shows and no code in it', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^CSV/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('user0');
    expect(lines.join('\n')).not.toContain(SEED);
  });

  it('the test form of the client gets the reply that the device would get', async () => {
    const { page } = opened;
    await openSection(page, 'RADIUS Authentication');
    await page.getByRole('grid').getByRole('link', { name: 'Demo VPN' }).click();
    const test = page.getByRole('region', { name: 'Test', exact: true });
    await test.getByLabel('Username').fill('user1');
    await test.getByLabel('Code', { exact: true }).fill(currentTotp(SEED));
    await test.getByRole('button', { name: 'Send request' }).click();
    await test.getByText('Access-Accept').waitFor();
  });

  it('Test… of a user verifies the code and says why it refuses it the second time', async () => {
    const { page } = opened;
    await openSection(page, 'Users');
    await page.getByRole('grid', { name: 'Users' }).getByRole('link', { name: 'user2' }).click();
    await heading(page, 'user2').waitFor();
    await page.getByRole('button', { name: 'Test…' }).click();
    const drawer = page.getByRole('dialog');
    const code = currentTotp(SEED);
    await drawer.getByLabel('Code').fill(code);
    await drawer.getByRole('button', { name: 'Run the test' }).click();
    await drawer.getByText('The code was right.').waitFor();
    await drawer.getByLabel('Code').fill(code);
    await drawer.getByRole('button', { name: 'Run the test' }).click();
    await drawer.getByText('The code was right.').waitFor({ state: 'hidden' });
    await drawer.getByText('What to do').waitFor();
    await drawer.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('list', { name: 'Last attempts' }).getByRole('listitem').nth(1).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
