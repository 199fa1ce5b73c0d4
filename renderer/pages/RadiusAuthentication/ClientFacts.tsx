import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { type Fact, Facts } from '../../ui/Facts.tsx';
import { formatNumber } from '../../ui/time.ts';
import { type ClientIssue, hasIssue } from './client-rows.ts';

const FACT_KEY = { disabled: 'disabled', unprotected: 'unprotected', 'short-secret': 'shortSecret' } as const;

/** How many clients there are, and how many need a look: each a filter. What nobody has is left out. */
export function ClientFacts({ issue }: { readonly issue: ClientIssue | undefined }): ReactNode {
  const { t } = useTranslation('radius');
  const { data } = useQueryOf('radiusClients.list');
  if (data === undefined) return ' ';
  const issueFact = (name: ClientIssue): Fact | undefined => {
    const count = data.filter((client) => hasIssue(client, name)).length;
    if (count === 0 && issue !== name) return undefined;
    const isActive = issue === name;
    const text = t(`facts.${FACT_KEY[name]}`, { formatted: formatNumber(count) });
    return { key: name, text, search: isActive ? {} : { issue: name }, isActive };
  };
  const total = { count: data.length, formatted: formatNumber(data.length) };
  const facts = [
    { key: 'total', text: t('facts.total', total), search: {} },
    issueFact('disabled'),
    issueFact('unprotected'),
    issueFact('short-secret'),
  ];
  return <Facts facts={facts.filter((fact) => fact !== undefined)} />;
}
