import { Button, Fieldset, Group, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MAIL_FORMATS,
  type MailTemplate,
  type MailTemplateFields,
  mailTemplateFieldsSchema,
} from '../../../shared/schemas/mail.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import classes from './Email.module.css';
import { Placeholders } from './Placeholders.tsx';
import { TemplatePreview } from './TemplatePreview.tsx';

function fieldsOf({ format, from, cc, subject, body }: MailTemplate): MailTemplateFields {
  return { format, from, cc, subject, body };
}

/** One mail in one language: `Edit Email` of the old console, with the mail as it will be beside it. */
export function TemplateEditor({
  template,
  name,
  serverFrom,
  aside,
  onDirty,
}: {
  readonly template: MailTemplate;
  readonly name: string;
  /** The From of the mail settings; ''. */
  readonly serverFrom: string;
  readonly aside: ReactNode;
  readonly onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const mayChange = useMay('administer');
  const save = useCommand('mail.saveTemplate');
  const form = useForm<MailTemplateFields>({
    initialValues: fieldsOf(template),
    validate: validateWith<MailTemplateFields>(mailTemplateFieldsSchema),
  });
  const key = { type: template.type, language: template.language };
  const isDirty = form.isDirty();
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  const fill = (from: MailTemplate) => {
    const values = fieldsOf(from);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
    save.reset();
  };
  const isAboutPlaceholder = save.error?.code === 'MAIL_PLACEHOLDER_UNKNOWN';
  const submit = form.onSubmit(
    (fields) =>
      save.mutate(
        { ...key, fields },
        {
          onSuccess: (saved) => {
            fill(saved);
            notifyDone(t('content.saved'));
          },
          onError: (error) => {
            if (error.code !== 'MAIL_PLACEHOLDER_UNKNOWN') return;
            const { what, next } = errorText(error);
            const isInSubject = fields.subject.includes(String(error.detail.placeholder));
            form.setFieldError(isInSubject ? 'subject' : 'body', `${what}. ${next}`);
          },
        },
      ),
    focusFirstError,
  );
  return (
    <form onSubmit={submit} noValidate className={classes.editor}>
      <Group justify="space-between" gap={8} wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} className={classes.name}>
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {template.isChanged ? t('content.isChanged') : t('content.asDelivered')}
          </Text>
        </div>
        <Group gap={8} wrap="nowrap">
          {mayChange && template.isChanged ? <ResetButton template={template} name={name} onReset={fill} /> : null}
          {aside}
        </Group>
      </Group>
      <div className={classes.editorColumns}>
        <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
          <EditorFields form={form} template={template} serverFrom={serverFrom} />
        </Fieldset>
        <TemplatePreview template={key} fields={form.values} />
      </div>
      <SaveBar
        isDirty={isDirty}
        isSaving={save.isPending}
        onDiscard={() => fill(template)}
        error={isAboutPlaceholder ? null : <CommandError error={save.error} />}
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}

function EditorFields({
  form,
  template,
  serverFrom,
}: {
  readonly form: UseFormReturnType<MailTemplateFields>;
  readonly template: MailTemplate;
  readonly serverFrom: string;
}): ReactNode {
  const { t } = useTranslation('email');
  const body = useRef<HTMLTextAreaElement>(null);
  const subject = useRef<HTMLInputElement>(null);
  // Placeholders go where the cursor was last.
  const [target, setTarget] = useState<'subject' | 'body'>('body');
  const insert = (placeholder: string) => {
    const field = target === 'body' ? body.current : subject.current;
    if (field === null) return;
    const { selectionStart, selectionEnd, value } = field;
    const start = selectionStart ?? value.length;
    form.setFieldValue(target, value.slice(0, start) + placeholder + value.slice(selectionEnd ?? start));
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(start + placeholder.length, start + placeholder.length);
    });
  };
  return (
    <Stack gap={12}>
      <SegmentedControl
        size="xs"
        aria-label={t('content.format')}
        value={form.values.format}
        onChange={(next) => form.setFieldValue('format', MAIL_FORMATS.find((known) => known === next) ?? 'plain')}
        data={MAIL_FORMATS.map((format) => ({ value: format, label: t(`content.formats.${format}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <div className={classes.halves}>
        <TextInput
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          label={t('content.from')}
          description={serverFrom === '' ? t('content.fromNone') : t('content.fromDefault', { address: serverFrom })}
          type="email"
          {...form.getInputProps('from')}
        />
        <TextInput
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          label={t('content.cc')}
          description={t('content.ccText')}
          {...form.getInputProps('cc')}
        />
      </div>
      <TextInput
        ref={subject}
        label={t('content.subject')}
        dir="auto"
        onFocus={() => setTarget('subject')}
        {...form.getInputProps('subject')}
      />
      <Textarea
        ref={body}
        label={t('content.body')}
        dir="auto"
        autosize
        minRows={10}
        maxRows={24}
        classNames={form.values.format === 'html' ? { input: classes.monospace } : {}}
        onFocus={() => setTarget('body')}
        {...form.getInputProps('body')}
      />
      <Placeholders names={template.placeholders} onInsert={insert} />
    </Stack>
  );
}

function ResetButton({
  template,
  name,
  onReset,
}: {
  readonly template: MailTemplate;
  readonly name: string;
  readonly onReset: (delivered: MailTemplate) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const reset = useCommand('mail.resetTemplate');
  const [isAsking, setAsking] = useState(false);
  const confirm = () =>
    reset.mutate(
      { type: template.type, language: template.language },
      {
        onSuccess: (delivered) => {
          setAsking(false);
          onReset(delivered);
          notifyDone(t('content.resetDone'));
        },
      },
    );
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setAsking(true)}>
        {t('content.reset')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('content.resetTitle', { name })}
        confirmLabel={t('content.reset')}
        isDestructive
        isBusy={reset.isPending}
        error={<CommandError error={reset.error} />}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        {t('content.resetBody')}
      </ConfirmDialog>
    </>
  );
}
