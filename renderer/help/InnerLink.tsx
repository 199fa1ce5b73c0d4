import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import classes from './Help.module.css';

/** An address of the console, without loading it anew. */
export function InnerLink({
  href,
  isCurrent = false,
  children,
}: {
  readonly href: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { history } = useRouter();
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.push(href);
  };
  return (
    <a href={href} className={classes.link} onClick={go} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </a>
  );
}
