import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { UserStateMark } from '../../parts/UserStateMark.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './HelpDesk.module.css';

/** Milliseconds of silence before the server is asked; ours. */
const DEBOUNCE_MILLISECONDS = 150;
/** More are found by more letters. */
const SHOWN_MAX = 12;

/** One large field and the people it finds. Arrow keys move, Enter opens: the first one, unless another is marked. */
export function FindUser({
  search,
  chosen,
  onSearch,
  onOpen,
}: {
  readonly search: string;
  readonly chosen: UserId | undefined;
  readonly onSearch: (search: string) => void;
  readonly onOpen: (id: UserId, isByKey: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('helpDesk');
  const [typed, setTyped] = useState(search);
  const [marked, setMarked] = useState(0);
  // Enter before the answer is here opens the first one when it comes.
  const [opensFirst, setOpensFirst] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const send = useDebouncedCallback(onSearch, DEBOUNCE_MILLISECONDS);
  const users = useQueryOf('users.list', { search, limit: SHOWN_MAX }, { isEnabled: search !== '' });
  const rows = search === '' ? [] : (users.data?.rows ?? []);
  const isBehind = typed.trim() !== search || users.isPlaceholderData;
  // After the page's own focus on its title.
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  const first = rows[0];
  useEffect(() => {
    if (!opensFirst || isBehind || users.data === undefined) return;
    setOpensFirst(false);
    if (first !== undefined) onOpen(first.id, true);
  }, [opensFirst, isBehind, users.data, first, onOpen]);
  const change = (text: string) => {
    setTyped(text);
    setMarked(0);
    setOpensFirst(false);
    send(text.trim());
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && rows.length > 0) {
      event.preventDefault();
      setMarked((at) => (at + step + rows.length) % rows.length);
    } else if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      const row = rows[marked];
      if (isBehind) setOpensFirst(true);
      else if (row !== undefined) onOpen(row.id, true);
    } else if (event.key === 'Escape') {
      // First the text, then the field: letters are shortcuts again.
      if (typed === '') field.current?.blur();
      else change('');
    }
  };
  return (
    <div className={classes.find}>
      <TextInput
        ref={field}
        type="search"
        size="md"
        label={t('find.label')}
        description={t('find.text')}
        inputWrapperOrder={['label', 'input', 'description']}
        leftSection={<IconSearch size={20} />}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={rows.length === 0 ? undefined : `${id}-${marked}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      {users.isError && users.data === undefined ? <QueryError query={users} /> : null}
      <div id={`${id}-hits`} role="listbox" aria-label={t('find.hits')} className={classes.hits}>
        {rows.map((user, at) => (
          <Hit
            key={user.id}
            id={`${id}-${at}`}
            user={user}
            isMarked={at === marked}
            isChosen={user.id === chosen}
            onOpen={() => onOpen(user.id, false)}
          />
        ))}
      </div>
      <p className={classes.dimmed} role="status">
        {search === '' || users.data === undefined
          ? null
          : rows.length === 0
            ? t('find.none')
            : users.data.total > rows.length
              ? t('find.more', { count: users.data.total - rows.length, formatted: formatNumber(users.data.total - rows.length) })
              : null}
      </p>
    </div>
  );
}

function Hit({
  id,
  user,
  isMarked,
  isChosen,
  onOpen,
}: {
  readonly id: string;
  readonly user: User;
  readonly isMarked: boolean;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
}): ReactNode {
  const name = `${user.firstName} ${user.lastName}`.trim();
  const rest = [name, user.userGroup].filter((part) => part !== '').join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which owns the list
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the marked option
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.hit}
      data-marked={isMarked || undefined}
      data-chosen={isChosen || undefined}
      onClick={onOpen}
    >
      <span className={classes.hitHead}>
        <strong dir="auto" className={classes.cut}>
          {user.username}
        </strong>
        <UserStateMark user={user} />
      </span>
      <span dir="auto" className={`${classes.dimmed} ${classes.cut}`}>
        {rest === '' ? user.email : rest}
      </span>
    </div>
  );
}
