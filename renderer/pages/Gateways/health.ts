import type { OutputOf } from '../../bridge/procedures.ts';

export type ListedGateway = OutputOf<'gateways.list'>[number];
export type HealthState = 'off' | 'open' | 'half-open' | 'disconnected' | 'deaf' | 'failing' | 'unused' | 'working';

/** One word for how a gateway is doing, the worst first. */
export function healthStateOf({ isEnabled, health }: Pick<ListedGateway, 'isEnabled' | 'health'>): HealthState {
  if (!isEnabled) return 'off';
  if (health.circuit !== 'closed') return health.circuit;
  if (health.isConnected === false) return 'disconnected';
  // A connection for replies of its own: texts still go out.
  if (health.isReceiving === false && health.isConnected === true) return 'deaf';
  if (health.failureCount > 0) return 'failing';
  return health.lastSuccessAt === undefined && health.isConnected !== true ? 'unused' : 'working';
}
