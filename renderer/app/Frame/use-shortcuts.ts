import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useOpenSections } from './use-open-sections.ts';

export type Shortcuts = {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onShortcuts: () => void;
};

/** Milliseconds between g and the letter of a section; ours. */
const SEQUENCE_MILLISECONDS = 1500;
const FIELDS = 'input, textarea, select, [contenteditable], [role="combobox"], [role="menu"], [role="listbox"]';

/** Keys that work everywhere, and those that work while nobody types and no dialog is open. */
export function useShortcuts(actions: Shortcuts): void {
  const sections = useOpenSections();
  const navigate = useNavigate();
  const wantsSectionUntil = useRef(0);

  const pressLetter = (key: string): boolean => {
    if (performance.now() < wantsSectionUntil.current) {
      wantsSectionUntil.current = 0;
      const section = sections.find(({ letter }) => letter === key.toLowerCase());
      if (section !== undefined) void navigate({ to: section.to });
      return section !== undefined;
    }
    if (key === 'g') {
      wantsSectionUntil.current = performance.now() + SEQUENCE_MILLISECONDS;
      return true;
    }
    if (key === '/') return focusListSearch();
    if (key === '?') actions.onHelp();
    return key === '?';
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (event.key === 'F1') {
      event.preventDefault();
      actions.onHelp();
    } else if (isControl && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      actions.onSearch();
    } else if (isControl && event.key === '/') {
      event.preventDefault();
      actions.onShortcuts();
    } else if (!isControl && !isTyping(event.target) && pressLetter(event.key)) {
      event.preventDefault();
    }
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** True where a letter belongs to what has the focus. */
function isTyping(target: EventTarget | null): boolean {
  return (
    document.querySelector('[role="dialog"], [role="menu"]') !== null ||
    (target instanceof Element && target.closest(FIELDS) !== null)
  );
}

function focusListSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null;
}
