import { Button, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import { USER_MAIL_KINDS, type UserMailKind } from '../../../shared/mail-templates.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { UserSelect } from '../../parts/UserSelect.tsx';
import { useResend } from '../../parts/use-resend.ts';
import { FormActions } from '../../ui/FormSection.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { emailSearch } from './search.ts';

/** `Resend...` of the old console. */
export function ResendButton(): ReactNode {
  const { t } = useTranslation('email');
  const [search, setSearch] = useSearchState(emailSearch);
  const isOpen = search.drawer === 'resend';
  const close = () => setSearch({ drawer: undefined });
  return (
    <>
      <Button onClick={() => setSearch({ drawer: 'resend' })}>{t('sent.resend')}</Button>
      <SideDrawer title={t('sent.resendTitle')} isOpen={isOpen} onClose={close}>
        {isOpen ? <ResendForm onClose={close} /> : null}
      </SideDrawer>
    </>
  );
}

function ResendForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('email');
  const { t: common } = useTranslation('common');
  const { command, skippedText } = useResend();
  const [userId, setUserId] = useState<UserId>();
  const [kind, setKind] = useState<UserMailKind>('new-user');
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    setMissing(userId === undefined);
    if (userId === undefined) return;
    command.mutate(
      { ids: [userId], kind },
      {
        onSuccess: (done) => {
          if (done.queuedCount === 0) return;
          notifyDone(t('sent.queued', { count: done.queuedCount, formatted: formatNumber(done.queuedCount) }));
          onClose();
        },
      },
    );
  };
  const skipped = command.data?.queuedCount === 0 ? skippedText(command.data) : '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap={12}>
        <CommandError error={command.error} />
        <Text size="sm" c="dimmed">
          {t('sent.resendText')}
        </Text>
        <UserSelect
          label={t('sent.resendUser')}
          value={userId}
          onChange={setUserId}
          error={isMissing && userId === undefined ? common('fields.required') : undefined}
        />
        <Radio.Group label={t('sent.resendKind')} value={kind} onChange={(next) => setKind(next as UserMailKind)}>
          <Stack gap={8} mt={4}>
            {USER_MAIL_KINDS.map((each) => (
              <Radio key={each} value={each} label={t(`content.kind.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {skipped === '' ? null : (
          <Text size="sm" c="var(--app-denied)" role="status">
            {skipped}
          </Text>
        )}
      </Stack>
      <FormActions>
        <Button type="submit" loading={command.isPending}>
          {t('sent.resendSend')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
