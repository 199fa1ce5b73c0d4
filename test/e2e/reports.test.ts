/**
 * Reports and the authentication log in a real browser over a real engine: the numbers of totals, chart, table and log
 * are the same, by mouse and by keyboard; axe in light and dark, and no page that scrolls sideways.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, openSection, signIn } from '../support/console-browser.ts';
import { fillDemo, signInByRadius } from '../support/demo-data.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM, 'radclient', 'oathtool');
let opened: OpenedConsole;

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

async function open(path: string, title: string): Promise<void> {
  await opened.page.goto(new URL(path, opened.engine.consoleAddress).href);
  await heading(opened.page, title).waitFor();
}

const numberOf = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));
const totals = (page: Page, name: string): Locator =>
  page
    .locator('dl', { has: page.getByText('Success rate') })
    .locator('div', { hasText: name })
    .locator('dd');

/** Rows of the log as it stands, without its head; waits until there are `count`. */
async function expectLogRows(page: Page, count: number): Promise<void> {
  await heading(page, 'Authentication log').waitFor();
  const rows = page.getByRole('grid', { name: 'Authentication log' }).locator('tbody tr[data-index]');
  await rows.nth(count - 1).waitFor();
  await page.waitForTimeout(300);
  expect(await rows.count()).toBe(count);
}

