import { IconLifebuoy } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type UserId, userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { FindUser } from './FindUser.tsx';
import classes from './HelpDesk.module.css';
import { Person } from './Person.tsx';
import { helpDeskSearch } from './search.ts';

/** Somebody is on the phone: find the person, help, say what to tell. */
export function HelpDeskPage(): ReactNode {
  const { t } = useTranslation('helpDesk');
  const [search, setSearch] = useSearchState(helpDeskSearch);
  const person = useRef<HTMLDivElement>(null);
  const userId = userIdSchema.safeParse(search.user).data;
  const open = (id: UserId, isByKey: boolean) => {
    setSearch({ user: id, drawer: undefined });
    if (isByKey) person.current?.focus({ preventScroll: true });
  };
  return (
    <Page title={t('title')} facts={t('facts')}>
      <div className={classes.desk}>
        <FindUser search={search.search} chosen={userId} onSearch={(text) => setSearch({ search: text })} onOpen={open} />
        <div ref={person} tabIndex={-1} className={classes.person}>
          {userId === undefined ? (
            <EmptyState icon={<IconLifebuoy size={40} stroke={1.25} />} title={t('nobody')} text={t('nobodyText')} />
          ) : (
            <KnownPerson key={userId} id={userId} />
          )}
        </div>
      </div>
    </Page>
  );
}

function KnownPerson({ id }: { readonly id: UserId }): ReactNode {
  const user = useQueryOf('users.get', { id }, { keepsPrevious: false });
  if (user.data !== undefined) return <Person user={user.data} />;
  return user.isError ? <QueryError query={user} /> : <LoadingRows rows={8} />;
}
