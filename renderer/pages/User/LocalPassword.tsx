import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../parts/PasswordField.tsx';
import type { SecretChange } from './convert.ts';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

/** Whether there is a local password, and setting, replacing or removing it with the next save. It is never shown. */
export function LocalPassword({
  form,
  hasLocalPassword,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly hasLocalPassword: boolean;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const choose = (passwordChange: SecretChange) => form.setValues({ passwordChange, password: '' });
  const button = (label: string, change: SecretChange) => (
    <Button variant="default" onClick={() => choose(change)}>
      {label}
    </Button>
  );
  if (form.values.passwordChange === 'set') {
    return (
      <Group gap={8} align="flex-start">
        <PasswordField
          className={classes.password}
          label={t('password.label')}
          autoComplete="new-password"
          autoFocus
          {...form.getInputProps('password')}
        />
        <div className={classes.beside}>{button(hasLocalPassword ? t('password.keep') : t('password.cancel'), 'keep')}</div>
      </Group>
    );
  }
  if (form.values.passwordChange === 'remove') {
    return (
      <Group gap={12}>
        <Text size="sm" className={classes.warning}>
          {t('password.willRemove')}
        </Text>
        {button(t('password.keep'), 'keep')}
      </Group>
    );
  }
  return (
    <Group gap={12}>
      <Text size="sm">{hasLocalPassword ? t('password.set') : t('password.none')}</Text>
      {isReadOnly ? null : (
        <Group gap={8}>
          {button(hasLocalPassword ? t('password.replace') : t('password.setNew'), 'set')}
          {hasLocalPassword ? button(t('password.remove'), 'remove') : null}
        </Group>
      )}
    </Group>
  );
}
