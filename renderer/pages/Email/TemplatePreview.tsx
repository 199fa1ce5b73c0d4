import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MailTemplate, type MailTemplateFields, mailTemplateFieldsSchema } from '../../../shared/schemas/mail.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import classes from './Email.module.css';

/** Milliseconds of silence after the last letter before the server fills the mail again; ours. */
const DEBOUNCE_MILLISECONDS = 250;

/** The mail as the server will make it. */
export function TemplatePreview({
  template,
  fields,
}: {
  readonly template: Pick<MailTemplate, 'type' | 'language'>;
  readonly fields: MailTemplateFields;
}): ReactNode {
  const { t } = useTranslation('email');
  const [settled] = useDebouncedValue(fields, DEBOUNCE_MILLISECONDS);
  // A sender that is half typed is no reason to show nothing.
  const shown = mailTemplateFieldsSchema.safeParse({ ...settled, ...(isAddress(settled.from) ? {} : { from: '' }), cc: '' });
  const input = { ...template, fields: shown.data ?? settled };
  const preview = useQueryOf('mail.preview', input, { isEnabled: shown.success });
  return (
    <Section title={t('content.preview')} description={t('content.previewText')}>
      {shown.success ? null : (
        <Text size="sm" c="dimmed">
          {t('content.previewWaits')}
        </Text>
      )}
      {preview.isError ? <QueryError query={preview} /> : null}
      {preview.data === undefined || !shown.success ? null : (
        <>
          <KeyValue
            labelWidth={96}
            rows={[
              { label: t('content.from'), value: preview.data.from === '' ? '–' : preview.data.from },
              { label: t('content.subject'), value: <strong>{preview.data.subject}</strong> },
            ]}
          />
          {preview.data.unknownPlaceholders.length === 0 ? null : (
            <Text size="sm" c="var(--app-denied)" mt={8} role="status">
              {t('content.unknown', { names: preview.data.unknownPlaceholders.join(' ') })}
            </Text>
          )}
          {settled.format === 'html' ? (
            // Without scripts, forms and an origin of its own: what is pasted into a template does nothing here.
            <iframe className={classes.frame} sandbox="" title={t('content.previewFrame')} srcDoc={preview.data.body} />
          ) : (
            <div className={classes.body} dir="auto">
              {preview.data.body}
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function isAddress(from: string): boolean {
  return mailTemplateFieldsSchema.shape.from.safeParse(from).success;
}
