import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import classes from './CallerId.module.css';

const POINTS = ['dropped', 'assigned', 'asserted', 'withheld'] as const;

/** What the old server's questions and answers said too: this server sends a number, and networks do with it what they do. */
export function CarrierNote(): ReactNode {
  const { t } = useTranslation('callerId');
  return (
    <Section title={t('carrier.title')}>
      <ul className={classes.points}>
        {POINTS.map((point) => (
          <li key={point}>{t(`carrier.${point}`)}</li>
        ))}
      </ul>
      <p className={classes.hint}>
        {t('carrier.test')}{' '}
        <LinkText to="/phone-calls" underline="always">
          {t('carrier.testLink')}
        </LinkText>
      </p>
    </Section>
  );
}
