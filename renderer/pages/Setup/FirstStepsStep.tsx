import { Button, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconKey, IconRouter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Setup.module.css';

export function FirstStepsStep({
  serverName,
  onGo,
}: {
  readonly serverName: string;
  readonly onGo: (to: '/' | '/radius' | '/tokens/import') => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Stack gap={12}>
      <Title order={1}>{t('first.title', { server: serverName })}</Title>
      <Text size="sm" c="dimmed">
        {t('first.text')}
      </Text>
      <Choice
        icon={<IconRouter size={24} />}
        title={t('first.client')}
        text={t('first.clientText')}
        onClick={() => onGo('/radius')}
      />
      <Choice
        icon={<IconKey size={24} />}
        title={t('first.tokens')}
        text={t('first.tokensText')}
        onClick={() => onGo('/tokens/import')}
      />
      <Button size="sm" onClick={() => onGo('/')}>
        {t('first.status')}
      </Button>
    </Stack>
  );
}

function Choice(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <UnstyledButton className={classes.choice} onClick={props.onClick}>
      <span className={classes.choiceIcon} aria-hidden>
        {props.icon}
      </span>
      <span>
        <strong>{props.title}</strong>
        <Text component="span" size="sm" c="dimmed" display="block">
          {props.text}
        </Text>
      </span>
      <IconChevronRight size={18} aria-hidden style={{ marginLeft: 'auto' }} />
    </UnstyledButton>
  );
}
