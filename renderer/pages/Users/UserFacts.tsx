import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Facts } from '../../ui/Facts.tsx';
import { formatNumber } from '../../ui/time.ts';

/** How many users there are, and how many need a look: each a filter. Pressing an active one takes it off. */
export function UserFacts({ state }: { readonly state: string | undefined }): ReactNode {
  const { t } = useTranslation('users');
  const { data } = useQueryOf('users.facts');
  if (data === undefined) return null;
  const fact = (key: 'disabled' | 'locked' | 'blocked' | 'withoutToken', value: string) => ({
    key,
    text: t(`facts.${key}`, { formatted: formatNumber(data[key]) }),
    search: state === value ? {} : { state: value },
    isActive: state === value,
  });
  return (
    <Facts
      facts={[
        { key: 'total', text: t('facts.total', { count: data.total, formatted: formatNumber(data.total) }), search: {} },
        fact('disabled', 'disabled'),
        fact('locked', 'locked'),
        fact('blocked', 'blocked'),
        fact('withoutToken', 'without-token'),
      ]}
    />
  );
}
