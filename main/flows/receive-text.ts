/** Texts and delivery receipts that come in by a gateway: the engine says what a reply means, the requests that wait go on. */
import type { GatewayId } from '../../shared/ids.ts';
import type { Authentication, Notice } from '../engine/authentication/decision.ts';
import type { InboundSink } from '../engine/delivery/gateway-port.ts';
import type { Clock } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';
import type { Outbox } from './outbox.ts';
import type { AuthenticationRunner } from './run-authentication.ts';

export type ReceiveTextPorts = {
  readonly authentication: Pick<Authentication, 'receiveReply'>;
  readonly commit: Store['commit'];
  readonly runner: Pick<AuthenticationRunner, 'noteReply'>;
  readonly outbox: Pick<Outbox, 'noteReceipt'>;
  /** Of a gateway that is gone: its number. */
  readonly gatewayName: (id: GatewayId) => string;
  readonly notices: (notices: readonly Notice[]) => void;
  readonly clock: Clock;
  readonly onFailure: (error: unknown, fields: { readonly gateway: string }) => void;
};

/** Times that a reply is looked at anew because something came between; ours. */
const AGAIN_MAX = 3;

export function createInboundSink(ports: ReceiveTextPorts): InboundSink {
  const take = async (gatewayName: string, { from, text }: { readonly from: string; readonly text: string }): Promise<void> => {
    const reply = { from, text, gatewayName, at: ports.clock.now() };
    for (let times = 0; times <= AGAIN_MAX; times += 1) {
      const decision = await ports.authentication.receiveReply(reply);
      const outcome = await ports.commit(decision.commit);
      if (outcome.isDone) {
        if (decision.codeId !== undefined) ports.runner.noteReply(decision.codeId);
        if (decision.notices !== undefined && decision.notices.length > 0) ports.notices(decision.notices);
        return;
      }
      if (decision.missedVerdicts[outcome.missed]?.kind !== 'again') return;
    }
  };
  return {
    onReply(gateway, reply) {
      const name = ports.gatewayName(gateway);
      take(name, reply).catch((error: unknown) => ports.onFailure(error, { gateway: name }));
    },
    onReceipt: (gateway, receipt) => ports.outbox.noteReceipt(gateway, receipt),
  };
}
