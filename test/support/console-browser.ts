/** A real engine, its console in Debian's Chromium, and what an operator does there, by role and label. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { mustRun, newFolder, removeFolder, type ServedEngine, serveEngine } from './engine-process.ts';

export const CHROMIUM = '/usr/bin/chromium';
export const OPERATOR = { name: 'operator1', password: 'a long test passphrase' };
/** Milliseconds that one element may take to appear; two busy cores are slow. */
const PATIENCE_MILLISECONDS = 10_000;
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
export const COLOR_SCHEMES = ['light', 'dark'] as const;

export type OpenedConsole = {
  readonly folder: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Exceptions of the page and refusals of its Content-Security-Policy: none is ever right. */
  readonly faults: readonly string[];
  engine: ServedEngine;
  close(): Promise<void>;
};

/** Serves a new folder and opens a browser, without going anywhere yet. */
export async function openConsole(options: {
  readonly hasOperator: boolean;
  /** Fills the data folder before it is served. */
  readonly fill?: (dataFolder: string) => Promise<void>;
}): Promise<OpenedConsole> {
  const folder = newFolder();
  let engine: ServedEngine | undefined;
  let browser: Browser | undefined;
  try {
    await options.fill?.(join(folder, 'data'));
    engine = await serveEngine(join(folder, 'data'));
    if (options.hasOperator) await addOperator(engine);
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
    return await prepare(folder, engine, browser);
  } catch (error) {
    await browser?.close();
    await engine?.stop();
    removeFolder(folder);
    throw error;
  }
}

async function prepare(folder: string, engine: ServedEngine, browser: Browser): Promise<OpenedConsole> {
  const context = await browser.newContext({
    viewport: SIZES[0],
    locale: 'en-GB',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Minified React error|Maximum update depth/.test(message.text())) faults.push(message.text());
  });
  const opened: OpenedConsole = {
    folder,
    page,
    context,
    faults,
    engine,
    async close() {
      await browser.close();
      await opened.engine.stop();
      removeFolder(folder);
    },
  };
  return opened;
}

async function addOperator(engine: ServedEngine): Promise<void> {
  await mustRun(
    ['operator', 'add', OPERATOR.name, '--password-stdin', '--json', '--data', engine.folder],
    `${OPERATOR.password}\n`,
  );
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { name, level: 1 });
}

/** Opens `path`, signs in there by keyboard, and waits for the page's heading. */
export async function signIn(console: OpenedConsole, path: string, title: string | RegExp): Promise<void> {
  const { page, engine } = console;
  await page.goto(new URL(path, engine.consoleAddress).href);
  await heading(page, 'Sign in').waitFor();
  await enterPassword(page);
  await heading(page, title).waitFor();
}

export async function enterPassword(page: Page, password = OPERATOR.password): Promise<void> {
  await page.getByLabel('Operator name').fill(OPERATOR.name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes to a section as an operator does: by the navigation. */
export async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name, exact: true }).click();
  await heading(page, name).waitFor();
}

/** True where the page's body can be scrolled sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Takes a colour scheme and waits until the colours have come to rest. */
export async function showScheme(page: Page, colorScheme: (typeof COLOR_SCHEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Pictures of the page as it stands, in both sizes and colour schemes, where SCREENSHOTS names a folder. */
export async function capture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS ?? '';
  if (folder === '') return;
  mkdirSync(folder, { recursive: true });
  for (const size of SIZES) {
    for (const colorScheme of COLOR_SCHEMES) {
      await page.setViewportSize(size);
      await showScheme(page, colorScheme);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(SIZES[0]);
  await showScheme(page, 'light');
}
