import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { ownWords } from '../../parts/own-words.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatDate } from '../../ui/time.ts';
import { mendOf, type Warning } from './mend.ts';
import classes from './Status.module.css';

const SHOWN_ERRORS = 3;
/** Warnings whose subject is what a gateway, a trunk or a mail server said itself: shown below, letter by letter. */
const QUOTED: ReadonlySet<Warning['code']> = new Set(['gateway-down', 'gateway-deaf', 'trunk-down', 'mail-failing']);

/** What is wrong: each warning with its mend, and the server's last errors in its own words. */
export function WarningsSection({ warnings }: { readonly warnings: readonly Warning[] }): ReactNode {
  const { t } = useTranslation('status');
  const maySee = useMay('read-settings');
  const mayMend = useMay('administer');
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
                {t(`warnings.text.${warning.code}`, { subject: subjectText(warning) })}
                {'. '}
                {mayMend ? (
                  <LinkText {...mendOf(warning)} underline="always">
                    {t(`warnings.action.${warning.code}`)}
                  </LinkText>
                ) : null}
                {QUOTED.has(warning.code) ? <code className={classes.quoted}>{ownWords(warning.subject)}</code> : null}
              </span>
            </li>
          ))}
        </ul>
      )}
      {maySee ? <LastErrors /> : null}
    </Section>
  );
}

function subjectText({ code, subject }: Warning): string {
  if (code === 'disk-almost-full') return formatBytes(Number(subject));
  return code === 'backup-old' ? formatDate(Number(subject)) : subject;
}

function LastErrors(): ReactNode {
  const { t } = useTranslation('status');
  const health = useQueryOf('engine.health');
  const errors = health.data?.errors ?? [];
  if (errors.length === 0) return null;
  return (
    <>
      <h3 className={classes.small}>{t('warnings.errors')}</h3>
      <ul className={classes.errors}>
        {errors.slice(0, SHOWN_ERRORS).map((error) => (
          <li key={`${error.at} ${error.message}`}>
            <span className={classes.when}>
              <RelativeTime at={error.at} />
            </span>
            <span title={error.problem}>
              {error.message}
              {error.problem === '' ? '' : `: ${error.problem}`}
            </span>
          </li>
        ))}
      </ul>
      {errors.length > SHOWN_ERRORS ? (
        <LinkText to="/logging" search={{ tab: 'files' }}>
          {t('warnings.allErrors', { count: errors.length - SHOWN_ERRORS })}
        </LinkText>
      ) : null}
    </>
  );
}
