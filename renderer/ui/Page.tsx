import { Group, Skeleton, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';
import { PageFrameContext } from './page-frame.ts';

export type PageProps = {
  readonly title: string;
  /** Buttons, the primary one last. */
  readonly actions?: ReactNode;
  /** One line under the title: <Facts>. */
  readonly facts?: ReactNode;
  /** True: the page takes the window's height and its table scrolls inside (lists). False: the page scrolls (forms). */
  readonly isFilled?: boolean;
  /** Most width of the content in pixels, for forms. Default: all there is. */
  readonly width?: number;
  readonly children: ReactNode;
};

/** The shape of every page: title, actions right, facts, content. Takes the focus when it appears and names the window. */
export function Page({ title, actions, facts, isFilled = false, width, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${title} · Countersign`);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div
      className={classes.page}
      data-filled={isFilled || undefined}
      style={width === undefined ? undefined : { maxWidth: width }}
    >
      <Trail title={title} />
      <Group justify="space-between" align="center" wrap="nowrap" mih={36}>
        <Title order={1} ref={heading} tabIndex={-1} className={classes.title} dir="auto">
          {title}
        </Title>
        <Group gap={8} wrap="nowrap" className={classes.actions}>
          {actions}
        </Group>
      </Group>
      {facts === undefined ? null : <div className={classes.facts}>{facts}</div>}
      <div className={classes.content}>{children}</div>
    </div>
  );
}

/** "Users > anna": the way back up, on pages inside a section. */
function Trail({ title }: { readonly title: string }): ReactNode {
  const { t } = useTranslation('common');
  const { trail } = useContext(PageFrameContext);
  if (trail.length === 0) return null;
  return (
    <nav aria-label={t('trail')} className={classes.trail}>
      <ol>
        {trail.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: true }}>
              {label}
            </Link>
            <IconChevronRight size={12} aria-hidden />
          </li>
        ))}
        <li aria-current="page" dir="auto">
          {title}
        </li>
      </ol>
    </nav>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  description,
  aside,
  children,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  /** Right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className={classes.section} aria-label={title}>
      <Group justify="space-between" gap={8} mb={description === undefined ? 8 : 0}>
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {description === undefined ? null : (
        <Text c="dimmed" size="sm" mb={12} maw={720}>
          {description}
        </Text>
      )}
      {children}
    </section>
  );
}

/** Stands for a page or a form while it loads: the given number of rows, in the final shape. */
export function LoadingRows({ rows = 6, height = 36 }: { readonly rows?: number; readonly height?: number }): ReactNode {
  const keys = Array.from({ length: rows }, (_, index) => index);
  return (
    <div aria-hidden className={classes.late}>
      {keys.map((key) => (
        <Skeleton key={key} height={height - 16} my={8} radius="sm" animate={false} />
      ))}
    </div>
  );
}
