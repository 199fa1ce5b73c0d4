// Limits of what is read from a SIP peer. All ours, RFC 3261 sets none.

/** Octets of one message; a UDP datagram cannot hold more. */
export const MESSAGE_MAX_BYTES = 65_535;
/** Header fields of one message. */
export const HEADERS_MAX = 200;
/** Characters of a peer's words (reason phrase, warning) that are kept for an operator. */
export const WORDS_MAX_CHARACTERS = 200;
/** Dialogs of one call: a proxy that forks to more is not believed. */
export const DIALOGS_MAX = 20;
/** Transactions of one call, registration or ping; what comes when it is full is not answered. */
export const TRANSACTIONS_MAX = 64;
