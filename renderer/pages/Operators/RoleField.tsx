import { Radio, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPERATOR_ROLES, type OperatorRole } from '../../../shared/roles.ts';

/** Each role with what it may do, in one line. */
export function RoleField({
  value,
  onChange,
  isReadOnly = false,
}: {
  readonly value: OperatorRole;
  readonly onChange: (role: OperatorRole) => void;
  readonly isReadOnly?: boolean;
}): ReactNode {
  const { t } = useTranslation('operators');
  return (
    <Radio.Group
      label={t('form.role')}
      value={value}
      onChange={(chosen) => onChange(OPERATOR_ROLES.find((role) => role === chosen) ?? value)}
    >
      <Stack gap={8} mt={6}>
        {OPERATOR_ROLES.toReversed().map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`role.${role}`)}
            description={t(`roleText.${role}`)}
            disabled={isReadOnly && role !== value}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
