import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { radiusClientIdSchema, userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useSession } from '../../bridge/use-session.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import type { SetupSearch } from './search.ts';

/** What there is so far, read from the server: it is right after a reload too. */
export function SetupSummary({ search }: { readonly search: SetupSearch }): ReactNode {
  const { t } = useTranslation('setup');
  const { t: radius } = useTranslation('radius');
  const { operator } = useSession();
  const clientId = radiusClientIdSchema.safeParse(search.client).data;
  const userId = userIdSchema.safeParse(search.user).data;
  const client = useQueryOf(
    'radiusClients.get',
    { id: clientId ?? radiusClientIdSchema.parse(1) },
    { isEnabled: clientId !== undefined },
  );
  const user = useQueryOf('users.get', { id: userId ?? userIdSchema.parse(1) }, { isEnabled: userId !== undefined });
  const nothing = t('summary.nothing');
  return (
    <KeyValue
      labelWidth={110}
      rows={[
        { label: t('summary.operator'), value: operator.name },
        { label: t('summary.client'), value: clientId === undefined ? nothing : (client.data?.name ?? nothing) },
        { label: t('summary.user'), value: userId === undefined ? nothing : (user.data?.username ?? nothing) },
        { label: t('summary.test'), value: search.tested === undefined ? nothing : radius(`test.outcome.${search.tested}`) },
      ]}
    />
  );
}
