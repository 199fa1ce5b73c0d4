import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { MessageAuthenticatorField, NameFields, SignInFields } from '../../parts/radius/ClientFields.tsx';
import { type ClientValues, emptyClient, toClientRequest, validateClient } from '../../parts/radius/client-values.ts';
import { SharedSecretField } from '../../parts/radius/SharedSecretField.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';

/** What a new client cannot do without; the rest is on its page, which opens when it was added. */
export function AddClientDrawer({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('radius');
  return (
    <SideDrawer title={t('addTitle')} isOpen={isOpen} onClose={onClose}>
      <AddClientForm onClose={onClose} />
    </SideDrawer>
  );
}

function AddClientForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('radius');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const create = useCommand('radiusClients.create');
  const form = useForm<ClientValues>({ initialValues: emptyClient(), validate: validateClient(true) });
  const isAboutAddress =
    create.error?.code === 'RADIUS_CLIENT_ADDRESS_TAKEN' || create.error?.code === 'RADIUS_CLIENT_ADDRESS_INVALID';
  const add = form.onSubmit((values) => {
    const { fields } = toClientRequest(values);
    create.mutate(
      { fields, sharedSecret: values.sharedSecret },
      {
        onSuccess: (client) => {
          notifyDone(t('added', { name: client.name }));
          void navigate({ to: '/radius/$clientId', params: { clientId: String(client.id) } });
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'RADIUS_CLIENT_ADDRESS_TAKEN' || error.code === 'RADIUS_CLIENT_ADDRESS_INVALID') {
            form.setFieldError('address', `${what}. ${next}`);
          }
        },
      },
    );
  }, focusFirstError);
  return (
    <form onSubmit={add} noValidate>
      <Fields>
        {isAboutAddress ? null : <CommandError error={create.error} />}
        <NameFields form={form} />
        <SharedSecretField
          value={form.values.sharedSecret}
          error={form.errors.sharedSecret}
          onChange={(secret) => form.setFieldValue('sharedSecret', secret)}
        />
        <SignInFields form={form} />
        <MessageAuthenticatorField form={form} />
        <Text size="sm" c="dimmed">
          {t('addMore')}
        </Text>
      </Fields>
      <FormActions>
        <Button type="submit" loading={create.isPending}>
          {t('add')}
        </Button>
        <Button variant="default" onClick={onClose} disabled={create.isPending}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
