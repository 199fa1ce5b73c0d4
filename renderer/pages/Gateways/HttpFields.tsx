import { ActionIcon, Button, NativeSelect, Select, Switch, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AuthorityField } from '../../parts/delivery/AuthorityField.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { Fields } from '../../ui/FormSection.tsx';
import { Section } from '../../ui/Page.tsx';
import type { GatewayForm } from './form-type.ts';
import { SecretField } from './SecretField.tsx';
import { TemplateField } from './TemplateField.tsx';

const METHODS = ['GET', 'POST', 'PUT'] as const;
const BODY_FORMATS = ['none', 'form', 'json', 'xml', 'text'] as const;
const AUTHENTICATIONS = ['none', 'basic', 'bearer', 'header'] as const;

type Props = { readonly form: GatewayForm; readonly hasPassword: boolean; readonly names: CredentialNames };
/** What the maker calls them; '' for our own words. */
export type CredentialNames = { readonly username: string; readonly password: string };

export function HttpFields({ form, hasPassword, names }: Props): ReactNode {
  return (
    <>
      <RequestSection form={form} hasPassword={hasPassword} names={names} />
      <SuccessSection form={form} />
      <InboundSection form={form} />
    </>
  );
}

function RequestSection({ form, hasPassword, names }: Props): ReactNode {
  const { t } = useTranslation('gateways');
  const { http } = form.values;
  return (
    <Section title={t('section.request')} description={t('http.text')}>
      <Fields>
        <NativeSelect w={140} label={t('http.method')} data={[...METHODS]} {...form.getInputProps('http.method')} />
        <TemplateField
          label={t('http.url')}
          value={http.url}
          error={form.errors['http.url']}
          onChange={(url) => form.setFieldValue('http.url', url)}
        />
        <Headers form={form} />
        {http.method === 'GET' && http.bodyFormat === 'none' ? null : (
          <>
            <NativeSelect
              w={280}
              label={t('http.bodyFormat')}
              data={BODY_FORMATS.map((format) => ({ value: format, label: t(`bodyFormat.${format}`) }))}
              {...form.getInputProps('http.bodyFormat')}
            />
            {http.bodyFormat === 'none' ? null : (
              <TemplateField
                label={t('http.body')}
                description={t('http.bodyText')}
                minRows={5}
                value={http.body}
                error={form.errors['http.body']}
                onChange={(body) => form.setFieldValue('http.body', body)}
              />
            )}
          </>
        )}
        <Select
          label={t('http.authentication')}
          data={AUTHENTICATIONS.map((kind) => ({ value: kind, label: t(`authentication.${kind}`) }))}
          allowDeselect={false}
          {...form.getInputProps('http.authentication')}
        />
        {http.authentication === 'header' ? (
          <TextInput
            label={t('http.authenticationHeader')}
            description={t('http.authenticationHeaderText')}
            spellCheck={false}
            {...form.getInputProps('http.authenticationHeader')}
          />
        ) : null}
        <div className={classes.pair}>
          <TextInput
            label={names.username === '' ? t('http.username') : t('named.username', { name: names.username })}
            autoComplete="off"
            {...form.getInputProps('http.username')}
          />
          <SecretField form={form} hasPassword={hasPassword} name={names.password} />
        </div>
        <div className={classes.pair}>
          <TextInput
            label={t('http.proxyUrl')}
            description={t('http.proxyUrlText')}
            placeholder="http://proxy.example.org:3128"
            spellCheck={false}
            {...form.getInputProps('http.proxyUrl')}
          />
          <AuthorityField
            label={t('authority.label')}
            description={t('authority.text')}
            {...form.getInputProps('http.authorityCertificate')}
          />
        </div>
      </Fields>
    </Section>
  );
}

function Headers({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  const { headers } = form.values.http;
  return (
    <fieldset className={classes.plain} aria-label={t('http.headers')}>
      {headers.map((header, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, their place is what they are
        <div key={index} className={classes.header}>
          <TextInput
            aria-label={t('http.headerName', { number: index + 1 })}
            placeholder={t('http.headerNameHint')}
            spellCheck={false}
            value={header.name}
            error={form.errors[`http.headers.${index}.name`]}
            onChange={(event) => form.setFieldValue(`http.headers.${index}.name`, event.currentTarget.value)}
          />
          <TextInput
            className={classes.mono}
            aria-label={t('http.headerValue', { number: index + 1 })}
            placeholder={t('http.headerValueHint')}
            spellCheck={false}
            value={header.value}
            error={form.errors[`http.headers.${index}.value`]}
            onChange={(event) => form.setFieldValue(`http.headers.${index}.value`, event.currentTarget.value)}
          />
          <Tooltip label={t('http.removeHeader', { number: index + 1 })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={t('http.removeHeader', { number: index + 1 })}
              onClick={() => form.removeListItem('http.headers', index)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} />}
        onClick={() => form.insertListItem('http.headers', { name: '', value: '' })}
      >
        {t('http.addHeader')}
      </Button>
    </fieldset>
  );
}

function SuccessSection({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <Section title={t('section.success')} description={t('success.text')}>
      <Fields>
        <TextInput
          w={220}
          label={t('success.statuses')}
          description={t('success.statusesText')}
          {...form.getInputProps('http.success.statuses')}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('success.jsonPath')}
            description={t('success.jsonPathText')}
            spellCheck={false}
            {...form.getInputProps('http.success.jsonPath')}
          />
          <TagsInput
            label={t('success.values')}
            description={t('success.valuesText')}
            {...form.getInputProps('http.success.values')}
          />
          <TextInput
            label={t('success.contains')}
            description={t('success.containsText')}
            {...form.getInputProps('http.success.contains')}
          />
          <TextInput
            label={t('success.referencePath')}
            description={t('success.referencePathText')}
            spellCheck={false}
            {...form.getInputProps('http.success.referencePath')}
          />
        </div>
      </Fields>
    </Section>
  );
}

function InboundSection({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  const { inbound } = form.values.http;
  return (
    <Section title={t('section.inbound')} description={t('inboundFields.text')}>
      <Fields>
        <Switch
          label={t('inboundFields.isEnabled')}
          description={t('inboundFields.isEnabledText')}
          {...form.getInputProps('http.inbound.isEnabled', { type: 'checkbox' })}
        />
        {inbound.isEnabled ? (
          <>
            <TagsInput
              label={t('inboundFields.allowedAddresses')}
              description={t('inboundFields.allowedAddressesText')}
              placeholder={inbound.allowedAddresses.length === 0 ? '192.0.2.0/24' : undefined}
              {...form.getInputProps('http.inbound.allowedAddresses')}
            />
            <div className={classes.pair}>
              {(['replyFrom', 'replyText', 'receiptId', 'receiptStatus'] as const).map((name) => (
                <TextInput
                  key={name}
                  label={t(`inboundFields.${name}`)}
                  spellCheck={false}
                  {...form.getInputProps(`http.inbound.${name}`)}
                />
              ))}
              <TagsInput label={t('inboundFields.deliveredValues')} {...form.getInputProps('http.inbound.deliveredValues')} />
              <TagsInput label={t('inboundFields.failedValues')} {...form.getInputProps('http.inbound.failedValues')} />
            </div>
          </>
        ) : null}
      </Fields>
    </Section>
  );
}
