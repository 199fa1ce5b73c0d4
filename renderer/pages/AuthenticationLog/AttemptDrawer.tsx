import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptIdSchema } from '../../../shared/ids.ts';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { AttemptStory } from './AttemptStory.tsx';

/** Everything about one attempt, beside the list; its row need not be on the screen. */
export function AttemptDrawer({
  id,
  rows,
  onOpen,
}: {
  readonly id: number | undefined;
  readonly rows: readonly Attempt[];
  /** undefined closes it. */
  readonly onOpen: (id: number | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('log');
  const known = attemptIdSchema.safeParse(id).data;
  const index = rows.findIndex((row) => row.id === id);
  const step = (to: number | undefined, label: string, key: string, Icon: typeof IconChevronUp) => (
    <Tooltip label={`${label} (${key})`}>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label={label}
        aria-keyshortcuts={key.toLowerCase()}
        disabled={to === undefined}
        onClick={() => onOpen(to)}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <SideDrawer
      isOpen={id !== undefined}
      onClose={() => onOpen(undefined)}
      title={
        <Group gap={8}>
          {t('attempt.title', { id: String(id ?? '') })}
          {index < 0 ? null : (
            <Group gap={4}>
              {step(rows[index - 1]?.id, t('attempt.newer'), 'K', IconChevronUp)}
              {step(rows[index + 1]?.id, t('attempt.older'), 'J', IconChevronDown)}
            </Group>
          )}
        </Group>
      }
    >
      {known === undefined ? <NotFound id={id} /> : <Loaded id={known} listed={rows[index]} />}
    </SideDrawer>
  );
}

/** @param listed the row of the list, which says it all already */
function Loaded({ id, listed }: { readonly id: Attempt['id']; readonly listed: Attempt | undefined }): ReactNode {
  const loaded = useQueryOf('attempts.get', { id }, { isEnabled: listed === undefined, keepsPrevious: false });
  if (listed !== undefined) return <AttemptStory attempt={listed} />;
  if (loaded.isError && loaded.data === undefined) return <QueryError query={loaded} />;
  if (loaded.data === undefined) return <LoadingRows rows={8} />;
  return loaded.data === null ? <NotFound id={id} /> : <AttemptStory attempt={loaded.data} />;
}

function NotFound({ id }: { readonly id: number | undefined }): ReactNode {
  const { t } = useTranslation('log');
  return <EmptyState title={t('attempt.notFound', { id: String(id) })} text={t('attempt.notFoundText')} />;
}
