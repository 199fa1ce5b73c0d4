/** Prompts of challenges as Reply-Message attributes. Most users are asked the same few things: each is encoded once. */
import { encodeReplyMessage } from '../protocols/radius/reply-attributes.ts';

export type Prompts = {
  /** In several attributes where it is longer than one holds (RFC 2865 §5.18), cut between characters to `roomBytes`. */
  encode(prompt: string, roomBytes: number): Uint8Array;
};

/** Prompts that are remembered; ours. Those that name a number or a question differ by user: beyond it the memory starts anew. */
const REMEMBERED_MAX = 256;

export function createPrompts(): Prompts {
  const remembered = new Map<string, Uint8Array>();
  return {
    encode(prompt, roomBytes) {
      let attributes = remembered.get(prompt);
      if (attributes === undefined) {
        attributes = encodeReplyMessage(prompt);
        if (remembered.size >= REMEMBERED_MAX) remembered.clear();
        remembered.set(prompt, attributes);
      }
      return attributes.length <= roomBytes ? attributes : encodeReplyMessage(prompt, roomBytes);
    },
  };
}
