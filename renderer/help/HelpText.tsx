import { useLocation } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import Markdown from 'react-markdown';
import classes from './Help.module.css';
import { InnerLink } from './InnerLink.tsx';
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

/** The address of the page that is open, with this help page in the drawer beside it. */
export function useDrawerHref(): (topic: HelpTopic) => string {
  const { pathname, searchStr } = useLocation();
  return (topic) => {
    const search = new URLSearchParams(searchStr);
    search.set('help', topic);
    return `${pathname}?${search}`;
  };
}
