import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './settings.module.css';
import type { StoredSection } from './use-section-form.ts';

/** "Changed by anna, 3 min ago", right of a section's title. */
export function LastChange({ stored }: { readonly stored: StoredSection }): ReactNode {
  const { t } = useTranslation('settings');
  const { changedAt, changedBy = '' } = stored;
  if (changedAt === undefined) return <span className={classes.lastChange}>{t('neverChanged')}</span>;
  return (
    <span className={classes.lastChange}>
      {changedBy === '' ? t('lastChangeByNobody') : t('lastChange', { name: changedBy })}, <RelativeTime at={changedAt} />
    </span>
  );
}
