import { Button, Group, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_TEXT_PLACEHOLDERS, type MessageTextKey, PHONE_TEXT_KEYS } from '../../../shared/message-texts.ts';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { languageName } from '../../parts/settings/languages.ts';
import settingsClasses from '../../parts/settings/settings.module.css';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import classes from './CompanySettings.module.css';
import { deliveredText, type MessageRow, textProblem, withText } from './message-rows.ts';

const DEBOUNCE_MILLISECONDS = 250;
const TEXT_MAX_CHARACTERS = 1000;
/** Octets of one Reply-Message: RFC 2865 §5.18. */
const PROMPT_MAX_BYTES = 253;

const isPhoneText = (key: MessageTextKey) => PHONE_TEXT_KEYS.some((each) => each === key);

/** One text of one language: what is typed, how it looks on a phone, and the way back to the delivered one. */
export function MessageTextForm({
  row,
  language,
  stored,
  onClose,
}: {
  readonly row: MessageRow;
  readonly language: string;
  readonly stored: Extract<StoredSettings, { section: 'message-texts' }>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('messages');
  const { t: common } = useTranslation('common');
  const mayChange = useMay('administer');
  const update = useCommand('settings.update');
  const first = row.origin === 'fallback' ? '' : row.text;
  const [typed, setTyped] = useState(first);
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = textProblem(row.key, typed);
  const delivered = deliveredText(row.key, language);
  const insert = (placeholder: string) => {
    const { selectionStart = typed.length, selectionEnd = typed.length } = field.current ?? {};
    setTyped(typed.slice(0, selectionStart) + placeholder + typed.slice(selectionEnd));
    const at = selectionStart + placeholder.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  const save = () => {
    if (problem !== undefined) {
      field.current?.focus();
      return;
    }
    update.mutate(
      {
        section: 'message-texts',
        revision: stored.revision,
        value: { texts: withText(stored.value.texts, row.key, language, typed) },
      },
      {
        onSuccess: () => {
          notifyDone(t('saved', { text: t(`key.${row.key}`), language: languageName(language) }));
          onClose();
        },
      },
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fields>
        <CommandError error={update.error} />
        <Text size="sm" c="dimmed">
          {t(`keyText.${row.key}`)}
        </Text>
        <Textarea
          ref={field}
          label={t('textIn', { language: languageName(language) })}
          lang={language}
          dir="auto"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={TEXT_MAX_CHARACTERS}
          data-autofocus
          readOnly={!mayChange}
          value={typed}
          placeholder={row.origin === 'fallback' ? row.text : undefined}
          error={problem === undefined ? undefined : t(`problem.${problem.kind}`, { placeholder: problem.placeholder })}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {mayChange ? (
          <Group gap={6} role="group" aria-label={t('insert')}>
            <Text size="sm" c="dimmed">
              {t('insert')}
            </Text>
            {MESSAGE_TEXT_PLACEHOLDERS[row.key].map((name) => (
              <Button
                key={name}
                size="compact-xs"
                variant="default"
                onClick={() => insert(`<$${name}$>`)}
                title={t(`placeholder.${name}`)}
              >
                {`<$${name}$>`}
              </Button>
            ))}
          </Group>
        ) : null}
        <Preview text={typed.trim() === '' ? row.text : typed} messageKey={row.key} isFallback={typed.trim() === ''} row={row} />
        {delivered === undefined || typed.trim() === delivered ? null : (
          <div className={classes.delivered}>
            <Text size="sm" c="dimmed" dir="auto">
              {t('delivered', { text: delivered })}
            </Text>
            {mayChange ? (
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconArrowBackUp size={14} aria-hidden />}
                onClick={() => setTyped(delivered)}
              >
                {t('reset')}
              </Button>
            ) : null}
          </div>
        )}
      </Fields>
      <FormActions>
        {mayChange ? (
          <Button type="submit" loading={update.isPending}>
            {common('save')}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {common(mayChange ? 'cancel' : 'close')}
        </Button>
      </FormActions>
      <UnsavedChanges isDirty={typed !== first && !update.isSuccess} />
    </form>
  );
}

/** As a phone shows it, with what it costs; a prompt with the room that is left in its Reply-Message. */
function Preview({
  text,
  messageKey,
  isFallback,
  row,
}: {
  readonly text: string;
  readonly messageKey: MessageTextKey;
  readonly isFallback: boolean;
  readonly row: MessageRow;
}): ReactNode {
  const { t } = useTranslation('messages');
  const [settled] = useDebouncedValue(text, DEBOUNCE_MILLISECONDS);
  const settings = useQueryOf('settings.list');
  const stored = settings.data?.find((each) => each.section === 'text-message');
  const codeDigits = stored?.section === 'text-message' ? stored.value.codeDigits : 6;
  const preview = useQueryOf('settings.previewText', { text: settled, key: messageKey, codeDigits });
  if (preview.data === undefined) return null;
  const { text: filled, encoding, length, segmentCount } = preview.data;
  const bytes = new TextEncoder().encode(filled).length;
  const isPhone = isPhoneText(messageKey);
  const isTooLong = isPhone ? segmentCount > 1 : bytes > PROMPT_MAX_BYTES;
  return (
    <section aria-label={t('preview')} aria-live="polite">
      <Text size="sm" fw={600} mb={4}>
        {t('preview')}
      </Text>
      <div className={classes.bubble} dir="auto" lang={row.language}>
        {filled}
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {isPhone
          ? t('size', { encoding: t(`encoding.${encoding}`), count: segmentCount, length })
          : t('promptSize', { bytes, most: PROMPT_MAX_BYTES })}
        {isFallback && row.origin === 'fallback' ? ` · ${t('fallbackPreview', { language: languageName(row.language) })}` : ''}
      </Text>
      {isTooLong ? (
        <div className={settingsClasses.risk} role="status">
          <IconAlertTriangle size={16} aria-hidden /> {t(isPhone ? 'costsMore' : 'promptCut', { count: segmentCount })}
        </div>
      ) : null}
      {isPhone && encoding === 'ucs-2' ? (
        <Text size="xs" c="dimmed" mt={2}>
          {t('ucs2')}
        </Text>
      ) : null}
    </section>
  );
}
