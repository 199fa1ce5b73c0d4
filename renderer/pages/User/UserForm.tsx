import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { changedFields, rebased, toFields, toPassword, toValues, type UserFormValues } from './convert.ts';
import classes from './User.module.css';
import { UserFields } from './UserFields.tsx';
import { validateUser } from './validate-user.ts';

/**
 * The General form. `user` may become newer while someone types: what is typed stays, and where the same user was
 * changed by someone else, the operator decides.
 */
export function UserForm({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const mayEdit = useMay('user-tasks');
  /** The state of the user that the form was filled from; its revision is the one that a save is based on. */
  const [base, setBase] = useState(user);
  const form = useForm<UserFormValues>({ initialValues: toValues(user), validate: validateUser });
  const update = useCommand('users.update');
  const notice = useRef<HTMLDivElement>(null);
  const isDirty = form.isDirty();
  const theirChanges = changedFields(base, user);
  const isConflict = user.revision > base.revision && isDirty && theirChanges.length > 0;

  /** Makes `next` the state that the form is based on. */
  const adopt = (next: User, values: UserFormValues) => {
    setBase(next);
    form.setInitialValues(toValues(next));
    form.setValues(values);
  };
  useEffect(() => {
    // Nothing typed is at risk: follow the server.
    if (user.revision > base.revision && !isConflict) adopt(user, rebased(form.getValues(), base, user));
  });

  const send = (values: UserFormValues) => {
    if (isConflict) return notice.current?.focus();
    update.mutate(
      { id: user.id, revision: base.revision, fields: toFields(values), password: toPassword(values) },
      {
        onSuccess: (saved) => {
          adopt(saved, toValues(saved));
          form.clearErrors();
          notifyDone(t('saved'));
        },
        onError: (error) => {
          if (error.code !== 'USERNAME_TAKEN') return;
          form.setFieldError('username', errorText(error).what);
          form.getInputNode('username')?.focus();
        },
      },
    );
  };
  const save = form.onSubmit(send, focusFirstError);
  const discard = () => {
    update.reset();
    form.clearErrors();
    adopt(user, toValues(user));
  };
  const keep = () => {
    update.reset();
    adopt(user, rebased(form.values, base, user));
  };
  const isShownElsewhere =
    update.error?.code === 'USERNAME_TAKEN' || (isConflict && update.error?.code === 'USER_REVISION_CONFLICT');
  return (
    <form onSubmit={save} noValidate className={classes.form} aria-label={t('section.general')}>
      {isConflict ? (
        <ConflictNotice ref={notice} base={base} theirs={user} mine={form.values} onKeep={keep} onLoad={discard} />
      ) : null}
      {mayEdit ? null : (
        <Text size="sm" c="dimmed">
          {t('readOnly')}
        </Text>
      )}
      <UserFields form={form} hasLocalPassword={user.hasLocalPassword} isReadOnly={!mayEdit} />
      <SaveBar
        isDirty={isDirty}
        isSaving={update.isPending}
        error={isShownElsewhere ? undefined : <CommandError error={update.error} />}
        onDiscard={discard}
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}
