import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { mendOf } from './mend.ts';
import classes from './Status.module.css';

type Warning = OutputOf<'engine.status'>['warnings'][number];

export function WarningsSection({ warnings }: { readonly warnings: readonly Warning[] }): ReactNode {
  const { t } = useTranslation('status');
  return (
    <Section title={t('warnings.title')}>
      {warnings.length === 0 ? (
        <span className={classes.state} data-state="running">
          <IconCheck size={16} aria-hidden /> {t('warnings.none')}
        </span>
      ) : (
        <ul className={classes.warnings}>
          {warnings.map((warning) => (
            <li key={`${warning.code} ${warning.subject}`}>
              <IconAlertTriangle size={16} aria-hidden />
              <span>
                {t(`warnings.text.${warning.code}`, { subject: warning.subject })} <Mend warning={warning} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The link that leads to where the warning is mended, or the words where only a command can. */
function Mend({ warning }: { readonly warning: Warning }): ReactNode {
  const { t } = useTranslation('status');
  if (warning.code === 'audit-chain-broken' || warning.code === 'passphrase-not-set') {
    return <span className={classes.note}>{t(`warnings.byHand.${warning.code}`)}</span>;
  }
  return (
    <LinkText to="/radius" search={mendOf(warning)} underline="always">
      {t(`warnings.action.${warning.code}`)}
    </LinkText>
  );
}
