import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { User, UserFields } from '../../../shared/schemas/user.ts';
import { changedFields, type FieldName } from './convert.ts';

/** Someone else changed the user while this form was being filled in: what they changed, and whose values to go on with. */
export function ConflictNotice({
  ref,
  base,
  theirs,
  mine,
  onKeep,
  onLoad,
}: {
  readonly ref: Ref<HTMLDivElement>;
  readonly base: UserFields;
  readonly theirs: User;
  readonly mine: UserFields;
  readonly onKeep: () => void;
  readonly onLoad: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Answers a promise in newer browsers, which React would take for the clean-up.
    void end.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const typed = changedFields(base, mine);
  const shown = (fields: UserFields, name: FieldName) => {
    const value = fields[name];
    if (value === null) return t('follows');
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
    const text = typeof value === 'string' ? value : value.join(', ');
    return text === '' ? common('none') : text;
  };
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="alert"
      color="yellow"
      styles={{ title: { color: 'var(--app-pending)' } }}
      icon={<IconAlertTriangle size={18} />}
      title={t('conflict.title', { username: base.username })}
    >
      <Text size="sm">{t('conflict.text')}</Text>
      <List size="sm" my={8}>
        {changedFields(base, theirs).map((name) => (
          <List.Item key={name}>
            {t('conflict.change', { field: t(`field.${name}`), from: shown(base, name), to: shown(theirs, name) })}{' '}
            {typed.includes(name) ? t('conflict.both') : null}
          </List.Item>
        ))}
      </List>
      <Group gap={8} ref={end}>
        <Button variant="default" onClick={onKeep}>
          {t('conflict.keep')}
        </Button>
        <Button variant="default" onClick={onLoad}>
          {t('conflict.load')}
        </Button>
      </Group>
    </Alert>
  );
}
