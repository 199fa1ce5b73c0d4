import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import classes from './Facts.module.css';

export type Fact = {
  readonly key: string;
  readonly text: string;
  /** Search parameters that make the list show just these. Without: plain text. */
  readonly search?: Readonly<Record<string, string | undefined>>;
  /** True while the list shows just these. */
  readonly isActive?: boolean;
};

/** "4,812 users · 37 disabled": one line, each fact a filter of the list on this page. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <>
      {facts.map(({ key, text, search, isActive }, index) => (
        <Fragment key={key}>
          {index === 0 ? null : <span aria-hidden> · </span>}
          {search === undefined ? (
            <span>{text}</span>
          ) : (
            <Link to="." search={search} className={classes.fact} data-chosen={isActive || undefined}>
              {text}
            </Link>
          )}
        </Fragment>
      ))}
    </>
  );
}
