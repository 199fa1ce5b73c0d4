import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fields } from '../../ui/FormSection.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import type { GatewayForm } from './form-type.ts';

export function MailFields({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <Section title={t('section.mail')} description={t('mail.text')}>
      <Fields>
        <TextInput
          label={t('mail.address')}
          description={t('mail.addressText')}
          spellCheck={false}
          {...form.getInputProps('mail.address')}
        />
        <TextInput label={t('mail.subject')} description={t('mail.subjectText')} {...form.getInputProps('mail.subject')} />
        <LinkText to="/email">{t('mail.server')}</LinkText>
      </Fields>
    </Section>
  );
}
