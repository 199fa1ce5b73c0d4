import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What failed in its own words, what to do, and a retry where that can help. */
export function ErrorPanel({
  title,
  next,
  onRetry,
  isRetrying = false,
}: {
  readonly title: string;
  readonly next: string;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
}): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title}>
      <Group justify="space-between" gap={12} align="flex-end">
        <Text size="sm" maw={720}>
          {next}
        </Text>
        {onRetry === undefined ? null : (
          <Button size="xs" variant="default" onClick={onRetry} loading={isRetrying}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
