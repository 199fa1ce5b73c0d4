/** The server stops while somebody types: nothing typed is lost, and it can be saved when the server is back. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, enterPassword, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { mustRun, serveEngine } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
const TYPED = 'Typed while the server stopped';
let opened: OpenedConsole;

describe.skipIf(missing !== '')(`lost connection ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await mustRun(['user', 'add', 'user1', '--json', '--data', opened.engine.folder]);
    await signIn(opened, '/users/1', 'user1');
    await opened.page.getByLabel('First name').fill(TYPED);
  }, 60_000);
  afterAll(() => opened?.close());

  it('a banner says that the server is gone, and what was typed stays', async () => {
    const { page, engine } = opened;
    await engine.stop();
    await page.getByRole('alert').getByText('Not connected to the server').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe(TYPED);
  });

  it('saving meanwhile is refused in words and loses nothing', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').nth(1).waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe(TYPED);
  });

  it('when the server is back the banner goes, and the text can be saved', async () => {
    const { page } = opened;
    const port = new URL(opened.engine.consoleAddress).port;
    opened.engine = await serveEngine(opened.engine.folder, ['--console-port', port]);
    const signInAgain = heading(page, 'Sign in');
    const banner = page.getByRole('alert').getByText('Not connected to the server');
    const tryNow = page.getByRole('button', { name: 'Try now' });
    // The console may come back by itself while the button is being reached for.
    await Promise.race([tryNow.click().catch(() => undefined), banner.waitFor({ state: 'hidden' })]);
    await banner.waitFor({ state: 'hidden' });
    if (await signInAgain.isVisible()) await enterPassword(page);
    await heading(page, 'user1').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe(TYPED);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('There are unsaved changes').waitFor({ state: 'hidden' });
    await page.reload();
    await heading(page, 'user1').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe(TYPED);
    expect(opened.faults).toEqual([]);
  });

  it('a server that dies at once is missed just as well', async () => {
    const { page } = opened;
    const ended = once(opened.engine.process, 'exit');
    opened.engine.process.kill('SIGKILL');
    await ended;
    await page.getByRole('alert').getByText('Not connected to the server').waitFor();
  });
});
