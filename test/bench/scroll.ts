/**
 * Frames while an operator scrolls the list of users in Chromium: by wheel, and by dragging the bar from end to end.
 * `scroll.ts [users] [folder]`; a folder that holds users already is measured as it is and stays.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { openStore } from '../../main/store/sqlite/open.ts';
import { CHROMIUM, enterPassword, heading, OPERATOR, SIZES } from '../support/console-browser.ts';
import { mustRun, serveEngine } from '../support/engine-process.ts';
import { addManyUsers } from '../support/many-users.ts';
import { random } from '../support/store.ts';

const SECONDS = 5;
/** Between two notches of the wheel: about 40 a second, a hand in a hurry. */
const WHEEL_MILLISECONDS = 20;
/** Milliseconds; a frame that a hand feels. */
const LONG_FRAME_MILLISECONDS = 50;

export type Frames = {
  readonly frames: number;
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly longestMilliseconds: number;
  readonly longFrames: number;
};

function summarize(deltas: readonly number[]): Frames {
  const sorted = deltas.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN) * 10) / 10;
  return {
    frames: deltas.length,
    medianMilliseconds: at(0.5),
    p95Milliseconds: at(0.95),
    longestMilliseconds: at(1),
    longFrames: deltas.filter((delta) => delta > LONG_FRAME_MILLISECONDS).length,
  };
}

/** Counts frames in the page while `work` runs. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const deltas: number[] = [];
    let last = performance.now();
    const tick = (at: number) => {
      deltas.push(at - last);
      last = at;
      if (!state.isOver) requestAnimationFrame(tick);
    };
    const state = { deltas, isOver: false };
    Object.assign(window, { scrollBench: state });
    requestAnimationFrame(tick);
  });
  await work();
  const deltas = await page.evaluate(() => {
    const state = (window as unknown as { scrollBench: { deltas: number[]; isOver: boolean } }).scrollBench;
    state.isOver = true;
    return state.deltas;
  });
  return summarize(deltas.slice(2));
}

async function wheel(page: Page): Promise<void> {
  await page.mouse.move(640, 400);
  const until = performance.now() + SECONDS * 1000;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 120);
    await sleep(WHEEL_MILLISECONDS);
  }
}

/** What the browser does while the thumb is dragged: one new position a frame. */
async function drag(page: Page): Promise<void> {
  await page.evaluate(async (seconds) => {
    const scroller = document.querySelector('[role=grid]')?.parentElement;
    if (scroller === null || scroller === undefined) throw new Error('no list on the page');
    const height = scroller.scrollHeight - scroller.clientHeight;
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      const step = (at: number) => {
        const share = (at - startedAt) / (seconds * 1000);
        scroller.scrollTop = Math.min(1, share) * height;
        if (share >= 1) resolve();
        else requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    });
  }, SECONDS);
}

/** Milliseconds from the jump to a place to its first row with a name. */
async function jump(page: Page, share: number): Promise<number> {
  return page.evaluate(async (where) => {
    const scroller = document.querySelector('[role=grid]')?.parentElement;
    if (scroller === null || scroller === undefined) throw new Error('no list on the page');
    const startedAt = performance.now();
    scroller.scrollTop = where * (scroller.scrollHeight - scroller.clientHeight);
    await new Promise((resolve) => setTimeout(resolve, 20));
    while (scroller.querySelector('tr[data-index][aria-busy]') !== null || scroller.querySelector('tr[data-index] a') === null)
      await new Promise((resolve) => setTimeout(resolve, 4));
    return Math.round(performance.now() - startedAt);
  }, share);
}

export async function measureScroll(count: number, given?: string): Promise<Record<string, unknown>> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  if (!existsSync(join(folder, 'countersign.db'))) {
    const store = await openStore({ folder, random, clock: { now: Date.now } });
    await addManyUsers(store, count);
    await store.close();
  }
  const engine = await serveEngine(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    // A folder that was measured before has the operator already.
    await mustRun(['operator', 'add', OPERATOR.name, '--password-stdin', '--data', folder], `${OPERATOR.password}\n`).catch(
      () => undefined,
    );
    const page = await browser.newPage({ viewport: SIZES[1] });
    await page.goto(new URL('/users', engine.consoleAddress).href);
    await heading(page, 'Sign in').waitFor();
    await enterPassword(page);
    await page.locator('[role=grid] tr[data-index] a').first().waitFor();
    const wheeled = await framesDuring(page, () => wheel(page));
    const dragged = await framesDuring(page, () => drag(page));
    const jumps: number[] = [];
    for (const share of [0.5, 0.11, 0.93, 0.37, 0.71]) {
      await page.waitForTimeout(300);
      jumps.push(await jump(page, share));
    }
    return {
      users: count,
      wheel: wheeled,
      drag: dragged,
      jumpToRowsMilliseconds: jumps.toSorted((a, b) => a - b),
      idleFrame: await framesDuring(page, () => page.waitForTimeout(1000)),
    };
  } finally {
    await browser.close();
    await engine.stop();
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(
    `${JSON.stringify(await measureScroll(Number(process.argv[2] ?? 1_000_000), process.argv[3]), null, 1)}\n`,
  );
