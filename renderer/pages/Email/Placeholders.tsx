import { Text, Tooltip } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailPlaceholder } from '../../../shared/mail-templates.ts';
import classes from './Email.module.css';

/** What may stand in this mail, each with its meaning; a click puts it in. */
export function Placeholders({
  names,
  onInsert,
}: {
  readonly names: readonly MailPlaceholder[];
  readonly onInsert: (placeholder: string) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Text size="sm" fw={600} id={id}>
        {t('content.placeholders')}
      </Text>
      <Text size="sm" c="dimmed" mb={8}>
        {t('content.placeholdersText')}
      </Text>
      <div className={classes.placeholders}>
        {names.map((name) => {
          const placeholder = `<$${name}$>`;
          const meaning = t(`content.meaning.${name}`);
          return (
            <Tooltip key={name} label={meaning}>
              <button
                type="button"
                className={classes.placeholder}
                aria-label={t('content.insert', { name: placeholder, meaning })}
                onClick={() => onInsert(placeholder)}
              >
                {placeholder}
              </button>
            </Tooltip>
          );
        })}
      </div>
    </section>
  );
}
