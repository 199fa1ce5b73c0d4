import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight, IconDots } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { useChangeUsers } from '../../parts/use-change-users.ts';
import { useResend } from '../../parts/use-resend.ts';
import { filterOf, listQueryOf } from '../../parts/user-list-search.ts';
import { LinkButton } from '../../ui/links.tsx';
import { formatNumber } from '../../ui/time.ts';
import { neighboursOf } from './neighbours.ts';
import type { UserSearch } from './search.ts';

/** Back to the list, previous and next in it, and what is not needed every day. */
export function UserActions({
  user,
  search,
  onDelete,
}: {
  readonly user: User;
  readonly search: UserSearch;
  readonly onDelete: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  return (
    <>
      <LinkButton to="/users" search={filterOf(search)} variant="subtle" leftSection={<IconArrowLeft size={16} />}>
        {t('list')}
      </LinkButton>
      {search.at === undefined ? null : <Neighbours user={user} search={search} at={search.at} />}
      <MoreMenu user={user} onDelete={onDelete} />
    </>
  );
}

/** Previous and next within the list the user was opened from, as the old Edit User dialog had. */
function Neighbours({ user, search, at }: { readonly user: User; readonly search: UserSearch; readonly at: number }): ReactNode {
  const { t } = useTranslation('user');
  const first = Math.max(0, at - 1);
  const around = useQueryOf('users.list', { ...listQueryOf(search), offset: first, limit: 3 });
  if (around.data === undefined) return null;
  const { position, previous, next } = neighboursOf(around.data.rows, first, at, user.id);
  const place = (change: number) => ({ ...filterOf(search), at: position + change });
  return (
    <>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {t('position', { at: formatNumber(position + 1), total: formatNumber(around.data.total) })}
      </Text>
      <NeighbourLink label={t('previous')} id={previous?.id} search={place(-1)} icon={<IconChevronLeft size={18} />} />
      <NeighbourLink label={t('next')} id={next?.id} search={place(1)} icon={<IconChevronRight size={18} />} />
    </>
  );
}

function IconAnchor(props: Omit<ComponentPropsWithRef<'a'>, 'color'>): ReactNode {
  return <ActionIcon component="a" variant="default" size={30} {...props} />;
}
const IconLink = createLink(IconAnchor);

function NeighbourLink({
  label,
  id,
  search,
  icon,
}: {
  readonly label: string;
  readonly id: number | undefined;
  readonly search: ReturnType<typeof filterOf> & { readonly at: number };
  readonly icon: ReactNode;
}): ReactNode {
  if (id === undefined) {
    return (
      <ActionIcon variant="default" size={30} disabled aria-label={label}>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <Tooltip label={label}>
      <IconLink to="/users/$userId" params={{ userId: String(id) }} search={search} aria-label={label} replace>
        {icon}
      </IconLink>
    </Tooltip>
  );
}

function MoreMenu({ user, onDelete }: { readonly user: User; readonly onDelete: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const mayChange = useMay('user-tasks');
  const mayDelete = useMay('administer');
  const { command, run } = useChangeUsers();
  const mail = useQueryOf('mail.facts').data;
  const { resend, isBusy: isMailing } = useResend();
  if (!mayChange) return null;
  const switchEnabled = () => {
    const isEnabled = !user.isEnabled;
    run(
      { ids: [user.id] },
      { kind: 'set-enabled', isEnabled },
      { done: () => t(isEnabled ? 'enabled' : 'disabled', { username: user.username }) },
    );
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Tooltip label={t('more')}>
          <ActionIcon variant="default" size={30} aria-label={t('more')} loading={command.isPending || isMailing}>
            <IconDots size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={switchEnabled}>{t(user.isEnabled ? 'disable' : 'enable')}</Menu.Item>
        {mail?.isConfigured === true ? (
          <Menu.Item onClick={() => resend([user.id], 'new-user')}>{t('sendMail')}</Menu.Item>
        ) : null}
        {mayDelete ? (
          <Menu.Item c="var(--mantine-color-error)" onClick={onDelete}>
            {t('delete')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
