import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { TestSection } from '../../parts/radius/TestSection.tsx';
import type { SetupSearch } from './search.ts';

/** A real request as the client of this wizard, or the first there is, with a real code. */
export function TestStep({
  search,
  onChange,
}: {
  readonly search: SetupSearch;
  readonly onChange: (change: Partial<SetupSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const clients = useQueryOf('radiusClients.list');
  const userId = userIdSchema.safeParse(search.user).data;
  const user = useQueryOf('users.get', userId === undefined ? { id: userIdSchema.parse(1) } : { id: userId }, {
    isEnabled: userId !== undefined,
  });
  const client = clients.data?.find(({ id }) => id === search.client) ?? clients.data?.[0];
  const isReady = clients.data !== undefined && (userId === undefined || user.data !== undefined || user.isError);
  return (
    <Stack gap={12} maw={680}>
      <Title order={2}>{t('test.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('test.text')}
      </Text>
      <QueryError query={clients} />
      {isReady && client === undefined ? <Text size="sm">{t('test.noClient')}</Text> : null}
      {isReady && client !== undefined ? (
        <TestSection
          client={client}
          username={user.data?.username ?? ''}
          onReply={({ outcome }) => onChange({ tested: outcome })}
        />
      ) : null}
      {search.tested === 'accept' ? (
        <Alert color="teal" variant="outline" role="status" icon={<IconCircleCheck size={18} />} title={t('test.granted')} p={12}>
          {t('test.grantedText')}
        </Alert>
      ) : null}
    </Stack>
  );
}
