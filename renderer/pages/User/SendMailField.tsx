import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin } from '../../../shared/methods.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import type { SendMail } from './mail-note.ts';
import type { UserForm } from './user-form.ts';

/** `Send email`, the last field of the old dialog. */
export function SendMailField({ form, mail }: { readonly form: UserForm; readonly mail: SendMail }): ReactNode {
  const { t } = useTranslation('user', { keyPrefix: 'mail' });
  const { t: reasons } = useTranslation('email', { keyPrefix: 'sent.reasons' });
  const { problem, kind, isSuggested, isChosen } = mail;
  const { mode, pin } = form.values;
  const text = () => {
    if (problem !== undefined) return t('none', { reason: reasons(problem) });
    return asksPin(mode) && pin !== '' ? `${t(kind)} ${t('withPin')}` : t(kind);
  };
  return (
    <FormSection title={t('title')}>
      <Checkbox
        label={t('send')}
        description={text()}
        disabled={problem !== undefined}
        checked={isChosen}
        onChange={({ currentTarget: { checked } }) =>
          form.setFieldValue('sendsMail', checked === isSuggested ? undefined : checked)
        }
      />
    </FormSection>
  );
}
