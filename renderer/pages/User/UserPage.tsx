import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UserId, userIdSchema } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { DeleteUsersDialog } from '../../parts/DeleteUsersDialog.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { filterOf } from '../../parts/user-list-search.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AttemptsSection } from './AttemptsSection.tsx';
import { CallsSection } from './CallsSection.tsx';
import { HelpDeskRow } from './HelpDeskRow.tsx';
import { InfoTab } from './InfoTab.tsx';
import { MessagesTab } from './MessagesTab.tsx';
import { Panels } from './Panels.tsx';
import { SecurityQuestionsTab } from './SecurityQuestionsTab.tsx';
import { StateNotice } from './StateNotice.tsx';
import { isFormTab, USER_TABS, userSearch } from './search.ts';
import { TokensSection } from './TokensSection.tsx';
import classes from './User.module.css';
import { UserActions } from './UserActions.tsx';
import { UserFactsLine } from './UserFactsLine.tsx';
import { UserForm } from './UserForm.tsx';

export function UserPage(): ReactNode {
  const { t } = useTranslation('user');
  const { userId } = useParams({ strict: false });
  const id = userIdSchema.safeParse(Number(userId));
  if (id.success) return <KnownUser key={id.data} id={id.data} />;
  return (
    <Page title={t('notFound')}>
      <EmptyState title={t('noSuch')} text={t('noSuchText')} action={<LinkButton to="/users">{t('list')}</LinkButton>} />
    </Page>
  );
}

function KnownUser({ id }: { readonly id: UserId }): ReactNode {
  const { t } = useTranslation('user');
  const user = useQueryOf('users.get', { id }, { keepsPrevious: false });
  if (user.data !== undefined) {
    // Read once and unreadable now (someone deleted the user): said above what is still shown, so that nothing typed is lost.
    return <LoadedUser user={user.data} problem={user.isError ? <QueryError query={user} /> : null} />;
  }
  return <Page title={t('notFound')}>{user.isError ? <QueryError query={user} /> : <LoadingRows rows={12} />}</Page>;
}

function LoadedUser({ user, problem }: { readonly user: User; readonly problem: ReactNode }): ReactNode {
  const navigate = useNavigate();
  const [search] = useSearchState(userSearch);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Page
      title={user.username}
      facts={<UserFactsLine user={user} />}
      actions={<UserActions user={user} search={search} onDelete={() => setDeleting(true)} />}
    >
      {problem}
      <HelpDeskRow user={user} />
      <StateNotice user={user} />
      <div className={classes.columns}>
        <UserTabs user={user} />
        <div className={classes.column}>
          <AttemptsSection user={user} />
          <CallsSection user={user} />
        </div>
      </div>
      <Panels user={user} />
      <DeleteUsersDialog
        ids={isDeleting ? [user.id] : undefined}
        name={user.username}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate({ to: '/users', search: filterOf(search), ignoreBlocker: true })}
      />
    </Page>
  );
}

/** The tabs of the old Edit User dialog. Those of the form stay made, so that what was typed is kept; lists are read when opened. */
function UserTabs({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const [search, setSearch] = useSearchState(userSearch);
  const tab = search.tab ?? 'general';
  const open = (name: string | null) => {
    const chosen = USER_TABS.find((known) => known === name);
    setSearch({ tab: chosen === 'general' ? undefined : chosen });
  };
  const counts = { oath: user.tokenCount, questions: user.securityAnswerCount, tags: user.tags.length };
  const label = (name: (typeof USER_TABS)[number]) => {
    const count = name in counts ? counts[name as keyof typeof counts] : 0;
    return count === 0 ? t(`tab.${name}`) : t('tabCount', { tab: t(`tab.${name}`), count });
  };
  return (
    <Tabs value={tab} onChange={open} keepMounted keepMountedMode="display-none">
      <Tabs.List mb={16}>
        {USER_TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {label(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <UserForm user={user} isShown={isFormTab(tab)} onTab={open} />
      <Tabs.Panel value="oath">{tab === 'oath' ? <TokensSection user={user} /> : null}</Tabs.Panel>
      <Tabs.Panel value="questions">{tab === 'questions' ? <SecurityQuestionsTab user={user} /> : null}</Tabs.Panel>
      <Tabs.Panel value="messages">{tab === 'messages' ? <MessagesTab user={user} /> : null}</Tabs.Panel>
      <Tabs.Panel value="info">{tab === 'info' ? <InfoTab user={user} /> : null}</Tabs.Panel>
    </Tabs>
  );
}
