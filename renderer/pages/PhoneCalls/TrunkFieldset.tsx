import { NativeSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TRUNK_TRANSPORTS } from '../../../shared/schemas/trunk.ts';
import { AuthorityField } from '../../parts/delivery/AuthorityField.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { SecretField } from '../../parts/delivery/SecretField.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { Section } from '../../ui/Page.tsx';
import { NumbersSection } from './NumbersSection.tsx';
import own from './PhoneCalls.module.css';
import { ADVANCED_FIELDS, type TrunkValues, withTransport } from './trunk-values.ts';

type Props = { readonly form: UseFormReturnType<TrunkValues> };
const NUMBER = { allowDecimal: false, allowNegative: false, clampBehavior: 'none' } as const;
/** Orders of preference; the two codecs are all there are. */
const CODEC_ORDERS = ['pcma,pcmu', 'pcmu,pcma', 'pcma', 'pcmu'] as const;

/** The whole form of a trunk: what an administrator knows first, what seldom changes folded away at the end. */
export function TrunkFieldset({ form, hasPassword }: Props & { readonly hasPassword: boolean }): ReactNode {
  return (
    <>
      <GeneralSection form={form} hasPassword={hasPassword} />
      <NumbersSection form={form} />
      <SoundSection form={form} />
      <LimitsSection form={form} />
      <TlsSection form={form} />
      <AdvancedSection form={form} />
    </>
  );
}

function GeneralSection({ form, hasPassword }: Props & { readonly hasPassword: boolean }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { transport } = form.values;
  return (
    <Section title={t('section.general')}>
      <Fields>
        <div className={classes.pair}>
          <TextInput label={t('field.name')} description={t('field.nameText')} dir="auto" {...form.getInputProps('name')} />
          <Switch
            mt={24}
            label={t('field.isEnabled')}
            description={t('field.isEnabledText')}
            {...form.getInputProps('isEnabled', { type: 'checkbox' })}
          />
          <TextInput
            label={t('field.host')}
            description={t('field.hostText')}
            placeholder="pbx.example.org"
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('host')}
          />
          <div className={classes.pair}>
            <NativeSelect
              label={t('field.transport')}
              description={t('field.transportText')}
              data={TRUNK_TRANSPORTS.map((value) => ({ value, label: t(`transport.${value}`) }))}
              value={transport}
              error={form.errors.transport}
              onChange={(event) => {
                const chosen = TRUNK_TRANSPORTS.find((value) => value === event.currentTarget.value);
                if (chosen !== undefined) form.setValues(withTransport(form.values, chosen));
              }}
            />
            <NumberInput label={t('field.port')} description={t('field.portText')} {...NUMBER} {...form.getInputProps('port')} />
          </div>
          <TextInput
            label={t('field.username')}
            description={t('field.usernameText')}
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('username')}
          />
          <SecretField
            label={t('field.password')}
            description={t('field.passwordText')}
            hasStored={hasPassword}
            storedText={t('field.passwordStored')}
            removeLabel={t('field.passwordRemove')}
            isRemoving={form.values.removesPassword}
            password={form.getInputProps('password')}
            removes={form.getInputProps('removesPassword', { type: 'checkbox' })}
          />
        </div>
        <Switch
          label={t('field.registers')}
          description={t('field.registersText')}
          {...form.getInputProps('registers', { type: 'checkbox' })}
        />
        {transport === 'tls' ? null : <p className={classes.dimmed}>{t('field.inTheClear')}</p>}
      </Fields>
    </Section>
  );
}

