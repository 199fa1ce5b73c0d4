import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { radiusClientIdSchema } from '../../../shared/ids.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { MessageAuthenticatorField, NameFields, SignInFields } from '../../parts/radius/ClientFields.tsx';
import { type ClientValues, emptyClient, toClientRequest, validateClient } from '../../parts/radius/client-values.ts';
import { SharedSecretField } from '../../parts/radius/SharedSecretField.tsx';
import { generateSharedSecret } from '../../parts/radius/shared-secret.ts';
import { Fields } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { DEVICE_KINDS, type SetupSearch } from './search.ts';

export const CLIENT_FORM_ID = 'setup-client';

type StepProps = { readonly search: SetupSearch; readonly onChange: (change: Partial<SetupSearch>) => void };

/** The device that will ask: added here, set up by the guide of its own page. */
export function ClientStep({ search, onChange }: StepProps): ReactNode {
  const id = radiusClientIdSchema.safeParse(search.client).data;
  return id === undefined ? <NewClient search={search} onChange={onChange} /> : <AddedClient search={search} />;
}

function NewClient({ search, onChange }: StepProps): ReactNode {
  const { t } = useTranslation('setup');
  const { t: guide } = useTranslation('radiusGuide');
  const create = useCommand('radiusClients.create');
  const form = useForm<ClientValues>({
    initialValues: { ...emptyClient(), sharedSecret: generateSharedSecret() },
    validate: validateClient(true),
  });
  const add = form.onSubmit((values) => {
    create.mutate(
      { fields: toClientRequest(values).fields, sharedSecret: values.sharedSecret },
      {
        onSuccess: (client) => {
          notifyDone(t('client.added', { name: client.name }));
          onChange({ client: client.id });
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code.startsWith('RADIUS_CLIENT_ADDRESS_')) form.setFieldError('address', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  return (
    <form id={CLIENT_FORM_ID} onSubmit={add} noValidate style={{ maxWidth: 560 }}>
      <Fields>
        <Title order={2}>{t('client.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('client.text')}
        </Text>
        {create.error?.code.startsWith('RADIUS_CLIENT_ADDRESS_') ? null : <CommandError error={create.error} />}
        <Select
          label={guide('device')}
          allowDeselect={false}
          data={DEVICE_KINDS.map((value) => ({ value, label: guide(`devices.${value}`) }))}
          value={search.device ?? 'generic'}
          onChange={(chosen) => onChange({ device: DEVICE_KINDS.find((kind) => kind === chosen) })}
        />
        <NameFields form={form} />
        <SharedSecretField
          value={form.values.sharedSecret}
          error={form.errors.sharedSecret}
          onChange={(secret) => form.setFieldValue('sharedSecret', secret)}
        />
        <Text size="sm">{t('client.copySecret')}</Text>
        <SignInFields form={form} />
        <MessageAuthenticatorField form={form} />
      </Fields>
    </form>
  );
}

function AddedClient({ search }: { readonly search: SetupSearch }): ReactNode {
  const { t } = useTranslation('setup');
  const { t: radius } = useTranslation('radius');
  const id = radiusClientIdSchema.parse(search.client);
  const client = useQueryOf('radiusClients.get', { id });
  if (client.data === undefined) return <CommandError error={client.error} />;
  return (
    <Stack gap={12} maw={560}>
      <Title order={2}>{t('client.addedTitle', { name: client.data.name })}</Title>
      <KeyValue
        rows={[
          { label: radius('field.name'), value: client.data.name },
          { label: radius('field.address'), value: client.data.address },
          { label: radius('field.otpEntry'), value: radius(`otpEntry.${client.data.otpEntry}`) },
        ]}
      />
      <Text size="sm">{t('client.guideText')}</Text>
      <Group>
        <LinkButton
          variant="default"
          to="/radius/$clientId"
          params={{ clientId: String(id) }}
          search={{ device: search.device ?? 'generic' }}
          target="_blank"
        >
          {t('client.guide')}
        </LinkButton>
      </Group>
    </Stack>
  );
}
