import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconCalendarOff,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconDeviceMobile,
  IconDots,
  IconKey,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { type TokenUse, tokenUseOf } from '../../parts/token-state.ts';
import { RelativeTime, useNow } from '../../ui/RelativeTime.tsx';
import { formatDate, formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { userSearch } from './search.ts';
import classes from './User.module.css';

const ICON: Readonly<Record<TokenUse, ComponentType<{ size?: number }>>> = {
  active: IconCircleCheck,
  disabled: IconCircleMinus,
  pending: IconClock,
  expired: IconCalendarOff,
  'not-yet-valid': IconClock,
};

export function TokenRow({ token, onUnassign }: { readonly token: Token; readonly onUnassign: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const use = tokenUseOf(token, useNow());
  const Icon = ICON[use];
  const Origin = token.origin === 'app' ? IconDeviceMobile : IconKey;
  return (
    <li className={classes.row}>
      <div>
        <div className={classes.tokenHead}>
          <Tooltip label={t(`tokens.origin.${token.origin}`)}>
            <Origin size={16} aria-label={t(`tokens.origin.${token.origin}`)} role="img" />
          </Tooltip>
          <strong className={classes.cut} title={token.serial}>
            {token.serial}
          </strong>
          <span className={classes.state} data-state={use}>
            <Icon size={16} aria-hidden />
            {t(`tokens.state.${use}`)}
          </span>
        </div>
        <TokenFacts token={token} />
      </div>
      {mayHelp ? <TokenMenu token={token} onUnassign={onUnassign} /> : null}
    </li>
  );
}

function TokenFacts({ token }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('user');
  const { t: tokens } = useTranslation('tokens');
  const algorithm = tokens(`algorithm.${token.algorithm}`);
  const drift = Math.abs(token.driftSteps);
  const facts = [
    [token.manufacturer, token.model].join(' ').trim(),
    token.type === 'totp'
      ? t('tokens.totp', { algorithm, digits: token.digits, period: token.periodSeconds })
      : t('tokens.hotp', { algorithm, digits: token.digits, counter: token.counter }),
    drift === 0 ? '' : t('tokens.drift', { count: drift, formatted: formatNumber(token.driftSteps) }),
    token.startsAt !== undefined && token.startsAt > Date.now() ? t('tokens.from', { date: formatDate(token.startsAt) }) : '',
    token.expiresAt === undefined ? '' : t('tokens.until', { date: formatDate(token.expiresAt) }),
  ];
  return (
    <div className={classes.dimmed}>
      {facts.filter((fact) => fact !== '').join(' · ')}
      {' · '}
      {token.lastUsedAt === undefined ? (
        t('tokens.neverUsed')
      ) : (
        <>
          {t('tokens.lastUsed')} <RelativeTime at={token.lastUsedAt} />
        </>
      )}
    </div>
  );
}

function TokenMenu({ token, onUnassign }: { readonly token: Token; readonly onUnassign: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const [, setSearch] = useSearchState(userSearch);
  const setEnabled = useCommand('tokens.setEnabled');
  const { serial } = token;
  const switchEnabled = () => {
    const isEnabled = !token.isEnabled;
    setEnabled.mutate(
      { ids: [token.id], isEnabled },
      { onSuccess: () => notifyDone(t(isEnabled ? 'tokens.enabled' : 'tokens.disabled', { serial })), onError: notifyError },
    );
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('tokens.actions', { serial })} loading={setEnabled.isPending}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {token.isPending ? (
          <Menu.Item onClick={() => setSearch({ panel: 'enrol', token: token.id })}>{t('tokens.confirm')}</Menu.Item>
        ) : (
          <>
            <Menu.Item onClick={() => setSearch({ panel: 'resync', token: token.id })}>{t('tokens.resync')}</Menu.Item>
            <Menu.Item onClick={switchEnabled}>{t(token.isEnabled ? 'tokens.disable' : 'tokens.enable')}</Menu.Item>
          </>
        )}
        <Menu.Item c="var(--mantine-color-error)" onClick={onUnassign}>
          {t('tokens.unassign')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
