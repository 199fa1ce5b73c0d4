import { useEffect, useRef } from 'react';
import type { Attempt } from '../../../shared/schemas/attempt.ts';

/** J is older, K is newer: steps of one row, as the arrows do. */
const STEPS: Readonly<Record<string, { readonly by: number; readonly arrow: string }>> = {
  j: { by: 1, arrow: 'ArrowDown' },
  k: { by: -1, arrow: 'ArrowUp' },
};

/**
 * J and K move from row to row; while a story is open they open the next one. Not while something is typed.
 * @param open the attempt whose story is open
 */
export function useRowKeys(rows: readonly Attempt[], open: number | undefined, onOpen: (id: number) => void): void {
  const latest = useRef({ rows, open, onOpen });
  latest.current = { rows, open, onOpen };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { rows, open, onOpen } = latest.current;
      if (open === undefined) moveFocus(step.arrow);
      else {
        const next = rows[rows.findIndex(({ id }) => id === open) + step.by];
        if (next !== undefined && rows.some(({ id }) => id === open)) onOpen(next.id);
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="listbox"]') !== null;
}

/** The table moves its own focus by arrows; without a focus in it, its current row takes it. */
function moveFocus(arrow: string): void {
  const focused = document.activeElement?.closest<HTMLElement>('tr[data-index]');
  if (focused === null || focused === undefined) {
    document.querySelector<HTMLElement>('[role="grid"] tr[data-index][tabindex="0"]')?.focus();
    return;
  }
  focused.dispatchEvent(new KeyboardEvent('keydown', { key: arrow, bubbles: true }));
}
