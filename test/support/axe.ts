import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COLOR_SCHEMES, capture, SIZES, scrollsSideways, showScheme } from './console-browser.ts';

/**
 * "color-contrast at .x" for each finding of impact serious or critical on what stands on the screen now, or within
 * `part` of it; by these rules of axe only, where some are named.
 */
export async function axeFindings(page: Page, part?: string, rules?: string[]): Promise<string[]> {
  // One page without foreign frames: the legacy mode needs no second tab for that.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules !== undefined) builder.withRules(rules);
  const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
}

/** axe in both colour schemes and no sideways scroll in both sizes; leaves pictures where they are wanted. */
export async function checkScreen(page: Page, name: string): Promise<void> {
  for (const colorScheme of COLOR_SCHEMES) {
    await showScheme(page, colorScheme);
    expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect(await scrollsSideways(page), `${name}, ${size.width} x ${size.height}`).toBe(false);
  }
  await page.setViewportSize(SIZES[0]);
  await showScheme(page, 'light');
  await capture(page, name);
}
