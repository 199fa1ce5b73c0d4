import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingKey } from '../settings-catalogue.ts';
import type { SectionForm } from './use-section-form.ts';
import { changedNames, entriesOf, type SectionValues, settingText, valueText } from './values.ts';

/** Somebody else saved this section under the form's changes: what they changed, and whose values to go on with. */
export function SectionConflict({
  conflict,
  mine,
}: {
  readonly conflict: NonNullable<SectionForm['conflict']>;
  readonly mine: SectionValues;
}): ReactNode {
  const { t } = useTranslation('settings');
  const { base, theirs } = conflict;
  const values = theirs.value as SectionValues;
  const changed = changedNames(theirs.section, base, values);
  const typed = changedNames(theirs.section, base, mine);
  return (
    <Alert
      role="alert"
      color="yellow"
      mb={12}
      styles={{ title: { color: 'var(--app-pending)' } }}
      icon={<IconAlertTriangle size={18} />}
      title={t('conflict.title', { name: theirs.changedBy ?? '' })}
    >
      <Text size="sm">{t(changed.length === 0 ? 'conflict.none' : 'conflict.text')}</Text>
      <List size="sm" my={8}>
        {entriesOf(theirs.section)
          .filter(({ name }) => changed.includes(name))
          .map((entry) => (
            <List.Item key={entry.name}>
              {t('conflict.change', {
                field: settingText(settingKey(entry), 'label'),
                from: valueText(entry, base[entry.name] ?? null),
                to: valueText(entry, values[entry.name] ?? null),
              })}{' '}
              {typed.includes(entry.name) ? t('conflict.both') : null}
            </List.Item>
          ))}
      </List>
      <Group gap={8}>
        <Button variant="default" onClick={conflict.keep}>
          {t('conflict.keep')}
        </Button>
        <Button variant="default" onClick={conflict.load}>
          {t('conflict.load')}
        </Button>
      </Group>
    </Alert>
  );
}
