import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { Section } from '../../ui/Page.tsx';

const testFields = z.object({ to: z.email().max(254) });

/** One mail at once, and the mail server's answer to it word for word. */
export function TestMailSection({ hasUnsaved }: { readonly hasUnsaved: boolean }): ReactNode {
  const { t } = useTranslation('email');
  const test = useCommand('mail.test');
  const form = useForm({ initialValues: { to: '' }, validate: validateWith(testFields) });
  return (
    <Section title={t('test.title')} description={t('test.text')}>
      <Stack gap={12}>
        <form onSubmit={form.onSubmit(({ to }) => test.mutate({ to }))} noValidate>
          <Group gap={8} align="flex-start">
            <TextInput
              w={320}
              type="email"
              label={t('test.to')}
              placeholder="you@example.org"
              autoComplete="off"
              {...form.getInputProps('to')}
            />
            <Button type="submit" variant="default" mt={21} h={36} loading={test.isPending}>
              {t('test.send')}
            </Button>
          </Group>
        </form>
        {hasUnsaved ? (
          <Text size="sm" c="var(--app-pending)" role="status">
            {t('test.unsaved')}
          </Text>
        ) : null}
        <CommandError error={test.error} />
        {test.data === undefined ? null : <Answer {...test.data} />}
      </Stack>
    </Section>
  );
}

function Answer({ isSent, words }: { readonly isSent: boolean; readonly words: string }): ReactNode {
  const { t } = useTranslation('email');
  return (
    <Alert
      role="status"
      color={isSent ? 'teal' : 'red'}
      variant="light"
      p={12}
      icon={isSent ? <IconCheck size={18} /> : <IconAlertTriangle size={18} />}
      title={isSent ? t('test.sent') : t('test.notSent')}
    >
      {t('test.words', { words: ownWords(words) })}
    </Alert>
  );
}
