import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';

/** RADIUS clients by number; none for operators who may not see them. */
export function useClientNames(): ReadonlyMap<number, string> {
  const clients = useQueryOf('radiusClients.list', undefined, { isEnabled: useMay('read-settings') });
  return new Map((clients.data ?? []).map(({ id, name }) => [id, name]));
}
