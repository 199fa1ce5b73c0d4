import { ActionIcon, Button, type MantineColorScheme, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSignOut } from '../../bridge/use-session.ts';
import classes from './Frame.module.css';
import { Logo } from './Logo.tsx';

const SCHEMES = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { value: MantineColorScheme; Icon: unknown }[];

export function Header({ serverName }: { readonly serverName: string }): ReactNode {
  const { t } = useTranslation('common');
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.product}>
        <Logo />
        {t('product')}
      </Link>
      <span className={classes.server}>{serverName}</span>
      <div style={{ flex: 1 }} />
      <ThemeMenu />
      <OperatorMenu />
    </header>
  );
}

function ThemeMenu(): ReactNode {
  const { t } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = SCHEMES.find(({ value }) => value === colorScheme)?.Icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Tooltip label={t('theme.label')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('theme.label')}>
            <Current size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={18} />}
            onClick={() => setColorScheme(value)}
            fw={value === colorScheme ? 600 : 400}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function OperatorMenu(): ReactNode {
  const { t } = useTranslation('frame');
  const { operator } = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          leftSection={<IconUserCircle size={18} />}
          rightSection={<IconChevronDown size={14} />}
          maw={240}
        >
          {operator.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('operatorMenu', { name: operator.name, role: t(`roles.${operator.role}`) })}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
