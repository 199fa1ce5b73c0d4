import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** An empty list or page: what it is for, the first thing to do, one button. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <Stack align="center" gap={8} py={48} px={24} ta="center">
      <Text c="dimmed" component="span" aria-hidden lh={0}>
        {icon}
      </Text>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" size="sm" maw={480}>
        {text}
      </Text>
      {action === undefined ? null : <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
