import { Tabs, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { FormSection } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { AdvancedFields } from './AdvancedFields.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { changedFields, rebased, toFields, toPassword, toPin, toValues, type UserFormValues } from './convert.ts';
import { fieldProblem } from './field-problem.ts';
import { sendsMail } from './mail-note.ts';
import type { FormTab } from './search.ts';
import { TagsField } from './TagsField.tsx';
import classes from './User.module.css';
import { UserFields } from './UserFields.tsx';
import { useMethodFacts } from './use-method-facts.ts';
import { useSendMail } from './use-send-mail.ts';
import { tabOfField, validateUser } from './validate-user.ts';

/**
 * The form of the tabs General, Advanced and Tags. `user` may become newer while someone types: what is typed stays, and where the same user was
 * changed by someone else, the operator decides.
 */
export function UserForm({
  user,
  isShown,
  onTab,
}: {
  readonly user: User;
  /** False while a tab is open that is none of its own: what was typed stays. */
  readonly isShown: boolean;
  readonly onTab: (tab: FormTab) => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const mayEdit = useMay('user-tasks');
  /** The state of the user that the form was filled from; its revision is the one that a save is based on. */
  const [base, setBase] = useState(user);
  const form = useForm<UserFormValues>({ initialValues: toValues(user), validate: (values) => validateUser(values, base) });
  const update = useCommand('users.update');
  const facts = useMethodFacts(user);
  const mail = useSendMail(form.values, base);
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
      {
        id: user.id,
        revision: base.revision,
        fields: toFields(values),
        password: toPassword(values),
        pin: toPin(values),
        sendsMail: sendsMail(mail),
      },
      {
        onSuccess: (saved) => {
          adopt(saved, toValues(saved));
          form.clearErrors();
          notifyDone(t(mail?.isChosen === true ? 'savedMailed' : 'saved'));
        },
        onError: (error) => {
          const problem = fieldProblem(error);
          if (problem === undefined) return;
          onTab('general');
          form.setFieldError(problem.field, problem.text);
          form.getInputNode(problem.field)?.focus();
        },
      },
    );
  };
  const save = form.onSubmit(send, (errors, values, event) => {
    const [first] = Object.keys(errors);
    if (first !== undefined) onTab(tabOfField(first));
    focusFirstError(errors, values, event);
  });
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
    (update.error !== null && fieldProblem(update.error) !== undefined) ||
    (isConflict && update.error?.code === 'USER_REVISION_CONFLICT');
  return (
    <form
      onSubmit={save}
      noValidate
      className={classes.form}
      style={isShown ? undefined : { display: 'none' }}
      aria-label={t('formLabel')}
    >
      {isConflict ? (
        <ConflictNotice ref={notice} base={base} theirs={user} mine={form.values} onKeep={keep} onLoad={discard} />
      ) : null}
      {mayEdit ? null : (
        <Text size="sm" c="dimmed">
          {t('readOnly')}
        </Text>
      )}
      <Tabs.Panel value="general" className={classes.form}>
        <UserFields form={form} pin={user} facts={facts} mail={mail} isReadOnly={!mayEdit} />
      </Tabs.Panel>
      <Tabs.Panel value="advanced" className={classes.form}>
        <AdvancedFields form={form} user={user} isReadOnly={!mayEdit} />
      </Tabs.Panel>
      <Tabs.Panel value="tags" className={classes.form}>
        <FormSection title={t('section.tags')}>
          <TagsField form={form} isReadOnly={!mayEdit} />
        </FormSection>
      </Tabs.Panel>
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
