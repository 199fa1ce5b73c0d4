import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenId } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { CodeField } from '../CodeField.tsx';
import { CommandError, errorText, notifyDone } from '../errors.tsx';
import { QrCode } from '../QrCode.tsx';
import { bareCode, isCode } from '../token-state.ts';

/** Makes a token for an authenticator app, shows its QR code once, and switches it on with its first code. */
export function EnrolPanel({
  user,
  tokenId,
  onClose,
}: {
  readonly user: User;
  /** A token that waits for its first code; undefined: a new one is made. */
  readonly tokenId: number | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const tokens = useQueryOf('tokens.list', { userId: user.id, limit: 100 });
  const enrol = useCommand('tokens.enrolApp');
  const waiting = tokens.data?.rows.find(({ id, isPending }) => id === tokenId && isPending);
  const made = enrol.data;
  const begin = () => enrol.mutate({ userId: user.id });
  if (made !== undefined) {
    return (
      <Fields>
        <Text size="sm">{t('enrol.scan')}</Text>
        <QrCode text={made.otpauthUri} label={t('enrol.qr')} />
        <Text size="sm" c="dimmed">
          {t('enrol.account', { serial: made.token.serial })}
        </Text>
        <details>
          <summary>{t('enrol.cannotScan')}</summary>
          <CopyField label={t('enrol.uri')} value={made.otpauthUri} />
        </details>
        <ConfirmForm key={made.token.id} id={made.token.id} user={user} onClose={onClose} />
      </Fields>
    );
  }
  return (
    <Fields>
      {waiting === undefined ? (
        <Text size="sm">
          {t('enrol.text')} {t('enrol.beginText')}
        </Text>
      ) : (
        <>
          <Text size="sm">{t('enrol.pending', { serial: waiting.serial })}</Text>
          <ConfirmForm id={waiting.id} user={user} onClose={onClose} />
        </>
      )}
      <CommandError error={enrol.error} />
      <FormActions>
        <Button variant={waiting === undefined ? 'filled' : 'default'} loading={enrol.isPending} onClick={begin} data-autofocus>
          {t(waiting === undefined ? 'enrol.begin' : 'enrol.again')}
        </Button>
        {waiting === undefined ? (
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        ) : null}
      </FormActions>
    </Fields>
  );
}

function ConfirmForm({
  id,
  user,
  onClose,
}: {
  readonly id: TokenId;
  readonly user: User;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const confirm = useCommand('tokens.confirmApp');
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (isCode(code) ? null : t('code.digits')) },
  });
  const submit = form.onSubmit(({ code }) =>
    confirm.mutate(
      { id, code: bareCode(code) },
      {
        onSuccess: () => {
          notifyDone(t('enrol.done', { username: user.username }));
          onClose();
        },
        onError: (error) => {
          if (error.code !== 'TOKEN_CODE_WRONG') return;
          const { what, next } = errorText(error);
          form.setFieldError('code', `${what}. ${next}`);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {confirm.error?.code === 'TOKEN_CODE_WRONG' ? null : <CommandError error={confirm.error} />}
        <CodeField label={t('enrol.code')} description={t('enrol.codeText')} autoFocus {...form.getInputProps('code')} />
        <FormActions>
          <Button type="submit" loading={confirm.isPending}>
            {t('enrol.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {common('close')}
          </Button>
        </FormActions>
      </Fields>
    </form>
  );
}
