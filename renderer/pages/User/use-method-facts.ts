import type { User } from '../../../shared/schemas/user.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import type { MethodFacts } from './verify-notes.ts';

type Connection = OutputOf<'gateways.list'>[number]['connection'];

/** Whether replies can come in by this gateway. */
function takesReplies(connection: Connection): boolean {
  if (connection.kind === 'http') return connection.inbound.isEnabled;
  return connection.kind === 'smpp' && connection.bind !== 'transmitter';
}

/** What decides whether a method can work for this user, as far as the operator may read it. */
export function useMethodFacts(user: Pick<User, 'tokenCount' | 'hasPin'> | undefined): MethodFacts {
  const mayRead = useMay('read-settings');
  const gateways = useQueryOf('gateways.list', undefined, { isEnabled: mayRead }).data?.filter(({ isEnabled }) => isEnabled);
  const trunks = useQueryOf('trunks.list', undefined, { isEnabled: mayRead }).data;
  return {
    // A new user gets the token after the first save: nothing to warn about yet.
    tokenCount: user?.tokenCount ?? 1,
    hasPin: user?.hasPin ?? false,
    hasGateway: gateways === undefined ? undefined : gateways.length > 0,
    hasReplies: gateways?.some(({ connection }) => takesReplies(connection)),
    hasTrunk: trunks?.some(({ isEnabled }) => isEnabled),
    isEmailOn: useSetting('email-codes')?.isEnabled,
    defaults: useSetting('user-defaults'),
  };
}
