import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { CallerIdForm } from './CallerIdForm.tsx';
import { SentCalls } from './SentCalls.tsx';

/** What a phone shows as the caller: by default, by application and by country; and what was sent lately. */
export function CallerIdPage(): ReactNode {
  const { t } = useTranslation('callerId');
  const settings = useQueryOf('settings.list');
  const stored = settings.data?.find((each) => each.section === 'caller-id');
  if (stored === undefined)
    return <Page title={t('title')}>{settings.isError ? <QueryError query={settings} /> : <LoadingRows />}</Page>;
  const { number, rules } = stored.value;
  const facts = [
    number === '' ? t('facts.noNumber') : t('facts.number', { number }),
    rules.length === 0 ? t('facts.noRules') : t('facts.rules', { count: rules.length }),
  ];
  return (
    <Page title={t('title')} facts={facts.join(' · ')}>
      <CallerIdForm stored={stored} />
      <SentCalls />
    </Page>
  );
}
