/**
 * What this server itself says of a message that did not go out, where others' words may stand as well: stored and logged
 * in English like those, and shown by a console in its own language. One that begins another stands after it.
 */
export const OWN_WORDS = {
  'no-mail-server': 'no mail server is set',
  'no-from-anywhere': 'no From address is set, neither in the mail settings nor in the template',
  'no-from': 'no From address is set',
  'mail-unreadable': 'the stored mail does not open',
  'message-unreadable': 'the stored message could not be opened',
  'no-gateway': 'no gateway is in use',
  'no-gateway-for-country': 'no gateway serves the country of the number',
} as const;
export type OwnWords = keyof typeof OWN_WORDS;
