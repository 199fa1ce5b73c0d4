import { Button, Fieldset, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredMailSettings } from '../../../shared/schemas/mail.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import classes from './Email.module.css';
import { SenderFields, ServerFields } from './SettingsFields.tsx';
import { type MailValues, toMailRequest, toMailValues, validateMail } from './settings-values.ts';

/** @param stored follows the server; what is being edited is kept until it is saved, discarded or loaded again */
export function MailSettingsForm({
  stored,
  onReload,
  onDirty,
}: {
  readonly stored: StoredMailSettings;
  readonly onReload: () => Promise<StoredMailSettings | undefined>;
  readonly onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const mayChange = useMay('administer');
  const update = useCommand('mail.update');
  // What the fields were filled from: its revision goes with the save.
  const [base, setBase] = useState(stored);
  const form = useForm<MailValues>({ initialValues: toMailValues(stored), validate: validateMail });
  const isDirty = form.isDirty();
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  const fill = (from: StoredMailSettings) => {
    const values = toMailValues(from);
    setBase(from);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
    update.reset();
  };
  if (stored.revision !== base.revision && !isDirty && !update.isPending) fill(stored);
  const isAboutCertificate = update.error?.code === 'MAIL_CERTIFICATE_INVALID';
  const save = form.onSubmit(
    (values) =>
      update.mutate(toMailRequest(values, base.revision), {
        onSuccess: (saved) => {
          fill(saved);
          notifyDone(t('saved'));
        },
        onError: (error) => {
          if (error.code === 'MAIL_CERTIFICATE_INVALID') form.setFieldError('authorityCertificate', errorText(error).what);
        },
      }),
    focusFirstError,
  );
  const reload = () =>
    void onReload().then((newest) => {
      if (newest !== undefined) fill(newest);
    });
  return (
    <form onSubmit={save} noValidate>
      <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
        <Stack gap={16}>
          <Section title={t('server.title')} description={t('server.text')} aside={<LastChange stored={base} />}>
            <ServerFields form={form} hasPassword={base.hasPassword} />
          </Section>
          <Section title={t('sender.title')}>
            <SenderFields form={form} />
          </Section>
        </Stack>
      </Fieldset>
      <SaveBar
        isDirty={isDirty}
        isSaving={update.isPending}
        onDiscard={() => fill(stored)}
        error={
          update.error === null || isAboutCertificate ? null : (
            <>
              <CommandError error={update.error} />
              {update.error.code === 'SETTINGS_REVISION_CONFLICT' ? (
                <Text size="sm" my={8}>
                  {t('conflictKept')}{' '}
                  <Button size="compact-xs" variant="default" onClick={reload}>
                    {t('reload')}
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

function LastChange({ stored }: { readonly stored: StoredMailSettings }): ReactNode {
  const { t } = useTranslation('email');
  if (stored.changedAt === undefined) return <span className={classes.lastChange}>{t('neverChanged')}</span>;
  return (
    <span className={classes.lastChange}>
      {t('lastChange', { name: stored.changedBy ?? '' })}, <RelativeTime at={stored.changedAt} />
    </span>
  );
}
