/**
 * Every error code that can cross the contract or end a command, with what it carries.
 * `detail` names the values that the console text may quote. Codes are stable and never reused.
 */
type ErrorCodeEntry = {
  readonly severity: 'notice' | 'error' | 'critical';
  readonly isRetryable: boolean;
  readonly fixableBy: 'operator' | 'developer';
  readonly detail: readonly string[];
};

const entry = <const Detail extends readonly string[] = readonly []>(
  severity: ErrorCodeEntry['severity'],
  options: { isRetryable?: boolean; fixableBy?: ErrorCodeEntry['fixableBy']; detail?: Detail } = {},
) => ({
  severity,
  isRetryable: options.isRetryable ?? false,
  fixableBy: options.fixableBy ?? 'operator',
  detail: (options.detail ?? []) as NoInfer<Detail>,
});

export const ERROR_CODES = {
  // contract
  BAD_REQUEST: entry('notice', { detail: ['path', 'problem'] }),
  SIGN_IN_REQUIRED: entry('notice'),
  ROLE_INSUFFICIENT: entry('notice', { detail: ['required'] }),
  INTERNAL: entry('critical', { fixableBy: 'developer', detail: ['reference'] }),
  CONNECTION_LOST: entry('error', { isRetryable: true }),

  // set-up, session, operators
  SETUP_ALREADY_DONE: entry('notice'),
  SETUP_CODE_INVALID: entry('notice'),
  SIGN_IN_REFUSED: entry('notice'),
  SIGN_IN_THROTTLED: entry('notice', { isRetryable: true, detail: ['retryAfterSeconds'] }),
  OPERATOR_NOT_FOUND: entry('notice', { detail: ['name'] }),
  OPERATOR_NAME_TAKEN: entry('notice', { detail: ['name'] }),
  OPERATOR_LAST_ADMINISTRATOR: entry('notice'),
  OPERATOR_PASSWORD_WEAK: entry('notice', { detail: ['problem'] }),
  OPERATOR_REVISION_CONFLICT: entry('notice', { detail: ['name'] }),
  OPERATOR_PASSWORD_WRONG: entry('notice'),
  OPERATOR_PASSWORD_SAME: entry('notice'),
  OPERATOR_CODE_WRONG: entry('notice'),
  OPERATOR_DUTY_OPEN: entry('notice', { detail: ['duty'] }),
  SIGN_IN_TICKET_OVER: entry('notice'),
  SECOND_FACTOR_IS_SET: entry('notice'),
  SECOND_FACTOR_NOT_SET: entry('notice'),
  SECOND_FACTOR_NOT_BEGUN: entry('notice'),

  // users
  USER_NOT_FOUND: entry('notice', { detail: ['user'] }),
  USERNAME_TAKEN: entry('notice', { detail: ['username'] }),
  USER_REVISION_CONFLICT: entry('notice', { detail: ['username'] }),
  USER_IMPORT_INVALID: entry('notice', { detail: ['line', 'column', 'problem'] }),
  USER_IS_BLOCKED: entry('notice', { detail: ['username'] }),
  BLOCK_NOT_FOUND: entry('notice'),
  BYPASS_NOT_FOUND: entry('notice'),
  PIN_REFUSED: entry('notice', { detail: ['rule', 'minimum'] }),
  SECURITY_QUESTION_NOT_FOUND: entry('notice', { detail: ['question'] }),
  REGISTRY_FILE_INVALID: entry('notice', { detail: ['line', 'problem'] }),
  REGISTRY_UNAVAILABLE: entry('notice', { detail: ['problem'] }),
  TAG_NOT_FOUND: entry('notice', { detail: ['tag'] }),
  TAG_NAME_TAKEN: entry('notice', { detail: ['name'] }),

  // tokens
  TOKEN_NOT_FOUND: entry('notice', { detail: ['token'] }),
  TOKEN_SERIAL_TAKEN: entry('notice', { detail: ['serial'] }),
  TOKEN_ALREADY_ASSIGNED: entry('notice', { detail: ['serial', 'username'] }),
  TOKEN_NOT_ASSIGNED: entry('notice', { detail: ['serial'] }),
  TOKEN_SEED_INVALID: entry('notice', { detail: ['problem'] }),
  TOKEN_CODE_WRONG: entry('notice', { detail: ['serial'] }),
  TOKEN_RESYNC_NO_MATCH: entry('notice', { detail: ['serial', 'searched'] }),

  // reports and exports
  REPORT_PERIOD_INVALID: entry('notice', { detail: ['problem'] }),
  EXPORT_NOT_FOUND: entry('notice'),
  EXPORT_TOO_MANY: entry('notice', { detail: ['limit'] }),
  EXPORT_DISK_FULL: entry('error', { detail: ['path'] }),
  EXPORT_FILE_LOCKED: entry('error', { detail: ['path'] }),
  EXPORT_WRITE_FAILED: entry('error', { detail: ['path', 'problem'] }),

  // import, the file as a whole
  IMPORT_FILE_EMPTY: entry('notice'),
  IMPORT_FILE_TOO_LARGE: entry('notice', { detail: ['limitBytes'] }),
  IMPORT_FORMAT_UNKNOWN: entry('notice', { detail: ['found'] }),
  IMPORT_ENCODING_INVALID: entry('notice', { detail: ['problem'] }),
  IMPORT_ROWS_TOO_MANY: entry('notice', { detail: ['limit'] }),
  IMPORT_NOT_FOUND: entry('notice'),
  IMPORT_HAS_BAD_ROWS: entry('notice', { detail: ['count'] }),
  IMPORT_CONFLICT: entry('notice', { isRetryable: true, detail: ['serial'] }),
  IMPORT_CANCELLED: entry('notice'),
  CSV_HEADER_INVALID: entry('notice', { detail: ['problem'] }),
  CSV_SYNTAX_INVALID: entry('notice', { detail: ['line', 'problem'] }),
  PSKC_XML_DAMAGED: entry('notice', { detail: ['line', 'column', 'problem'] }),
  PSKC_DTD_REFUSED: entry('notice', { detail: ['line'] }),
  PSKC_TOO_DEEP: entry('notice', { detail: ['line', 'limit'] }),
  PSKC_VALUE_TOO_LONG: entry('notice', { detail: ['line', 'limit'] }),
  PSKC_NOT_A_KEY_CONTAINER: entry('notice', { detail: ['found'] }),
  PSKC_VERSION_UNSUPPORTED: entry('notice', { detail: ['version'] }),
  PSKC_PASSWORD_REQUIRED: entry('notice'),
  PSKC_KEY_REQUIRED: entry('notice', { detail: ['keyName'] }),
  PSKC_PASSWORD_WRONG: entry('notice'),
  PSKC_KEY_WRONG: entry('notice'),
  PSKC_KEY_LENGTH_INVALID: entry('notice', { detail: ['expectedBytes', 'actualBytes'] }),
  PSKC_ENCRYPTION_UNSUPPORTED: entry('notice', { detail: ['algorithm'] }),
  PSKC_MAC_UNSUPPORTED: entry('notice', { detail: ['algorithm'] }),
  PSKC_ITERATIONS_EXCESSIVE: entry('notice', { detail: ['iterations', 'limit'] }),

  // RADIUS
  RADIUS_CLIENT_NOT_FOUND: entry('notice', { detail: ['client'] }),
  RADIUS_CLIENT_ADDRESS_TAKEN: entry('notice', { detail: ['address', 'client'] }),
  RADIUS_CLIENT_ADDRESS_INVALID: entry('notice', { detail: ['address'] }),
  RADIUS_CLIENT_SETTINGS_INVALID: entry('notice', { detail: ['problem'] }),
  RADIUS_CLIENT_REVISION_CONFLICT: entry('notice', { detail: ['client'] }),
  RADIUS_PORT_IN_USE: entry('error', { detail: ['address', 'port'] }),
  RADIUS_ADDRESS_UNAVAILABLE: entry('error', { detail: ['address'] }),
  RADIUS_PORT_FORBIDDEN: entry('error', { detail: ['port'] }),
  RADIUS_TEST_NO_LISTENER: entry('notice'),

  // gateways
  GATEWAY_NOT_FOUND: entry('notice', { detail: ['gateway'] }),
  GATEWAY_NAME_TAKEN: entry('notice', { detail: ['name'] }),
  GATEWAY_SETTINGS_INVALID: entry('notice', { detail: ['problem'] }),
  GATEWAY_REVISION_CONFLICT: entry('notice', { detail: ['name'] }),
  PHONE_NUMBER_INVALID: entry('notice', { detail: ['problem'] }),

  // phone calls
  TRUNK_NOT_FOUND: entry('notice', { detail: ['trunk'] }),
  TRUNK_NAME_TAKEN: entry('notice', { detail: ['name'] }),
  TRUNK_SETTINGS_INVALID: entry('notice', { detail: ['field', 'problem'] }),
  TRUNK_REVISION_CONFLICT: entry('notice', { detail: ['name'] }),
  TRUNK_TEST_RUNNING: entry('notice'),
  TRUNK_TEST_NOT_FOUND: entry('notice'),
  RECORDING_NOT_FOUND: entry('notice'),
  RECORDING_TOO_LARGE: entry('notice', { detail: ['maximum'] }),
  RECORDING_TOO_LONG: entry('notice', { detail: ['seconds', 'maximum'] }),
  RECORDING_UNREADABLE: entry('notice'),
  RECORDING_FORMAT_UNSUPPORTED: entry('notice', { detail: ['format'] }),
  RECORDING_DAMAGED: entry('notice'),
  RECORDING_SILENT: entry('notice'),

  // settings
  SETTINGS_REVISION_CONFLICT: entry('notice', { detail: ['section'] }),

  // e-mail
  MAIL_NOT_CONFIGURED: entry('notice'),
  MAIL_CERTIFICATE_INVALID: entry('notice', { detail: ['problem'] }),
  MAIL_PLACEHOLDER_UNKNOWN: entry('notice', { detail: ['placeholder', 'known'] }),

  // data folder, store, keys, back-up
  DATA_FOLDER_IN_USE: entry('error', { detail: ['folder', 'processId'] }),
  DATA_FOLDER_UNUSABLE: entry('error', { detail: ['folder', 'problem'] }),
  DATA_FOLDER_OPEN_TO_OTHERS: entry('critical', { detail: ['folder', 'problem', 'command'] }),
  DATA_FOLDER_NOT_EMPTY: entry('notice', { detail: ['folder'] }),
  DEMO_FOLDER_HAS_OTHER_DATA: entry('notice', { detail: ['folder'] }),
  STORE_SCHEMA_FROM_FUTURE: entry('critical', { detail: ['found', 'known'] }),
  STORE_DAMAGED: entry('critical', { detail: ['problem'] }),
  STORE_WRITE_FAILED: entry('critical', { isRetryable: true, detail: ['problem'] }),
  STORE_BUSY: entry('error', { isRetryable: true }),
  KEY_SLOT_UNAVAILABLE: entry('critical', { detail: ['problem'] }),
  PASSPHRASE_WRONG: entry('notice'),
  PASSPHRASE_NOT_SET: entry('notice'),
  BACKUP_FILE_INVALID: entry('notice', { detail: ['problem'] }),
  BACKUP_FOLDER_UNUSABLE: entry('notice', { detail: ['folder', 'problem'] }),
  BACKUP_WRITE_FAILED: entry('error', { detail: ['path', 'problem'] }),
  AUDIT_CHAIN_BROKEN: entry('critical', { detail: ['row'] }),
  ROLLUP_DIFFERS: entry('error', { detail: ['count'] }),
  FILE_UNREADABLE: entry('notice', { detail: ['path', 'problem'] }),
  FILE_UNWRITABLE: entry('notice', { detail: ['path', 'problem'] }),
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

type DetailNames<Code extends ErrorCode> = (typeof ERROR_CODES)[Code]['detail'][number];
/** What an error of this code carries: exactly the names in its table row. */
export type ErrorDetail<Code extends ErrorCode> = Readonly<Record<DetailNames<Code>, string | number>>;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_CODES, value);
}
