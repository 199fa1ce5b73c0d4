import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TOKEN_FILTERS } from '../../../shared/schemas/token.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Facts } from '../../ui/Facts.tsx';
import { formatNumber } from '../../ui/time.ts';
import type { TokenState } from './token-state.ts';

const COUNTED = ['assigned', 'unassigned', 'disabled', 'pending'] as const satisfies readonly TokenState[];

/** How many tokens there are, each count a filter of the list. */
export function TokenFacts({ state }: { readonly state: (typeof TOKEN_FILTERS)[number] | undefined }): ReactNode {
  const { t } = useTranslation('tokens');
  const { data } = useQueryOf('tokens.facts');
  if (data === undefined) return ' ';
  return (
    <Facts
      facts={[
        { key: 'total', text: t('facts.total', { count: data.total, formatted: formatNumber(data.total) }), search: {} },
        ...COUNTED.map((counted) => ({
          key: counted,
          text: t(`facts.${counted}`, { formatted: formatNumber(data[counted]) }),
          search: { state: counted },
          isActive: state === counted,
        })),
      ]}
    />
  );
}
