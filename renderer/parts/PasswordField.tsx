import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A password field that can be shown and says when Caps Lock is on. */
export function PasswordField(props: PasswordInputProps): ReactNode {
  const { t } = useTranslation('common');
  const [isCapsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <PasswordInput
      {...props}
      // Mantine tells readers so on every other input, but not on this one.
      aria-invalid={Boolean(props.error) || undefined}
      onKeyDown={look}
      onKeyUp={look}
      description={isCapsLock ? <span role="status">{t('password.capsLock')}</span> : props.description}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
    />
  );
}
