// The answer to a request of no call, registration or ping of ours, RFC 3261 §8.2 and §8.2.7 (without state). Left out: taking calls; an INVITE is declined.
import { header, type IncomingRequest, responseTo, type SipHeader, type SipResponse } from './message.ts';
import { ALLOWED_METHODS, capabilityHeaders, contactHeader, type LocalAgent } from './request.ts';

/** Methods that only have a sense within a dialog or transaction. */
const WITHIN_METHODS: readonly string[] = ['BYE', 'CANCEL', 'INFO', 'UPDATE', 'NOTIFY', 'PRACK'];
const REFUSED_METHODS: readonly string[] = ['REFER', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'REGISTER'];

/** Undefined for an ACK, which has no answer. `tag` is the same for a request that is repeated, as one of the host's lifetime is. */
export function answerStray(request: IncomingRequest, agent: LocalAgent, tag: string): SipResponse | undefined {
  const { method } = request;
  if (method === 'ACK') return undefined;
  const reply = (status: number, headers: readonly SipHeader[] = []) => responseTo(request, status, { toTag: tag, headers });
  if (request.envelope.toTag !== undefined || WITHIN_METHODS.includes(method)) return reply(481);
  if (method === 'OPTIONS')
    return reply(200, [contactHeader(agent), ...capabilityHeaders(), header('Accept', 'application/sdp')]);
  if (method === 'INVITE') return reply(603);
  return reply(REFUSED_METHODS.includes(method) ? 405 : 501, [header('Allow', ALLOWED_METHODS.join(', '))]);
}
