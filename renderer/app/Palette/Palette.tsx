import { Loader, Modal, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/use-session.ts';
import { fitting, grouped, type Hit } from './hits.ts';
import classes from './Palette.module.css';
import { PaletteList } from './PaletteList.tsx';
import { keepRecent, readRecent, recentHits } from './recent.ts';
import { useFixedHits } from './use-fixed-hits.ts';
import { useFoundHits } from './use-found-hits.ts';

/** Milliseconds of silence before the server is asked; pages and actions answer at once. */
const DEBOUNCE_MILLISECONDS = 60;
const FIXED_LIMIT = 6;
const FIXED_GROUPS = ['settings', 'pages', 'actions', 'help'] as const;

export type PaletteProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
};

/** Ctrl+K: finds a user, a token, a client, a setting or a page, and goes there. By keyboard alone. */
export function Palette({ isOpen, onClose, onShortcuts }: PaletteProps): ReactNode {
  const { t } = useTranslation('palette');
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={640}
      yOffset="10vh"
      transitionProps={{ duration: 80, transition: 'fade' }}
    >
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label={t('title')}>
        <PaletteBody onClose={onClose} onShortcuts={onShortcuts} />
      </Modal.Content>
    </Modal.Root>
  );
}

/** Made anew each time: the field is empty and nothing is chosen. */
function PaletteBody({ onClose, onShortcuts }: Omit<PaletteProps, 'isOpen'>): ReactNode {
  const { t } = useTranslation('palette');
  const [text, setText] = useState('');
  const [isTest, setTest] = useState(false);
  const [chosen, setChosen] = useState(0);
  const { hits, isSearching, isFailed, query } = useHits(text, isTest);
  const open = useOpen({ onClose, onShortcuts, onTest: () => [setTest(true), setText(''), setChosen(0)] });
  const listId = useId();
  const at = Math.min(chosen, hits.length - 1);
  const change = (next: string) => {
    setText(next);
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]?.(at, hits.length);
    const hit = hits[at];
    if (step !== undefined) setChosen(step);
    else if (event.key === 'Enter' && hit !== undefined) open(hit);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label={isTest ? t('testPlaceholder') : t('title')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={hits[at] === undefined ? undefined : `${listId}-${hits[at].id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={isTest ? t('testPlaceholder') : t('placeholder')}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {isSearching ? <Loader size={16} aria-hidden /> : null}
      </div>
      <PaletteList id={listId} groups={grouped(hits)} chosen={hits[at]} onChoose={open} />
      {isFailed ? <p className={classes.note}>{t('failed')}</p> : null}
      {hits.length === 0 && query !== '' && !isSearching && !isFailed ? (
        <p className={classes.note}>
          <strong>{t('nothing')}.</strong> {t('nothingText')}
        </p>
      ) : null}
      <footer className={classes.foot} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('hint.move')} <kbd>Enter</kbd> {t('hint.open')} <kbd>Esc</kbd> {t('hint.close')}
      </footer>
      <VisuallyHidden aria-live="polite">{query === '' ? '' : `${t('results')}: ${hits.length}`}</VisuallyHidden>
    </>
  );
}

const STEPS: Readonly<Record<string, ((at: number, count: number) => number) | undefined>> = {
  ArrowDown: (at, count) => (count === 0 ? 0 : (at + 1) % count),
  ArrowUp: (at, count) => (count === 0 ? 0 : (at + count - 1) % count),
};

/** Everything that fits what was typed, in the order of its groups. */
function useHits(text: string, isTest: boolean) {
  const { operator } = useSession();
  const trimmed = text.trim();
  const [query] = useDebouncedValue(trimmed, DEBOUNCE_MILLISECONDS);
  const fixed = useFixedHits();
  const found = useFoundHits(trimmed === '' ? '' : query, isTest);
  const [recent] = useState(() => readRecent(operator.id));
  const own = isTest
    ? []
    : trimmed === ''
      ? [...recentHits(recent, fixed), ...fixed.filter(({ group }) => group === 'pages' || group === 'actions')]
      : FIXED_GROUPS.flatMap((group) =>
          fitting(
            fixed.filter((hit) => hit.group === group),
            trimmed,
            FIXED_LIMIT,
          ),
        );
  const hits = grouped([...found.hits, ...own]).flatMap(({ hits: inGroup }) => inGroup);
  return { hits, isSearching: found.isSearching || trimmed !== query, isFailed: found.isFailed, query: trimmed };
}

/** What Enter or a click on a hit does. */
function useOpen(actions: {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
  readonly onTest: () => void;
}): (hit: Hit) => void {
  const { operator } = useSession();
  const router = useRouter();
  return (hit) => {
    if (hit.act === 'test-user') return actions.onTest();
    actions.onClose();
    if (hit.act === 'shortcuts') return actions.onShortcuts();
    keepRecent(operator.id, hit);
    if (hit.href !== undefined) router.history.push(hit.href);
  };
}
