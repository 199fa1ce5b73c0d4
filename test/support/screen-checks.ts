/** What an eye would see on a screen: words cut off, a focus that is lost or cannot be seen. */
import type { Page } from 'playwright-core';

/**
 * "th: Last sign-in (120 of 131)" for each label, tab, header cell, badge and state mark whose text does not fit, and
 * each list that would have to be scrolled sideways.
 */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const whole =
      'button, [role="tab"], nav a, th, [role="columnheader"], [class*="Badge-root"], [data-outcome], [data-state], td [style*="inline-flex"]';
    const found = new Set<string>();
    for (const element of document.querySelectorAll<HTMLElement>(whole)) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[aria-hidden="true"]') !== null) continue;
      const cell = element.closest('td, th');
      // A method with its mode may be long: it ends in an ellipsis and is whole on hover.
      if (element.title !== '') continue;
      for (const part of [element, ...element.querySelectorAll<HTMLElement>('*'), ...(cell === null ? [] : [cell])]) {
        // Text for readers only is one pixel wide.
        if (part.clientWidth <= 1 || part.scrollWidth <= part.clientWidth + 1) continue;
        const name = element.textContent.trim() || element.getAttribute('aria-label') || '';
        found.add(`${element.localName}: ${name} (${part.clientWidth} of ${part.scrollWidth})`);
      }
    }
    for (const grid of document.querySelectorAll<HTMLElement>('[role="grid"]')) {
      const scroller = grid.parentElement;
      if (scroller !== null && scroller.scrollWidth > scroller.clientWidth + 1)
        found.add(`list ${grid.getAttribute('aria-label')} (${scroller.clientWidth} of ${scroller.scrollWidth})`);
    }
    return [...found];
  });
}

/** Empty, or why nobody could tell where the focus is. */
export function focusProblem(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'the focus is lost';
    const box = element.getBoundingClientRect();
    const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const name = `${element.localName} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}"`;
    if (!isInSight) return `${name} has the focus out of sight`;
    // Titles and dialogs take it by program, so that readers begin there; a field shows it by its border and its caret.
    if (element.matches('[tabindex="-1"], input:not([type="checkbox"], [type="radio"]), textarea, select')) return '';
    const shown = [element, element.parentElement, ...(element.parentElement?.children ?? [])].some((part) => {
      const look = part === null ? undefined : getComputedStyle(part);
      return look !== undefined && ((look.outlineStyle !== 'none' && look.outlineWidth !== '0px') || look.boxShadow !== 'none');
    });
    return shown ? '' : `${name} has the focus and does not show it`;
  });
}
