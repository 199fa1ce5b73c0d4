import { Alert, Button, Fieldset, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { type ClientForm, MessageAuthenticatorField, NameFields, SignInFields } from '../../parts/radius/ClientFields.tsx';
import { type ClientValues, toClientRequest, toClientValues, validateClient } from '../../parts/radius/client-values.ts';
import { SharedSecretField } from '../../parts/radius/SharedSecretField.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { ReplyAttributes } from './ReplyAttributes.tsx';
import { TrustedIps } from './TrustedIps.tsx';

/** The settings of a stored client. While something is typed, a change made elsewhere does not touch it. */
export function RadiusClientForm({
  client,
  isSent,
  onReload,
  onDirty,
}: {
  readonly client: RadiusClient;
  readonly isSent: boolean | undefined;
  readonly onReload: () => Promise<RadiusClient | undefined>;
  readonly onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const mayChange = useMay('administer');
  const update = useCommand('radiusClients.update');
  // What the fields were filled from: its revision goes with the save.
  const [base, setBase] = useState(client);
  const form = useForm<ClientValues>({ initialValues: toClientValues(client), validate: validateClient(false) });
  const isDirty = form.isDirty();
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  const fill = (from: RadiusClient) => {
    const values = toClientValues(from);
    setBase(from);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
  };
  if (client.revision !== base.revision && !isDirty && !update.isPending) fill(client);

  const isAboutAddress =
    update.error?.code === 'RADIUS_CLIENT_ADDRESS_TAKEN' || update.error?.code === 'RADIUS_CLIENT_ADDRESS_INVALID';
  const save = form.onSubmit((values) => {
    const { fields, sharedSecret } = toClientRequest(values);
    update.mutate(
      { id: base.id, revision: base.revision, fields, ...(sharedSecret === undefined ? {} : { sharedSecret }) },
      {
        onSuccess: (saved) => {
          fill(saved);
          notifyDone(t('saved'));
        },
        onError: (error) => {
          if (error.code !== 'RADIUS_CLIENT_ADDRESS_TAKEN' && error.code !== 'RADIUS_CLIENT_ADDRESS_INVALID') return;
          const { what, next } = errorText(error);
          form.setFieldError('address', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  const reload = () =>
    void onReload().then((newest) => {
      if (newest !== undefined) fill(newest);
      update.reset();
    });
  return (
    <form onSubmit={save} noValidate>
      <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
        <Stack gap={16}>
          {mayChange ? null : (
            <Text size="sm" c="dimmed">
              {t('client.readOnly')}
            </Text>
          )}
          <SettingsSections form={form} base={base} isSent={isSent} />
        </Stack>
      </Fieldset>
      <SaveBar
        isDirty={isDirty}
        isSaving={update.isPending}
        onDiscard={() => {
          update.reset();
          fill(client);
        }}
        error={
          isAboutAddress ? null : (
            <>
              <CommandError error={update.error} />
              {update.error?.code === 'RADIUS_CLIENT_REVISION_CONFLICT' ? (
                <Text size="sm" my={8}>
                  {t('client.conflictKept')}{' '}
                  <Button size="compact-xs" variant="default" onClick={reload}>
                    {t('client.reload')}
                  </Button>
                </Text>
              ) : null}
            </>
          )
        }
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}

function SettingsSections({
  form,
  base,
  isSent,
}: {
  readonly form: ClientForm;
  readonly base: RadiusClient;
  readonly isSent: boolean | undefined;
}): ReactNode {
  const { t } = useTranslation('radius');
  return (
    <>
      <Section title={t('client.whoTitle')}>
        <Stack gap={12}>
          <NameFields form={form} />
          <Switch
            label={t('field.isEnabled')}
            description={t('field.isEnabledText')}
            {...form.getInputProps('isEnabled', { type: 'checkbox' })}
          />
        </Stack>
      </Section>
      <Section title={t('client.signInTitle')}>
        <Stack gap={16}>
          <SignInFields form={form} />
          <UserMatchField form={form} />
          <Switch
            label={t('field.enablesFallbackOathToken')}
            description={t('field.enablesFallbackOathTokenText')}
            {...form.getInputProps('enablesFallbackOathToken', { type: 'checkbox' })}
          />
          <Switch
            label={t('field.enablesSecurityQuestions')}
            description={t('field.enablesSecurityQuestionsText')}
            {...form.getInputProps('enablesSecurityQuestions', { type: 'checkbox' })}
          />
          <Switch
            label={t('field.allowsMethodChoice')}
            description={t('field.allowsMethodChoiceText')}
            {...form.getInputProps('allowsMethodChoice', { type: 'checkbox' })}
          />
          <TimeoutField form={form} />
        </Stack>
      </Section>
      <Section title={t('client.trustedTitle')}>
        <TrustedIps form={form} />
      </Section>
      <Section title={t('client.securityTitle')}>
        <Stack gap={16}>
          <SharedSecretField
            value={form.values.sharedSecret}
            error={form.errors.sharedSecret}
            storedLength={base.sharedSecretLength}
            onChange={(secret) => form.setFieldValue('sharedSecret', secret)}
          />
          <MessageAuthenticatorField form={form} isSent={isSent} />
        </Stack>
      </Section>
      <Section title={t('client.repliesTitle')}>
        <Stack gap={12}>
          {form.values.otpEntry === 'challenge' ? (
            <TextInput label={t('field.challengeText')} dir="auto" {...form.getInputProps('challengeText')} />
          ) : null}
          <TextInput
            label={t('field.rejectText')}
            description={t('field.rejectTextText')}
            dir="auto"
            {...form.getInputProps('rejectText')}
          />
          <TextInput label={t('field.acceptText')} dir="auto" {...form.getInputProps('acceptText')} />
          <ReplyAttributes form={form} />
        </Stack>
      </Section>
    </>
  );
}

/** Seconds below which people do not find the phone or the token in time (reference section 10: 30 to 60). */
const SHORT_TIMEOUT_SECONDS = 30;

function TimeoutField({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  const { timeoutSeconds } = form.values;
  return (
    <div>
      <NumberInput
        label={t('field.timeoutSeconds')}
        description={t('field.timeoutSecondsText')}
        w={320}
        min={5}
        max={300}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        suffix={` ${t('field.seconds')}`}
        {...form.getInputProps('timeoutSeconds')}
      />
      {timeoutSeconds < SHORT_TIMEOUT_SECONDS ? (
        <Text size="sm" mt={4} c="var(--app-pending)" role="status">
          {t('field.timeoutShort')}
        </Text>
      ) : null}
    </div>
  );
}

/** Says what switching it off means, which is worst without a first factor. */
function UserMatchField({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  const { requiresUserMatch, firstFactor } = form.values;
  return (
    <div>
      <Switch
        label={t('field.requiresUserMatch')}
        description={t('field.requiresUserMatchText')}
        {...form.getInputProps('requiresUserMatch', { type: 'checkbox' })}
      />
      {requiresUserMatch ? null : (
        <Alert color="red" variant="light" mt={8} p={12} icon={<IconAlertTriangle size={18} />} role="status">
          {t(firstFactor === 'none' ? 'field.userMatchOffNoFactor' : 'field.userMatchOff')}
        </Alert>
      )}
    </div>
  );
}
