import { ActionIcon, Button, type MantineColorScheme, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import {
  IconChevronDown,
  IconDeviceDesktop,
  IconHelpCircle,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
  IconWand,
} from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession, useSignOut } from '../../bridge/use-session.ts';
import { LanguageMenu } from '../../ui/LanguageMenu.tsx';
import classes from './Frame.module.css';
import { Logo } from './Logo.tsx';

const SCHEMES = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { value: MantineColorScheme; Icon: unknown }[];

export type HeaderProps = {
  readonly serverName: string;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onShortcuts: () => void;
};

export function Header({ serverName, onSearch, onHelp, onShortcuts }: HeaderProps): ReactNode {
  const { t } = useTranslation(['frame', 'common']);
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.product}>
        <Logo />
        <span>{t('common:product')}</span>
      </Link>
      <span className={classes.server} title={serverName}>
        {serverName}
      </span>
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span>{t('search')}</span>
        <kbd>Ctrl+K</kbd>
      </button>
      <Tooltip label={`${t('help')} (F1)`}>
        <ActionIcon variant="subtle" color="gray" c="inherit" onClick={onHelp} aria-label={t('help')} aria-keyshortcuts="F1">
          <IconHelpCircle size={18} />
        </ActionIcon>
      </Tooltip>
      <LanguageMenu />
      <OperatorMenu onShortcuts={onShortcuts} />
    </header>
  );
}

function OperatorMenu({ onShortcuts }: { readonly onShortcuts: () => void }): ReactNode {
  const { t } = useTranslation(['frame', 'setup']);
  const mayAdminister = useMay('administer');
  const { operator } = useSession();
  const router = useRouter();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          leftSection={<IconUserCircle size={18} />}
          rightSection={<IconChevronDown size={14} />}
          maw={220}
        >
          {operator.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('operatorMenu', { name: operator.name, role: t(`roles.${operator.role}`) })}</Menu.Label>
        {'/account' in router.routesByPath ? (
          <Menu.Item leftSection={<IconUserCircle size={18} />} onClick={() => router.history.push('/account')}>
            {t('account')}
          </Menu.Item>
        ) : null}
        {mayAdminister ? (
          <Menu.Item leftSection={<IconWand size={18} />} onClick={() => router.history.push('/setup')}>
            {t('setup:again')}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconKeyboard size={18} />} onClick={onShortcuts}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeItems(): ReactNode {
  const { t } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('theme.label')}</Menu.Label>
      {SCHEMES.map(({ value, Icon }) => (
        <Menu.Item
          key={value}
          leftSection={<Icon size={18} />}
          onClick={() => setColorScheme(value)}
          fw={value === colorScheme ? 600 : 400}
          aria-current={value === colorScheme || undefined}
        >
          {t(`theme.${value}`)}
        </Menu.Item>
      ))}
    </>
  );
}
