// Limits of a PSKC file against bombs; all ours, not from RFC 6030.

/** Nested elements; a key container with every optional part has 11. */
export const XML_DEPTH_MAX = 32;
/** Characters of one text or attribute value; the longest legal one is a certificate of a few thousand. */
export const XML_VALUE_MAX_CHARACTERS = 65_536;
/** Elements in one KeyPackage (or in one part of the container's header). */
export const XML_SUBTREE_ELEMENTS_MAX = 10_000;
/** Characters without one complete tag or text. */
export const XML_SILENCE_MAX_CHARACTERS = 1_048_576;
/** PBKDF2 iterations: about five seconds of one core with HMAC-SHA-1. */
export const PBKDF2_ITERATIONS_MAX = 10_000_000;
/** Bytes of a derived key: AES-256. */
export const DERIVED_KEY_MAX_BYTES = 32;
