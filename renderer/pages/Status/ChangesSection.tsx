import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { actionText, subjectText } from '../../parts/audit-words.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './Status.module.css';

const ROWS = 5;

/** The last actions of operators; only for those who may read the operator log. */
export function ChangesSection(): ReactNode {
  const { t } = useTranslation('status');
  const audit = useQueryOf('audit.list', { limit: ROWS });
  const rows = audit.data?.rows ?? [];
  const actorName = (actor: string) => (actor === 'local' || actor === 'engine' ? t(`changes.${actor}`) : actor);
  return (
    <Section
      title={t('changes.title')}
      aside={
        <LinkText to="/logging" search={{ tab: 'operators' }}>
          {t('changes.all')}
        </LinkText>
      }
    >
      {audit.isError && audit.data === undefined ? <QueryError query={audit} /> : null}
      {audit.isPending ? <LoadingRows rows={ROWS} height={28} /> : null}
      {audit.data !== undefined && rows.length === 0 ? <p className={classes.note}>{t('changes.none')}</p> : null}
      {rows.length === 0 ? null : (
        <ul className={classes.changes}>
          {rows.map((row) => (
            <li key={row.id}>
              <span className={classes.when}>
                <RelativeTime at={row.at} />
              </span>
              <span className={classes.actor} dir="auto" title={row.actor}>
                {actorName(row.actor)}
              </span>
              <LinkText to="/logging" search={{ tab: 'operators', row: row.id }} className={classes.action} title={row.subject}>
                {actionText(row.action)}: <span dir="auto">{subjectText(row.action, row.subject)}</span>
              </LinkText>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
