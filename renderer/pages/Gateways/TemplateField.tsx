import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../parts/delivery/delivery.module.css';

/** Of a template; the last two only where the service knows them. */
const PLACEHOLDERS = [
  '<$to$>',
  '<$from$>',
  '<$text$>',
  '<$message_id$>',
  '<$username$>',
  '<$password$>',
  '<$unicode:2|0$>',
  '<$receipt_url$>',
] as const;

/** A text with placeholders; a button puts one where the caret is. */
export function TemplateField({
  label,
  description,
  value,
  onChange,
  error,
  minRows = 2,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: ReactNode;
  readonly minRows?: number;
}): ReactNode {
  const { t } = useTranslation('gateways');
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const [start, end] = [field.current?.selectionStart ?? value.length, field.current?.selectionEnd ?? value.length];
    onChange(`${value.slice(0, start)}${text}${value.slice(end)}`);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(start + text.length, start + text.length);
    });
  };
  return (
    <div>
      <Textarea
        ref={field}
        className={classes.mono}
        label={label}
        description={description}
        autosize
        minRows={minRows}
        maxRows={16}
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <fieldset className={classes.placeholders} aria-label={t('placeholders', { field: label })}>
        {PLACEHOLDERS.map((placeholder) => (
          <Button
            key={placeholder}
            size="compact-xs"
            variant="default"
            ff="monospace"
            fz={11}
            title={t(`placeholder.${nameOf(placeholder)}`)}
            onClick={() => insert(placeholder)}
          >
            {placeholder}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

type PlaceholderName = 'to' | 'from' | 'text' | 'message_id' | 'username' | 'password' | 'unicode' | 'receipt_url';
const nameOf = (placeholder: (typeof PLACEHOLDERS)[number]): PlaceholderName =>
  placeholder.replaceAll(/[<>$]|:.*/g, '') as PlaceholderName;
