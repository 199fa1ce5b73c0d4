import { useLocation, useRouter } from '@tanstack/react-router';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import Markdown from 'react-markdown';
import classes from './Help.module.css';
import { ResultTables } from './ResultTables.tsx';
import { SettingsTable } from './SettingsTable.tsx';
import { asHelpTopic, type HelpTopic } from './topics.ts';

/** One page of the help. Its links lead to other pages of the help, in the same place, or into the console. */
export function HelpText({
  topic,
  text,
  hrefOf,
}: {
  readonly topic: HelpTopic;
  readonly text: string;
  /** Where another page of the help opens: as a page, or in the drawer. */
  readonly hrefOf: (topic: HelpTopic) => string;
}): ReactNode {
  return (
    <article className={classes.text}>
      <Markdown
        components={{
          a: ({ href = '', children }: ComponentProps<'a'>) => {
            const target = asHelpTopic(href);
            return <InnerLink href={target === undefined ? href : hrefOf(target)}>{children}</InnerLink>;
          },
        }}
      >
        {text}
      </Markdown>
      {topic === 'results' ? <ResultTables /> : null}
      <SettingsTable topic={topic} />
    </article>
  );
}

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

/** The address of the page that is open, with this help page in the drawer beside it. */
export function useDrawerHref(): (topic: HelpTopic) => string {
  const { pathname, searchStr } = useLocation();
  return (topic) => {
    const search = new URLSearchParams(searchStr);
    search.set('help', topic);
    return `${pathname}?${search}`;
  };
}
