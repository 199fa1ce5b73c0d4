import { Stack, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { LinkText } from '../../ui/links.tsx';
import type { SetupSearch } from './search.ts';

/** What is there, and what still waits: judged by the server's data, not by which steps were shown. */
export function DoneStep({ search }: { readonly search: SetupSearch }): ReactNode {
  const { t } = useTranslation('setup');
  const setup = useQueryOf('setup.status');
  const clients = useQueryOf('radiusClients.list');
  const users = useQueryOf('users.facts');
  const tokens = useQueryOf('tokens.facts');
  const lines = [
    { key: 'client', isDone: (clients.data?.length ?? 0) > 0, link: { to: '/setup', search: { ...search, step: 'client' } } },
    { key: 'users', isDone: (users.data?.total ?? 0) > 0, link: { to: '/setup', search: { ...search, step: 'user' } } },
    { key: 'tokens', isDone: (tokens.data?.assigned ?? 0) > 0, link: { to: '/tokens/import' } },
    { key: 'test', isDone: search.tested === 'accept', link: { to: '/setup', search: { ...search, step: 'test' } } },
  ] as const satisfies readonly { key: string; isDone: boolean; link: LinkProps }[];
  const isAllDone = lines.every(({ isDone }) => isDone);
  return (
    <Stack gap={12} maw={560}>
      <Title order={2}>{t('done.title', { server: setup.data?.serverName ?? '' })}</Title>
      <Text size="sm">{t(isAllDone ? 'done.all' : 'done.some')}</Text>
      <Stack gap={8} component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {lines.map(({ key, isDone, link }) => (
          <li key={key} style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
            {isDone ? (
              <IconCircleCheck size={18} color="var(--app-granted)" aria-label={t('done.isDone')} />
            ) : (
              <IconCircle size={18} aria-label={t('done.isOpen')} />
            )}
            {isDone ? <span>{t(`done.line.${key}`)}</span> : <LinkText {...link}>{t(`done.line.${key}`)}</LinkText>}
          </li>
        ))}
      </Stack>
      <Text size="sm" c="dimmed">
        {t('done.again')}
      </Text>
    </Stack>
  );
}
