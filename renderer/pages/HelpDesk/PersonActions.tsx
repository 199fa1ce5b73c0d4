import { Button, Group } from '@mantine/core';
import { IconDialpad, IconMail, IconRefresh, IconShieldOff, IconUser } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIL_ADDRESS } from '../../../shared/schemas/mail.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CommandError, notifyError } from '../../parts/errors.tsx';
import { doneWords, pinWords } from '../../parts/help-desk/tell-words.ts';
import { isUserBlocked } from '../../parts/user-state.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import type { HELP_DESK_DRAWERS } from './search.ts';
import type { Told } from './told.ts';

/** What else a help desk does in a minute. */
export function PersonActions({
  user,
  onTell,
  onDrawer,
}: {
  readonly user: User;
  readonly onTell: (told: Told) => void;
  readonly onDrawer: (drawer: (typeof HELP_DESK_DRAWERS)[number]) => void;
}): ReactNode {
  const { t } = useTranslation('helpDesk');
  const now = useNow();
  const mail = useQueryOf('mail.facts').data;
  const hasAddress = user.email !== '' || MAIL_ADDRESS.test(user.username);
  return (
    <Section title={t('action.title')}>
      <Group gap={8}>
        <NewPin user={user} onTell={onTell} />
        {user.tokenCount === 0 ? null : (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => onDrawer('resync')}>
            {t('action.resync')}
          </Button>
        )}
        {mail?.isConfigured === true && hasAddress ? <SendMail user={user} onTell={onTell} /> : null}
        {isUserBlocked(user, now) ? null : (
          <Button variant="default" leftSection={<IconShieldOff size={16} />} onClick={() => onDrawer('block')}>
            {t('action.block')}
          </Button>
        )}
        <LinkButton
          to="/users/$userId"
          params={{ userId: String(user.id) }}
          search={{ panel: 'test' }}
          variant="default"
          leftSection={<IconUser size={16} />}
        >
          {t('action.test')}
        </LinkButton>
      </Group>
    </Section>
  );
}

type Props = { readonly user: User; readonly onTell: (told: Told) => void };

function NewPin({ user, onTell }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const [isAsking, setAsking] = useState(false);
  const make = useCommand('users.newPin');
  const run = () =>
    make.mutate(
      { id: user.id },
      {
        onSuccess: ({ pin, mustChangePin }) => {
          setAsking(false);
          onTell({ words: pinWords(user.username, pin, mustChangePin) });
        },
      },
    );
  return (
    <>
      <Button variant="default" leftSection={<IconDialpad size={16} />} onClick={() => setAsking(true)}>
        {t('action.newPin')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('newPin.title', { username: user.username })}
        confirmLabel={t('newPin.submit')}
        isBusy={make.isPending}
        error={<CommandError error={make.error} />}
        onConfirm={run}
        onClose={() => setAsking(false)}
      >
        {t(user.hasPin ? 'newPin.replaces' : 'newPin.first')}
      </ConfirmDialog>
    </>
  );
}

function SendMail({ user, onTell }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const { t: mail } = useTranslation('helpDesk', { keyPrefix: 'mail' });
  const resend = useCommand('mail.resend');
  const run = () =>
    resend.mutate(
      { ids: [user.id] },
      {
        onSuccess: ({ queuedCount, skipped }) =>
          onTell({
            words:
              queuedCount > 0
                ? doneWords('mailed', user.username)
                : {
                    done: mail('skipped', { username: user.username }),
                    say: mail(`why.${skipped[0]?.reason ?? 'other'}` as 'why.other'),
                  },
          }),
        onError: notifyError,
      },
    );
  return (
    <Button variant="default" leftSection={<IconMail size={16} />} loading={resend.isPending} onClick={run}>
      {t('action.mail')}
    </Button>
  );
}
