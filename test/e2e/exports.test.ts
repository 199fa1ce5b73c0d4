/** Export from the console: menu, dialog, the browser's download, cancel, and a file that cannot be made. SCREENSHOTS leaves pictures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import { attemptLog } from '../support/attempt-log.ts';
import { axeFindings } from '../support/axe.ts';
import {
  CHROMIUM,
  COLOR_SCHEMES,
  capture,
  heading,
  type OpenedConsole,
  openConsole,
  showScheme,
  signIn,
} from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { random } from '../support/store.ts';

/** Enough that an export takes a while, and is still seen running. */
const ATTEMPTS = 120_000;
const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;

const go = (path: string) => opened.page.goto(new URL(path, opened.engine.consoleAddress).href);
const choose = async (format: RegExp) => {
  await opened.page.getByRole('button', { name: 'Export', exact: true }).click();
  await opened.page.getByRole('menuitem', { name: format }).click();
};

describe.skipIf(missing !== '')(`exports in the console ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({
      hasOperator: true,
      fill: async (folder) => {
        const store = await openStore({ folder, random, clock: { now: Date.now } });
        await store.close();
        const until = Date.now() - 60_000;
        const log = attemptLog({ count: ATTEMPTS, from: until - 20 * 86_400_000, until, users: 50, applications: 3 });
        insertAttemptHistory(join(folder, DATABASE_FILE), log);
      },
    });
    await signIn(opened, '/log', 'Authentication log');
  }, 120_000);
  afterAll(() => opened?.close());

  it('saves what the filters show, with the columns of the table', async () => {
    const { page } = opened;
    await go('/log?period=last-month&result=138');
    await heading(page, 'Authentication log').waitFor();
    const saved = page.waitForEvent('download');
    await choose(/^CSV/);
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^authentication-log-\d{4}-\d\d-\d\d.*\.csv$/);
    const [header = '', ...lines] = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(header).toMatch(/^\uFEFFtime,username,application,method,mode,granted,result_label,/);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => !line.includes('OATH Code Incorrect'))).toEqual([]);
    await page.getByText(new RegExp(`saved with ${new Intl.NumberFormat('en-GB').format(lines.length)} rows`)).waitFor();
  });

  it('tells how far it is, and leaves nothing when it is cancelled', async () => {
    const { page } = opened;
    await go('/log?period=last-month');
    await heading(page, 'Authentication log').waitFor();
    const downloads: string[] = [];
    page.on('download', (download) => downloads.push(download.suggestedFilename()));
    await choose(/^Excel/);
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByText(/rows? written/).waitFor();
    for (const scheme of COLOR_SCHEMES) {
      await showScheme(page, scheme);
      expect(await axeFindings(page, '[role=dialog]')).toEqual([]);
    }
    await showScheme(page, 'light');
    await capture(page, 'export-running');
    // The keyboard alone: the focus is on Cancel.
    await page.keyboard.press('Enter');
    await page.getByText('Export cancelled. Nothing was saved.').waitFor();
    expect(downloads).toEqual([]);
  });

  it('offers the four formats by keyboard', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Export', exact: true }).focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    expect(await items.allInnerTexts()).toEqual([
      'Excel workbook',
      'CSV, for scripts and spreadsheets',
      'PDF, to print and to file',
      'JSON, for programs',
    ]);
    await capture(page, 'export-menu');
    await page.keyboard.press('Escape');
  });
});
