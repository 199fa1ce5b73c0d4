import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { UserId } from '../../../shared/ids.ts';
import { nonEmptyTextSchema } from '../../../shared/schemas/common.ts';
import type { Block } from '../../../shared/schemas/rule.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { formatNumber } from '../../ui/time.ts';
import { CommandError, notifyDone } from '../errors.tsx';
import { UserSelect } from '../UserSelect.tsx';
import { validateWith } from '../validate-with.ts';
import { ReasonField } from './ReasonField.tsx';

const valuesSchema = z.object({ userId: z.number(), reason: nonEmptyTextSchema });

export type BlockFormProps = {
  /** Known already: no field asks. */
  readonly userId?: UserId | undefined;
  readonly suggestedUserId?: UserId | undefined;
  readonly onBlocked: (block: Block) => void;
  readonly onClose: () => void;
};

/** Refuses every sign-in of one person for the days of the setting. */
export function BlockForm({ userId, suggestedUserId, onBlocked, onClose }: BlockFormProps): ReactNode {
  const { t } = useTranslation('blocked');
  const { t: common } = useTranslation('common');
  const days = useQueryOf('blocks.facts').data?.blockDays;
  const isMailed = useQueryOf('mail.facts').data?.sendsToUsers === true;
  const add = useCommand('blocks.add');
  const form = useForm<{ userId: UserId | undefined; reason: string }>({
    initialValues: { userId: userId ?? suggestedUserId, reason: '' },
    validate: validateWith(valuesSchema),
  });
  const submit = form.onSubmit((values) => {
    if (values.userId === undefined) return;
    add.mutate(
      { userId: values.userId, reason: values.reason.trim() },
      {
        onSuccess: (block) => {
          notifyDone(t('added', { username: block.username }));
          onBlocked(block);
        },
      },
    );
  }, focusFirstError);
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <CommandError error={add.error} />
        <Text size="sm">
          {days === undefined ? t('form.text') : t('form.textDays', { count: days, formatted: formatNumber(days) })}
        </Text>
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
          description={t(isMailed ? 'form.reasonMailed' : 'form.reasonText')}
          usual={[t('reason.stolen'), t('reason.suspicious'), t('reason.left')]}
          data-autofocus={userId === undefined ? undefined : true}
          {...form.getInputProps('reason')}
        />
      </Fields>
      <FormActions>
        <Button type="submit" loading={add.isPending}>
          {t('form.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
