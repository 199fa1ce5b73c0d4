/** Limits that more than one layer must agree on. Each says its unit and where it comes from. */

/** Bytes; ours: a file of 100,000 PSKC keys is about 80 MB. Larger files are refused before they are read. */
export const IMPORT_FILE_MAX_BYTES = 160 * 1024 * 1024;
/** Rows in one import; ours. */
export const IMPORT_ROWS_MAX = 500_000;
/** Milliseconds that a previewed import keeps its seeds in memory before they are wiped; ours. */
export const IMPORT_LIFETIME_MILLISECONDS = 15 * 60 * 1000;
/** Rows a page of any list may hold; ours. */
export const PAGE_ROWS_MAX = 1000;

/** Characters; RADIUS User-Name is at most 253 octets (RFC 2865 §5.1). */
export const USERNAME_MAX_CHARACTERS = 253;
/** Tags that one user may have; ours. */
export const TAGS_OF_USER_MAX = 100;
/** Ids that one command may carry, and that it answers so that it can be undone; ours. */
export const COMMAND_IDS_MAX = 10_000;
/** Characters of a free text field (names, groups, labels); ours. */
export const TEXT_MAX_CHARACTERS = 256;

/** Bytes; RFC 4226 §4 R6: MUST be at least 128 bits, shorter is imported with a warning. */
export const SEED_RECOMMENDED_MIN_BYTES = 16;
/** Bytes; ours: under 80 bits an import is refused. */
export const SEED_MIN_BYTES = 10;
/** Bytes; ours: one SHA-512 block, longer keys are hashed down by HMAC anyway (RFC 2104 §2). */
export const SEED_MAX_BYTES = 128;
/** Digits of an OTP; RFC 4226 §5.3 (6 at least), 8 is the most that tokens show. */
export const OTP_DIGITS_MIN = 6;
export const OTP_DIGITS_MAX = 8;
/** Seconds of a TOTP time step; upper bound ours: one day. */
export const PERIOD_MIN_SECONDS = 1;
export const PERIOD_MAX_SECONDS = 86_400;
/** Largest HOTP counter: RFC 4226 §5.1 has an 8-byte counter. */
export const COUNTER_MAX = 18_446_744_073_709_551_615n;

/** Characters of an operator's password; lower bound NIST SP 800-63B §5.1.1.1 for memorised secrets is 8, ours 12. */
export const OPERATOR_PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 256;
/** Octets of a RADIUS User-Password after padding (RFC 2865 §5.2). */
export const RADIUS_PASSWORD_MAX_BYTES = 128;
/** Characters of a RADIUS shared secret: RFC 2865 §3 prefers 16 octets at least; shorter is a warning. */
export const SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS = 16;
export const SHARED_SECRET_MAX_CHARACTERS = 256;

/** Exports that run at once; ours: each takes a processor. */
export const EXPORTS_RUNNING_MAX = 2;
/** Finished exports that are kept at once; ours: the oldest makes room. */
export const EXPORTS_KEPT_MAX = 10;
/** Milliseconds that a finished export waits to be fetched before it is wiped; ours: it holds personal data. */
export const EXPORT_LIFETIME_MILLISECONDS = 60 * 60 * 1000;
/** Rows of one table in a PDF; ours: more is for a spreadsheet. */
export const EXPORT_PDF_ROWS_MAX = 5000;