function SoundSection({ form }: Props): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { transport, codecs } = form.values;
  return (
    <Section title={t('section.sound')}>
      <Fields>
        <div className={classes.pair}>
          <Select
            label={t('field.codecs')}
            description={t('field.codecsText')}
            data={CODEC_ORDERS.map((value) => ({ value, label: t(`codecs.${value}`) }))}
            allowDeselect={false}
            value={codecs.join(',')}
            onChange={(order) => form.setFieldValue('codecs', (order ?? 'pcma').split(',') as TrunkValues['codecs'])}
            error={form.errors.codecs}
          />
          <TextInput
            label={t('field.publicAddress')}
            description={t('field.publicAddressText')}
            placeholder="192.0.2.10"
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('publicAddress')}
          />
        </div>
        <Switch
          label={t('field.usesSrtp')}
          description={t(transport === 'tls' ? 'field.usesSrtpText' : 'field.usesSrtpNeedsTls')}
          disabled={transport !== 'tls'}
          {...form.getInputProps('usesSrtp', { type: 'checkbox' })}
        />
        <Switch
          label={t('field.isMediaSymmetric')}
          description={t('field.isMediaSymmetricText')}
          {...form.getInputProps('isMediaSymmetric', { type: 'checkbox' })}
        />
      </Fields>
    </Section>
  );
}

function LimitsSection({ form }: Props): ReactNode {
  const { t } = useTranslation('phoneCalls');
  return (
    <Section title={t('section.limits')}>
      <div className={classes.triple}>
        {(['callsAtOnceMax', 'callsPerSecondMax', 'responseTimeoutSeconds'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`field.${name}`)}
            description={t(`field.${name}Text`)}
            suffix={name === 'responseTimeoutSeconds' ? ` ${t('seconds')}` : ''}
            {...NUMBER}
            {...form.getInputProps(name)}
          />
        ))}
      </div>
    </Section>
  );
}

function TlsSection({ form }: Props): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { transport } = form.values;
  return (
    <Section title={t('section.tls')}>
      {transport === 'tls' ? (
        <AuthorityField
          label={t('field.authorityCertificate')}
          description={t('field.authorityCertificateText')}
          {...form.getInputProps('authorityCertificate')}
        />
      ) : (
        <p className={classes.dimmed}>{t('field.tlsOff', { transport: t(`transport.${transport}`) })}</p>
      )}
    </Section>
  );
}

function AdvancedSection({ form }: Props): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const [isUnfolded, setUnfolded] = useState(false);
  const hasProblem = ADVANCED_FIELDS.some((name) => form.errors[name] !== undefined);
  const isOpen = isUnfolded || hasProblem;
  return (
    <Section title={t('section.advanced')}>
      {/* No button: those of a form that is read only are off, and an auditor unfolds this too. */}
      <details className={own.fold} open={isOpen} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
        <summary>{t(isOpen ? 'hideAdvanced' : 'showAdvanced')}</summary>
        <Fields>
          <div className={classes.pair}>
            <TextInput
              label={t('field.authenticationName')}
              description={t('field.authenticationNameText')}
              placeholder={form.values.username}
              spellCheck={false}
              autoComplete="off"
              {...form.getInputProps('authenticationName')}
            />
            <TextInput
              label={t('field.domain')}
              description={t('field.domainText')}
              placeholder={form.values.host}
              spellCheck={false}
              autoComplete="off"
              {...form.getInputProps('domain')}
            />
            <NumberInput
              label={t('field.localPort')}
              description={t('field.localPortText')}
              disabled={form.values.transport !== 'udp'}
              {...NUMBER}
              {...form.getInputProps('localPort')}
            />
            {(['registerSeconds', 'optionsSeconds'] as const).map((name) => (
              <NumberInput
                key={name}
                label={t(`field.${name}`)}
                description={t(`field.${name}Text`)}
                suffix={` ${t('seconds')}`}
                {...NUMBER}
                {...form.getInputProps(name)}
              />
            ))}
          </div>
          <Switch
            label={t('field.sendsAssertedIdentity')}
            description={t('field.sendsAssertedIdentityText')}
            {...form.getInputProps('sendsAssertedIdentity', { type: 'checkbox' })}
          />
          <Switch
            label={t('field.sendsAccountInFrom')}
            description={t('field.sendsAccountInFromText')}
            {...form.getInputProps('sendsAccountInFrom', { type: 'checkbox' })}
          />
        </Fields>
      </details>
    </Section>
  );
}
