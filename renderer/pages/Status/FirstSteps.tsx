import { Text } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import classes from './Status.module.css';

/** What is left to do before people can sign in. Goes away when all is done. */
export function FirstSteps(): ReactNode {
  const { t } = useTranslation('status');
  const clients = useQueryOf('radiusClients.list');
  const tokens = useQueryOf('tokens.facts');
  const users = useQueryOf('users.facts');
  const attempts = useQueryOf('attempts.list', { limit: 1 });
  if (clients.data === undefined || tokens.data === undefined || users.data === undefined || attempts.data === undefined)
    return null;
  const steps = [
    { key: 'client', isDone: clients.data.length > 0, link: { to: '/radius', search: { client: 0 } } },
    { key: 'tokens', isDone: tokens.data.total > 0, link: { to: '/tokens/import' } },
    { key: 'users', isDone: users.data.total > 0, link: { to: '/users' } },
    { key: 'attempt', isDone: attempts.data.rows.length > 0, link: { to: '/radius' } },
  ] as const satisfies readonly { key: string; isDone: boolean; link: LinkProps }[];
  if (steps.every((step) => step.isDone)) return null;
  return (
    <Section title={t('steps.title')}>
      <ol className={classes.firstSteps}>
        {steps.map(({ key, isDone, link }) => (
          <li key={key}>
            {isDone ? (
              <IconCircleCheck size={18} color="var(--app-granted)" aria-label={t('steps.done')} />
            ) : (
              <IconCircle size={18} aria-label={t('steps.open')} />
            )}
            <span>
              {isDone ? (
                <span>{t(`steps.${key}`)}</span>
              ) : (
                <LinkText {...link} fw={600}>
                  {t(`steps.${key}`)}
                </LinkText>
              )}
              <Text size="sm" c="dimmed">
                {t(`steps.${key}Text`)}
              </Text>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
