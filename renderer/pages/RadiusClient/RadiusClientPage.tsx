import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { radiusClientIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { RadiusClientView } from './RadiusClientView.tsx';

export function RadiusClientPage(): ReactNode {
  const { t } = useTranslation('radius');
  const { t: frame } = useTranslation('frame');
  const { clientId } = useParams({ strict: false });
  const id = radiusClientIdSchema.safeParse(Number(clientId));
  const client = useQueryOf(
    'radiusClients.get',
    { id: id.data ?? radiusClientIdSchema.parse(1) },
    { isEnabled: id.success, keepsPrevious: false },
  );
  const back = (
    <LinkButton to="/radius" variant="default">
      {t('client.list')}
    </LinkButton>
  );
  if (!id.success) {
    return (
      <Page title={t('title')}>
        <EmptyState
          title={frame('notFound.title')}
          text={frame('notFound.text', { path: `/radius/${clientId}` })}
          action={back}
        />
      </Page>
    );
  }
  if (client.data === undefined) {
    return (
      <Page title={t('title')} actions={back}>
        {client.isError ? <QueryError query={client} /> : <LoadingRows rows={10} />}
      </Page>
    );
  }
  return <RadiusClientView key={client.data.id} client={client.data} onReload={async () => (await client.refetch()).data} />;
}
