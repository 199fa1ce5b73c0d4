/**
 * What a browser has to load before the console stands, and how soon it does: the JavaScript of the first page as
 * sent, and the first contentful paint of the sign-in page in Chromium with an empty cache. Also run alone.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { CHROMIUM, heading, OPERATOR, SIZES } from '../support/console-browser.ts';
import { mustRun, serveEngine } from '../support/engine-process.ts';

const CONSOLE = fileURLToPath(new URL('../../build/renderer/', import.meta.url));
const ROUNDS = 5;

/** Kilobytes of the scripts that the page loads before anything is drawn, and of its style sheets. */
function initialKilobytes(): Record<string, number> {
  const page = readFileSync(join(CONSOLE, 'index.html'), 'utf8');
  const styles = [...page.matchAll(/href="\/(assets\/[^"]+\.css)"/g)].map(([, path]) => path ?? '');
  const scripts = new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? ''));
  // A set grows while it is gone through: what a script imports outright is of the first load too.
  for (const script of scripts) {
    const text = readFileSync(join(CONSOLE, script), 'utf8');
    for (const [, path] of text.matchAll(/(?:^|[;}\s])(?:import|export)(?:[\w$*{}\s,]*from)?["']\.\/([^"']+\.js)["']/g))
      scripts.add(`assets/${path}`);
  }
  const sum = (paths: Iterable<string>, sizeOf: (bytes: Buffer) => number) =>
    Math.round([...paths].reduce((total, path) => total + sizeOf(readFileSync(join(CONSOLE, path))), 0) / 100) / 10;
  return {
    scripts: scripts.size,
    scriptKilobytes: sum(scripts, ({ length }) => length),
    scriptKilobytesCompressed: sum(scripts, (bytes) => gzipSync(bytes).length),
    styleKilobytesCompressed: sum(styles, (bytes) => gzipSync(bytes).length),
  };
}

export async function measureFirstPaint(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const engine = await serveEngine(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    await mustRun(['operator', 'add', OPERATOR.name, '--password-stdin', '--data', folder], `${OPERATOR.password}\n`);
    const paints: number[] = [];
    const usable: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const context = await browser.newContext({ viewport: SIZES[0] });
      const page = await context.newPage();
      const startedAt = performance.now();
      await page.goto(engine.consoleAddress);
      await heading(page, 'Sign in').waitFor();
      usable.push(performance.now() - startedAt);
      paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN));
      await context.close();
    }
    // The first round starts Chromium's own processes.
    const middle = (times: readonly number[]) =>
      Math.round(times.slice(1).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN);
    return {
      ...initialKilobytes(),
      firstContentfulPaintMilliseconds: middle(paints),
      signInPageMilliseconds: middle(usable),
    };
  } finally {
    await browser.close();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(`${JSON.stringify(await measureFirstPaint(), null, 1)}\n`);
