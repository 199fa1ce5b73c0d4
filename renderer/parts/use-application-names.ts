import { useQueryOf } from '../bridge/use-query-of.ts';
import { useMay } from '../bridge/use-session.ts';
import { useNow } from '../ui/RelativeTime.tsx';
import { usePacedQueryOf } from './use-paced-query.ts';

const DAY = 86_400_000;
/** How far back an application counts as one to choose; ours. */
const DAYS = 90;
const PACE_MILLISECONDS = 600_000;

/** Names to filter by: of the RADIUS clients, where the operator may see them, and those that the log has counted lately. */
export function useApplicationNames(): readonly string[] {
  const mayRead = useMay('read-settings');
  const today = Math.floor(useNow() / DAY) * DAY;
  const clients = useQueryOf('radiusClients.list', undefined, { isEnabled: mayRead });
  const counted = usePacedQueryOf(
    'reports.summary',
    { from: today - DAYS * DAY, until: today + DAY, timeZone: 'UTC', bucket: 'month' },
    PACE_MILLISECONDS,
  );
  const names = new Set([
    ...(clients.data ?? []).map(({ name, applicationName }) => (applicationName === '' ? name : applicationName)),
    ...(counted.data?.byApplication ?? []).map(({ applicationName }) => applicationName),
  ]);
  names.delete('');
  return [...names].toSorted((a, b) => a.localeCompare(b));
}
