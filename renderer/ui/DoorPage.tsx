import type { ReactNode } from 'react';
import classes from './DoorPage.module.css';
import { LanguageMenu } from './LanguageMenu.tsx';

/** A page without the frame, for who is not signed in yet: one card in the middle. */
export function DoorPage({
  product,
  place,
  note,
  width = 380,
  children,
}: {
  readonly product: string;
  /** Which server this is. */
  readonly place: string;
  readonly note?: string;
  /** Pixels. */
  readonly width?: number;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={classes.door}>
      <header className={classes.head} style={{ width }}>
        <svg width={28} height={28} viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="6" fill="#0f6579" />
          <path
            d="M8.5 16.5l5 5L23.5 11"
            fill="none"
            stroke="#fff"
            strokeWidth="3.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <strong>{product}</strong>
        <span className={classes.place}>{place}</span>
        <LanguageMenu />
      </header>
      <main className={classes.card} style={{ width }}>
        {children}
      </main>
      {note === undefined ? null : <footer className={classes.note}>{note}</footer>}
    </div>
  );
}
