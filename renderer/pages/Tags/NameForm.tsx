import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tagNameSchema } from '../../../shared/schemas/tag.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';
import { validateWith } from '../../parts/validate-with.ts';

const schema = z.object({ name: tagNameSchema });

/** One name in one line: Enter saves, Escape leaves. */
export function NameForm({
  name,
  label,
  submitLabel,
  isBusy,
  onSubmit,
  onClose,
}: {
  readonly name: string;
  readonly label: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  /** Calls back with the refusal, which is shown at the field. */
  readonly onSubmit: (name: string, onError: (error: ConsoleError) => void) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t: common } = useTranslation('common');
  const form = useForm({ initialValues: { name }, validate: (values) => validateWith(schema)({ name: values.name.trim() }) });
  const submit = form.onSubmit((values) =>
    onSubmit(values.name.trim(), (error) => form.setFieldError('name', errorText(error).what)),
  );
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form onSubmit={submit} noValidate onKeyDown={leave}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          w={260}
          aria-label={label}
          placeholder={label}
          autoFocus
          dir="auto"
          maxLength={64}
          {...form.getInputProps('name')}
        />
        <Button type="submit" size="xs" loading={isBusy}>
          {submitLabel}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </Group>
    </form>
  );
}
