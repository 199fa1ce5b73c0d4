import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** "color-contrast at .x" for each finding of impact serious or critical on what stands on the screen now. */
export async function axeFindings(page: Page): Promise<string[]> {
  // One page without foreign frames: the legacy mode needs no second tab for that.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
}
