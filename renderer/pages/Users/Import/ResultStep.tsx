import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../ui/links.tsx';
import { formatNumber } from '../../../ui/time.ts';
import type { UserImportAnswer } from './wizard-state.ts';

export function ResultStep({
  answer,
  onAnother,
}: {
  readonly answer: UserImportAnswer;
  readonly onAnother: () => void;
}): ReactNode {
  const { t } = useTranslation('users');
  return (
    <Stack gap={12} maw={640} role="status">
      <Title order={2}>{t('csv.done')}</Title>
      <Text>
        {t('csv.doneCounts', {
          created: formatNumber(answer.created),
          updated: formatNumber(answer.updated),
          unchanged: formatNumber(answer.unchanged),
        })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('csv.doneNext')}
      </Text>
      <Group gap={8}>
        <LinkButton to="/users">{t('csv.toUsers')}</LinkButton>
        <LinkButton to="/users" search={{ state: 'without-token' }} variant="default">
          {t('csv.toWithoutToken')}
        </LinkButton>
        <Button variant="default" onClick={onAnother}>
          {t('csv.another')}
        </Button>
      </Group>
    </Stack>
  );
}
