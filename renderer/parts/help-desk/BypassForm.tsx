import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { UserId } from '../../../shared/ids.ts';
import { nonEmptyTextSchema } from '../../../shared/schemas/common.ts';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { CommandError } from '../errors.tsx';
import { UserSelect } from '../UserSelect.tsx';
import { validateWith } from '../validate-with.ts';
import { ReasonField } from './ReasonField.tsx';
import { BYPASS_SECONDS, SecondsField } from './SecondsField.tsx';

type Values = { userId: UserId | undefined; reason: string; seconds: number | '' | undefined };

const valuesSchema = z.object({
  userId: z.number(),
  reason: nonEmptyTextSchema,
  seconds: z.int().min(BYPASS_SECONDS.min).max(BYPASS_SECONDS.max).optional(),
});

export type BypassFormProps = {
  /** Known already: no field asks. */
  readonly userId?: UserId | undefined;
  /** Chosen at first, and can be changed. */
  readonly suggestedUserId?: UserId | undefined;
  readonly reason?: string;
  readonly onStarted: (bypass: Bypass) => void;
  /** Without: no Cancel. */
  readonly onClose?: () => void;
};

/** Lets one person in once without the second factor. */
export function BypassForm({ userId, suggestedUserId, reason = '', onStarted, onClose }: BypassFormProps): ReactNode {
  const { t } = useTranslation('bypass');
  const { t: common } = useTranslation('common');
  const isMailed = useQueryOf('mail.facts').data?.sendsToUsers === true;
  const start = useCommand('bypasses.start');
  const form = useForm<Values>({
    initialValues: { userId: userId ?? suggestedUserId, reason, seconds: undefined },
    validate: validateWith(valuesSchema),
  });
  const submit = form.onSubmit((values) => {
    if (values.userId === undefined || values.seconds === '') return;
    const { seconds } = values;
    start.mutate(
      { userId: values.userId, reason: values.reason.trim(), ...(seconds === undefined ? {} : { seconds }) },
      { onSuccess: onStarted },
    );
  }, focusFirstError);
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <CommandError error={start.error} />
        {userId === undefined ? (
          <UserSelect
            label={t('form.user')}
            isFirst={suggestedUserId === undefined}
            value={form.values.userId}
            onChange={(chosen) => form.setFieldValue('userId', chosen)}
            error={form.errors.userId}
          />
        ) : null}
        <ReasonField
          label={t('form.reason')}
          description={isMailed ? t('form.reasonMailed') : undefined}
          usual={[t('reason.lostPhone'), t('reason.forgotToken'), t('reason.newPhone'), t('reason.abroad')]}
          {...form.getInputProps('reason')}
        />
        <SecondsField
          value={form.values.seconds}
          onChange={(seconds) => form.setFieldValue('seconds', seconds)}
          error={form.errors.seconds}
        />
      </Fields>
      <FormActions>
        <Button type="submit" loading={start.isPending}>
          {t('form.submit')}
        </Button>
        {onClose === undefined ? null : (
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        )}
      </FormActions>
    </form>
  );
}
