import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CallLog } from '../../parts/call-log/CallLog.tsx';
import { Section } from '../../ui/Page.tsx';

const ROWS = 5;

/** The last calls to this user. Nothing where nobody was called and nobody will be. */
export function CallsSection({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  // The same question as the list asks: one answer serves both.
  const calls = useQueryOf('calls.list', { userId: user.id, limit: ROWS });
  if (user.method !== 'phone-call' && (calls.data === undefined || calls.data.rows.length === 0)) return null;
  return (
    <Section title={t('calls.title')}>
      <CallLog of={{ userId: user.id }} rows={ROWS} />
    </Section>
  );
}
