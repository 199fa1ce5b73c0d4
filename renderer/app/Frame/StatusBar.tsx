import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../bridge/connection.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber, formatRelative } from '../../ui/time.ts';
import classes from './Frame.module.css';

/** Milliseconds between two looks at the attempts of the last minute while nothing happens. */
const REFRESH_MILLISECONDS = 20_000;

export function StatusBar(): ReactNode {
  const { t } = useTranslation('frame');
  const engine = useQueryOf('engine.status', undefined, { refreshMilliseconds: REFRESH_MILLISECONDS });
  const maySee = useMay('read-settings');
  const now = useNow();
  const isLost = useConnection().kind === 'lost';
  const status = engine.data;
  if (isLost || status === undefined) {
    return (
      <footer className={classes.bar}>
        <span className={classes.part} data-state={isLost ? 'bad' : undefined}>
          {isLost ? t('bar.notConnected') : ''}
        </span>
      </footer>
    );
  }
  const down = status.listeners.filter((listener) => !listener.isListening).length;
  const ports = [...new Set(status.listeners.filter((listener) => listener.isListening).map((listener) => listener.port))];
  return (
    <footer className={classes.bar}>
      <Link to="/" data-state={down === 0 ? 'good' : 'bad'}>
        {down === 0 ? <IconCircleCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
        {down === 0 ? t('bar.running') : t('bar.degraded', { count: down })}
      </Link>
      <Link to={maySee ? '/radius' : '/'} data-state={ports.length === 0 ? 'bad' : undefined}>
        {ports.length === 0 ? t('bar.noListener') : t('bar.radius', { ports: ports.join(', ') })}
      </Link>
      <Link to="/log">
        {t('bar.attempts', { count: status.attemptsLastMinute, formatted: formatNumber(status.attemptsLastMinute) })}
      </Link>
      <Link to={maySee ? '/backup' : '/'}>
        {status.lastBackupAt === undefined
          ? t('bar.noBackup')
          : t('bar.backup', { when: formatRelative(status.lastBackupAt, now) })}
      </Link>
      <Link to="/" data-state={status.warnings.length > 0 ? 'bad' : undefined}>
        {status.warnings.length > 0 ? <IconAlertTriangle size={14} aria-hidden /> : null}
        {t('bar.warnings', { count: status.warnings.length })}
      </Link>
    </footer>
  );
}
