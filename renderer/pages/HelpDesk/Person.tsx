import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { BlockForm } from '../../parts/help-desk/BlockForm.tsx';
import { TellUser } from '../../parts/help-desk/TellUser.tsx';
import { doneWords } from '../../parts/help-desk/tell-words.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { phoneText } from '../../parts/phone-text.ts';
import { EnrolPanel } from '../../parts/token-panels/EnrolPanel.tsx';
import { ResyncPanel } from '../../parts/token-panels/ResyncPanel.tsx';
import { UserStateMark } from '../../parts/UserStateMark.tsx';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './HelpDesk.module.css';
import { LostPhone } from './LostPhone.tsx';
import { PersonActions } from './PersonActions.tsx';
import { PersonAttempts } from './PersonAttempts.tsx';
import { PersonNotices } from './PersonNotices.tsx';
import { helpDeskSearch } from './search.ts';
import type { Told } from './told.ts';

/** The person on the phone: who, in what state, what to do, and what went wrong before. */
export function Person({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('helpDesk');
  const [{ drawer }, setSearch] = useSearchState(helpDeskSearch);
  const [told, setTold] = useState<Told & { readonly number: number }>();
  const [isUndoing, setUndoing] = useState(false);
  const tell = (next: Told) => setTold((before) => ({ ...next, number: (before?.number ?? 0) + 1 }));
  const close = () => setSearch({ drawer: undefined });
  const undo = told?.undo;
  return (
    <>
      <Who user={user} />
      {told === undefined ? null : (
        <TellUser
          key={told.number}
          words={told.words}
          onClose={() => setTold(undefined)}
          undo={
            undo === undefined
              ? undefined
              : {
                  label: t('tell.undo'),
                  isBusy: isUndoing,
                  run: () => {
                    setUndoing(true);
                    undo(() => {
                      setUndoing(false);
                      setTold(undefined);
                    });
                  },
                }
          }
        />
      )}
      <PersonNotices user={user} onTell={tell} />
      <LostPhone user={user} onTell={tell} onEnrol={() => setSearch({ drawer: 'enrol' })} />
      <PersonActions user={user} onTell={tell} onDrawer={(name) => setSearch({ drawer: name })} />
      <PersonAttempts user={user} />
      <SideDrawer title={t('drawer.block', { username: user.username })} isOpen={drawer === 'block'} onClose={close}>
        <BlockForm
          userId={user.id}
          onBlocked={() => {
            close();
            tell({ words: doneWords('blocked', user.username) });
          }}
          onClose={close}
        />
      </SideDrawer>
      <SideDrawer title={t('drawer.enrol', { username: user.username })} isOpen={drawer === 'enrol'} onClose={close}>
        <EnrolPanel user={user} tokenId={undefined} onClose={close} />
      </SideDrawer>
      <SideDrawer title={t('drawer.resync', { username: user.username })} isOpen={drawer === 'resync'} onClose={close}>
        <ResyncPanel user={user} tokenId={undefined} onClose={close} />
      </SideDrawer>
    </>
  );
}

function Who({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('helpDesk');
  const name = `${user.firstName} ${user.lastName}`.trim();
  const phone = phoneText(user.countryCode, user.phone, user.extension);
  return (
    <div>
      <div className={classes.who}>
        <h2 dir="auto">{user.username}</h2>
        {name === '' ? null : <span dir="auto">{name}</span>}
        <LinkText to="/users/$userId" params={{ userId: String(user.id) }} fz={13}>
          {t('open')}
        </LinkText>
      </div>
      <div className={classes.facts}>
        <UserStateMark user={user} />
        <MethodLabel method={user.method} mode={user.mode} />
        {phone === '' ? null : <span>{phone}</span>}
        {user.userGroup === '' ? null : <span dir="auto">{user.userGroup}</span>}
        <span className={classes.dimmed}>
          {user.lastSignInAt === undefined ? (
            t('neverSignedIn')
          ) : (
            <>
              {t('lastSignIn')} <RelativeTime at={user.lastSignInAt} />
            </>
          )}
        </span>
      </div>
    </div>
  );
}
