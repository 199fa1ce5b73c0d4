import { IconFlask } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from './DemoBand.module.css';

/** Says on every page that these are invented data: nobody must take a picture of them for the real server. */
export function DemoBand(): ReactNode {
  const { t } = useTranslation('frame');
  const engine = useQueryOf('engine.status');
  if (engine.data?.isDemo !== true) return null;
  return (
    <section className={classes.band} aria-label={t('demo.title')}>
      <IconFlask size={16} aria-hidden />
      <strong>{t('demo.title')}</strong>
      <span className={classes.text}>{t('demo.text')}</span>
    </section>
  );
}
