import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FormSection.module.css';

/** A group of fields under a title. Two columns where there is room; errors stand beside their field. */
export function FormSection({
  title,
  description,
  columns = 1,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly columns?: 1 | 2;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <fieldset className={classes.section}>
      <Title order={2} component="legend" className={classes.legend}>
        {title}
      </Title>
      {description === undefined ? null : (
        <Text size="sm" c="dimmed" mb={12} maw={640}>
          {description}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: columns }} spacing={16} verticalSpacing={12}>
        {children}
      </SimpleGrid>
    </fieldset>
  );
}

/** The buttons at the end of a form in a drawer or a dialog: the verb first, Cancel last. */
export function FormActions({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Group justify="flex-end" gap={8} mt={16}>
      {children}
    </Group>
  );
}

/** Fields one under the other. */
export function Fields({ children }: { readonly children: ReactNode }): ReactNode {
  return <Stack gap={12}>{children}</Stack>;
}