describe.skipIf(missing !== '')(`reports ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/reports', 'Reports');
  }, 60_000);
  afterAll(() => opened?.close());

  it('say so while nothing has been counted', async () => {
    const { page } = opened;
    await page.getByRole('heading', { name: 'No attempts in the last 7 days' }).waitFor();
    await check('reports-empty');
    await open('/reports/authentications', 'Authentications');
    await page.getByRole('heading', { name: 'No attempts in this period' }).waitFor();
    await check('report-empty');
  });

  it('the gallery shows each report with its numbers, and opens it', async () => {
    const { page } = opened;
    await fillDemo(opened.engine);
    await openSection(page, 'Reports');
    const card = page.getByRole('listitem').filter({ hasText: 'How many people sign in' });
    await card.getByText(/\d+ attempts · [\d.]+% success/).waitFor({ timeout: 30_000 });
    await check('reports');
    await card.getByRole('link', { name: 'Authentications' }).click();
    await heading(page, 'Authentications').waitFor();
  });

  it('totals, table and log count the same', async () => {
    const { page } = opened;
    await open('/reports/authentications?period=today', 'Authentications');
    const table = page.getByRole('region', { name: 'Numbers of the chart' });
    await table.getByRole('row', { name: /^Total/ }).waitFor();
    const sums = await table
      .getByRole('row', { name: /^Total/ })
      .getByRole('cell')
      .allTextContents();
    expect(sums.slice(0, 3).map(numberOf)).toEqual([
      numberOf(await totals(page, 'Attempts').textContent()),
      numberOf(await totals(page, 'Granted').textContent()),
      numberOf(await totals(page, 'Denied').textContent()),
    ]);
    expect(numberOf(sums[0] ?? '')).toBeGreaterThan(10);
    await check('report-authentications');
    await totals(page, 'Denied').getByRole('link').click();
    await expectLogRows(page, numberOf(sums[2] ?? ''));
    await page.getByRole('list', { name: 'Filters that are set' }).getByText('Denied').waitFor();
  });

  it('a bar is reached by keyboard, says its numbers, and opens its attempts', async () => {
    const { page } = opened;
    await open('/reports/authentications?period=last-7-days', 'Authentications');
    const chart = page.getByRole('figure', { name: 'Authentications over time' });
    await chart.getByRole('link').first().focus();
    await page.keyboard.press('End');
    const bar = page.locator(':focus');
    const name = (await bar.getAttribute('aria-label')) ?? '';
    expect(name).toMatch(/: Attempts \d+, Granted \d+, Denied \d+/);
    await page.keyboard.press('Enter');
    await expectLogRows(page, Number(/Attempts (\d+)/.exec(name)?.[1]));
    expect(page.url()).toMatch(/period=custom.*from=\d+.*until=\d+/);
    await page.goBack();
    await heading(page, 'Authentications').waitFor();
  });

  it('period, split and filters stand in the address and survive a reload', async () => {
    const { page } = opened;
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'Last 30 days' }).click();
    await page.getByText('Result', { exact: true }).first().click();
    await page.getByRole('combobox', { name: 'Application' }).click();
    await page.getByRole('option', { name: 'Remote access VPN' }).click();
    await expect.poll(() => page.url()).toMatch(/period=last-30-days/);
    expect(page.url()).toContain('split=result');
    expect(page.url()).toContain('applicationName=');
    await page.reload();
    await page.getByRole('figure').getByText('OATH Code Verified').waitFor();
    await check('report-split');
  });

  it('own dates are asked for, and refused the wrong way round', async () => {
    const { page } = opened;
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'Own dates…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report between two days' });
    await dialog.getByLabel('First day').fill('2026-02-02');
    await dialog.getByLabel('Last day, included').fill('2026-02-01');
    await dialog.getByRole('button', { name: 'Show this period' }).click();
    await dialog.getByText('Enter two days, the last one not before the first').waitFor();
    await check('report-own-dates');
    await dialog.getByLabel('Last day, included').fill('2026-02-03');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('2 Feb 2026 – 3 Feb 2026').first().waitFor();
    expect(page.url()).toContain('period=custom');
  });

  it('a reason opens exactly its attempts', async () => {
    const { page } = opened;
    await open('/reports/denials-by-reason', 'Denials by reason');
    const rows = page.getByRole('table', { name: 'Denials by reason' }).locator('tbody tr');
    await rows.first().waitFor();
    const counts = await rows.locator('td:nth-of-type(2)').allTextContents();
    expect(counts.map(numberOf)).toEqual(counts.map(numberOf).toSorted((a, b) => b - a));
    await check('report-denials');
    const label = (await rows.first().getByRole('link').textContent()) ?? '';
    await rows.first().getByRole('link').click();
    await expectLogRows(page, numberOf(counts[0] ?? ''));
    const results = await page.getByRole('grid').locator('tbody tr[data-index]').filter({ hasText: label }).count();
    expect(results).toBe(numberOf(counts[0] ?? ''));
  });

  it('users are searched, sorted and opened', async () => {
    const { page } = opened;
    await open('/reports/user-summary', 'User summary');
    const grid = page.getByRole('grid', { name: 'User summary' });
    await grid.getByRole('row', { name: /anna\.jansen/ }).waitFor();
    await check('report-users');
    await grid.getByRole('button', { name: 'Denied' }).click();
    await expect.poll(() => page.url()).toContain('sort=denied');
    await page.getByLabel('Part of a username or name').fill('carla');
    await expect.poll(() => grid.locator('tbody tr[data-index]').count()).toBe(1);
    const row = grid.locator('tbody tr[data-index]');
    const attempts = numberOf(await row.locator('td').nth(2).textContent());
    await row.focus();
    await page.keyboard.press('Enter');
    await expectLogRows(page, attempts);
    expect(page.url()).toContain('userId=');
  });

  it('success rates are sorted, the lowest first', async () => {
    const { page } = opened;
    await open('/reports/success-rate', 'Success rate');
    await page
      .getByRole('table', { name: 'By application' })
      .getByRole('row', { name: /^Total/ })
      .waitFor();
    await check('report-success');
  });

  it('the busiest hours are walked by arrows, each with its number', async () => {
    const { page } = opened;
    await open('/reports/busiest-hours', 'Busiest hours');
    const map = page.getByRole('grid', { name: 'Attempts by weekday and hour' });
    await map.locator('[data-cell="0-0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Tuesday 01:00–02:00: \d+ attempts$/);
    await check('report-busiest');
  });

  it('the log stands still while paused and counts what came', async () => {
    const { page } = opened;
    await openSection(page, 'Authentication log');
    const rows = page.getByRole('grid', { name: 'Authentication log' }).locator('tbody tr[data-index]');
    await rows.first().waitFor();
    const before = await rows.first().textContent();
    await page.getByRole('button', { name: 'Pause' }).click();
    signInByRadius(opened.engine, 'nobody.known', '123456', '203.0.113.77');
    await page
      .getByRole('status')
      .getByText(/Paused, 1 new attempt/)
      .waitFor();
    expect(await rows.first().textContent()).toBe(before);
    await page.getByRole('button', { name: 'Go live' }).click();
    await rows.first().getByText('nobody.known').waitFor();
  });

  it('a story tells the steps with their times; J and K go on', async () => {
    const { page } = opened;
    const rows = page.getByRole('grid', { name: 'Authentication log' }).locator('tbody tr[data-index]');
    await rows.first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Step by step').waitFor();
    await drawer.getByText('Request received').waitFor();
    const second = await drawer.getByRole('heading', { name: /^Attempt \d+/ }).textContent();
    await check('attempt-story');
    await page.keyboard.press('j');
    await expect.poll(() => drawer.getByRole('heading', { name: /^Attempt \d+/ }).textContent()).not.toBe(second);
    await page.keyboard.press('k');
    await expect.poll(() => drawer.getByRole('heading', { name: /^Attempt \d+/ }).textContent()).toBe(second);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(opened.faults).toEqual([]);
  });
});
