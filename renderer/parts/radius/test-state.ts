/** The test form as one value: what was asked, and what came back. Pure. */
import type { RadiusTestReply } from '../../../shared/schemas/radius.ts';

export type TestState =
  | { readonly step: 'request' }
  | { readonly step: 'challenge'; readonly username: string; readonly state: string };

/** One exchange, as it is listed. */
export type TestExchange = { readonly key: number; readonly username: string; readonly reply: RadiusTestReply };

/** After a reply: a challenge with State is answered next; anything else ends it. */
export function stateAfter(reply: RadiusTestReply, username: string): TestState {
  return reply.outcome === 'challenge' && reply.state !== undefined
    ? { step: 'challenge', username, state: reply.state }
    : { step: 'request' };
}

/** Attributes worth listing: the text has a place of its own. */
export function shownAttributes(reply: RadiusTestReply): RadiusTestReply['attributes'] {
  const REPLY_MESSAGE = 18;
  return reply.attributes.filter(({ type }) => type !== REPLY_MESSAGE);
}
