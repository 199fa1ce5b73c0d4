import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AuthorityField } from '../../parts/delivery/AuthorityField.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { Fields } from '../../ui/FormSection.tsx';
import { Section } from '../../ui/Page.tsx';
import type { GatewayForm } from './form-type.ts';
import { SecretField } from './SecretField.tsx';

const BINDS = ['transceiver', 'transmitter-and-receiver', 'transmitter'] as const;
const ALPHABETS = ['gsm', 'latin1', 'ucs2'] as const;
const LONG_MESSAGES = ['udh', 'sar', 'payload'] as const;
const NUMBER = { allowDecimal: false, allowNegative: false, clampBehavior: 'none' } as const;

export function SmppFields({ form, hasPassword }: { readonly form: GatewayForm; readonly hasPassword: boolean }): ReactNode {
  const { t } = useTranslation('gateways');
  const { usesTls } = form.values.smpp;
  return (
    <>
      <Section title={t('section.connection')} description={t('smpp.text')}>
        <Fields>
          <div className={classes.pair}>
            <TextInput
              label={t('smpp.host')}
              placeholder="smsc.example.org"
              spellCheck={false}
              {...form.getInputProps('smpp.host')}
            />
            <NumberInput label={t('smpp.port')} {...NUMBER} {...form.getInputProps('smpp.port')} />
            <TextInput label={t('smpp.systemId')} autoComplete="off" {...form.getInputProps('smpp.systemId')} />
            <SecretField form={form} hasPassword={hasPassword} name="" />
            <TextInput
              label={t('smpp.systemType')}
              description={t('smpp.systemTypeText')}
              {...form.getInputProps('smpp.systemType')}
            />
            <Select
              label={t('smpp.bind')}
              description={t('smpp.bindText')}
              data={BINDS.map((bind) => ({ value: bind, label: t(`bind.${bind}`) }))}
              allowDeselect={false}
              {...form.getInputProps('smpp.bind')}
            />
          </div>
          <Switch
            label={t('smpp.usesTls')}
            description={usesTls ? undefined : t('smpp.noTls')}
            {...form.getInputProps('smpp.usesTls', { type: 'checkbox' })}
          />
          {usesTls ? (
            <AuthorityField
              label={t('authority.label')}
              description={t('authority.text')}
              {...form.getInputProps('smpp.authorityCertificate')}
            />
          ) : null}
        </Fields>
      </Section>
      <Section title={t('section.messages')}>
        <Fields>
          <Switch
            label={t('smpp.asksReceipts')}
            description={t('smpp.asksReceiptsText')}
            {...form.getInputProps('smpp.asksReceipts', { type: 'checkbox' })}
          />
          <div className={classes.pair}>
            <Select
              label={t('smpp.alphabet')}
              description={t('smpp.alphabetText')}
              data={ALPHABETS.map((alphabet) => ({ value: alphabet, label: t(`alphabet.${alphabet}`) }))}
              allowDeselect={false}
              {...form.getInputProps('smpp.alphabet')}
            />
            <Select
              label={t('smpp.longMessages')}
              description={t('smpp.longMessagesText')}
              data={LONG_MESSAGES.map((way) => ({ value: way, label: t(`longMessages.${way}`) }))}
              allowDeselect={false}
              {...form.getInputProps('smpp.longMessages')}
            />
            <NumberInput
              label={t('smpp.enquireLinkSeconds')}
              suffix={` ${t('seconds')}`}
              {...NUMBER}
              {...form.getInputProps('smpp.enquireLinkSeconds')}
            />
            <NumberInput label={t('smpp.windowSize')} {...NUMBER} {...form.getInputProps('smpp.windowSize')} />
          </div>
        </Fields>
      </Section>
    </>
  );
}
