/** English text of every error code, for the command line and the console: what happened, and what to do next. A code without its row does not compile. */
import type { ErrorCode } from './error-codes.ts';

type ErrorText = { readonly what: string; readonly next: string };

export const ERROR_TEXT = {
  BAD_REQUEST: { what: 'The server refused a value: {{path}} {{problem}}', next: 'Correct the value and send it again.' },
  SIGN_IN_REQUIRED: { what: 'The session has ended', next: 'Sign in again.' },
  ROLE_INSUFFICIENT: { what: 'This needs one of these roles: {{required}}', next: 'Ask an operator with that role.' },
  INTERNAL: {
    what: 'The server failed on this request',
    next: 'Try again. If it stays, look for the reference {{reference}} in the server log.',
  },
  CONNECTION_LOST: {
    what: 'The connection to the server was lost',
    next: 'Check whether the change was made before making it again.',
  },

  SETUP_ALREADY_DONE: { what: 'This server has been set up already', next: 'Sign in as an operator.' },
  SETUP_CODE_INVALID: {
    what: 'The set-up code is wrong',
    next: 'Open the address that the server printed when it started. Each start prints a new code.',
  },
  SIGN_IN_REFUSED: { what: 'Name or password is wrong', next: 'Check both and sign in again.' },
  SIGN_IN_THROTTLED: { what: 'Too many wrong sign-ins', next: 'Sign-in opens again in {{retryAfterSeconds}} s.' },
  OPERATOR_NOT_FOUND: { what: 'There is no operator {{name}}', next: 'Check the name. Another operator may have deleted it.' },
  OPERATOR_NAME_TAKEN: { what: 'There is already an operator {{name}}', next: 'Choose another name.' },
  OPERATOR_LAST_ADMINISTRATOR: { what: 'This is the last administrator', next: 'Make another operator an administrator first.' },
  OPERATOR_PASSWORD_WEAK: { what: 'The password is too weak: {{problem}}', next: 'Choose a longer or less common password.' },
  OPERATOR_REVISION_CONFLICT: {
    what: '{{name}} was changed by another operator meanwhile',
    next: 'The list shows the present state. Make the change again.',
  },
  OPERATOR_PASSWORD_WRONG: { what: 'The current password is wrong', next: 'Type the password of your own account.' },
  OPERATOR_PASSWORD_SAME: { what: 'The new password is the current one', next: 'Choose another password.' },
  OPERATOR_CODE_WRONG: {
    what: 'The code is wrong or was used before',
    next: 'Wait for the next code of the token and type that.',
  },
  OPERATOR_DUTY_OPEN: {
    what: 'The account is not complete: {{duty}}',
    next: 'Finish that on the page of the account, or sign in again.',
  },
  SIGN_IN_TICKET_OVER: {
    what: 'The sign-in took too long or had too many wrong codes',
    next: 'Type name and password again.',
  },
  SECOND_FACTOR_IS_SET: { what: 'The account has a second factor already', next: 'Remove it before another is added.' },
  SECOND_FACTOR_NOT_SET: { what: 'The account has no second factor', next: 'Load the page again to see the present state.' },
  SECOND_FACTOR_NOT_BEGUN: {
    what: 'The new key is no longer waiting for its first code',
    next: 'Begin again: a new key is made.',
  },

  USER_NOT_FOUND: { what: 'There is no user {{user}}', next: 'Go back to the list: the user may have been deleted.' },
  USERNAME_TAKEN: { what: 'There is already a user {{username}}', next: 'Choose another username or edit that user.' },
  USER_REVISION_CONFLICT: {
    what: '{{username}} was changed by someone else meanwhile',
    next: 'Load the user again, then make the change again.',
  },
  USER_IMPORT_INVALID: { what: 'Line {{line}}, column {{column}}: {{problem}}', next: 'Correct the file and choose it again.' },
  USER_IS_BLOCKED: {
    what: '{{username}} is blocked already',
    next: 'Open the user, or the page Blocked users, to see why and to unblock.',
  },
  BLOCK_NOT_FOUND: {
    what: 'This block is over already',
    next: 'Load the list again.',
  },
  BYPASS_NOT_FOUND: {
    what: 'This one-time bypass is over already',
    next: 'Load the list again.',
  },
  PIN_REFUSED: {
    what: 'The PIN rules refuse this PIN ({{rule}})',
    next: 'Choose another PIN of at least {{minimum}} digits: no three digits in sequence or repeated, no part of a phone number, none used before.',
  },
  SECURITY_QUESTION_NOT_FOUND: {
    what: 'There is no security question {{question}}',
    next: 'Load the page again: the questions were changed.',
  },
  REGISTRY_FILE_INVALID: {
    what: 'The file is not a registry export that can be read (line {{line}}: {{problem}})',
    next: 'Export the key PhoneFactor once more with regedit as a .reg file, and choose that file.',
  },
  REGISTRY_UNAVAILABLE: {
    what: 'The registry of this machine could not be read ({{problem}})',
    next: 'On the old server, export the key PhoneFactor with regedit as a .reg file, and choose that file here.',
  },
  TAG_NOT_FOUND: {
    what: 'There is no tag {{tag}}',
    next: 'Choose another tag. An administrator adds new tags on the page Tags.',
  },
  TAG_NAME_TAKEN: { what: 'There is already a tag {{name}}', next: 'Choose another name, or use that tag.' },

  TOKEN_NOT_FOUND: { what: 'There is no token {{token}}', next: 'Go back to the list: the token may have been deleted.' },
  TOKEN_SERIAL_TAKEN: { what: 'There is already a token with serial number {{serial}}', next: 'Check the number on the device.' },
  TOKEN_ALREADY_ASSIGNED: {
    what: 'Token {{serial}} belongs to {{username}}',
    next: 'Unassign it from {{username}} first, or choose another token.',
  },
  TOKEN_NOT_ASSIGNED: { what: 'Token {{serial}} belongs to nobody', next: 'Nothing needs to be done.' },
  TOKEN_SEED_INVALID: {
    what: 'The secret key cannot be used: {{problem}}',
    next: 'Check the key and the encoding chosen for it.',
  },
  TOKEN_CODE_WRONG: {
    what: 'This is not the code of token {{serial}}',
    next: 'Wait for the next code and enter it. If it stays wrong, resynchronise the token.',
  },
  TOKEN_RESYNC_NO_MATCH: {
    what: 'The two codes do not follow each other on token {{serial}} ({{searched}} positions searched)',
    next: 'Enter two codes shown one directly after the other. If that fails again, the token has another secret key.',
  },

  REPORT_PERIOD_INVALID: { what: 'The period is wrong: {{problem}}', next: 'Choose another period.' },
  EXPORT_NOT_FOUND: { what: 'This export is gone', next: 'Start the export again. A finished file is kept for one hour.' },
  EXPORT_TOO_MANY: { what: '{{limit}} exports run already', next: 'Wait until one has finished, or cancel one.' },
  EXPORT_DISK_FULL: {
    what: 'The disk is full: {{path}}',
    next: 'Make room on that disk and export again. Nothing was left behind.',
  },
  EXPORT_FILE_LOCKED: {
    what: 'Another program has {{path}} open',
    next: 'Close the file there, or save under another name. The old file is untouched.',
  },
  EXPORT_WRITE_FAILED: { what: '{{path}} could not be written: {{problem}}', next: 'Check the folder and export again.' },

  IMPORT_FILE_EMPTY: { what: 'The file is empty', next: 'Choose another file.' },
  IMPORT_FILE_TOO_LARGE: { what: 'The file is larger than {{limitBytes}} bytes', next: 'Split the file and import the parts.' },
  IMPORT_FORMAT_UNKNOWN: {
    what: 'The file is neither PSKC nor CSV: {{found}}',
    next: 'Ask the maker of the tokens for a PSKC (XML) or CSV file.',
  },
  IMPORT_ENCODING_INVALID: { what: 'The text of the file cannot be read: {{problem}}', next: 'Save the file as UTF-8.' },
  IMPORT_ROWS_TOO_MANY: { what: 'The file has more than {{limit}} rows', next: 'Split the file and import the parts.' },
  IMPORT_NOT_FOUND: {
    what: 'This import is no longer open',
    next: 'Choose the file again. An import waits 15 minutes and ends when the server restarts.',
  },
  IMPORT_HAS_BAD_ROWS: {
    what: 'Nothing was imported: {{count}} rows have errors',
    next: 'Correct the file, or import only the good rows.',
  },
  IMPORT_CONFLICT: {
    what: 'Token {{serial}} was added by someone else meanwhile; nothing was imported',
    next: 'Choose the file again: the preview will show that row as a duplicate.',
  },
  IMPORT_CANCELLED: { what: 'The import was cancelled', next: 'Nothing was imported.' },
  CSV_HEADER_INVALID: { what: 'The header line cannot be used: {{problem}}', next: 'Correct the column names of the file.' },
  CSV_SYNTAX_INVALID: {
    what: 'Line {{line}} is not valid CSV: {{problem}}',
    next: 'Correct the line and choose the file again.',
  },
  PSKC_XML_DAMAGED: {
    what: 'The XML is damaged at line {{line}}, column {{column}}: {{problem}}',
    next: 'Get the file again: it may have been cut off or changed on its way.',
  },
  PSKC_DTD_REFUSED: {
    what: 'The file declares a document type or an entity at line {{line}}',
    next: 'A token file has no use for either. Ask its sender for a file without them.',
  },
  PSKC_TOO_DEEP: {
    what: 'Line {{line}}: elements are nested deeper than {{limit}}',
    next: 'This is not a token file. Choose another.',
  },
  PSKC_VALUE_TOO_LONG: {
    what: 'Line {{line}}: a value is longer than {{limit}}',
    next: 'This is not a token file. Choose another.',
  },
  PSKC_NOT_A_KEY_CONTAINER: {
    what: 'This XML file is not PSKC: it holds {{found}}',
    next: 'Choose a file whose first element is KeyContainer.',
  },
  PSKC_VERSION_UNSUPPORTED: { what: 'PSKC version {{version}} is not known', next: 'Ask the maker for a file of version 1.0.' },
  PSKC_PASSWORD_REQUIRED: {
    what: 'The file is protected with a password',
    next: 'Enter the password that came with the tokens.',
  },
  PSKC_KEY_REQUIRED: {
    what: 'The file is protected with the key {{keyName}}',
    next: 'Enter the transport key that came with the tokens.',
  },
  PSKC_PASSWORD_WRONG: { what: 'The password does not open this file', next: 'Check the password; capital letters count.' },
  PSKC_KEY_WRONG: {
    what: 'The key does not open this file',
    next: 'Check the key; it may belong to another file of the delivery.',
  },
  PSKC_KEY_LENGTH_INVALID: {
    what: 'The key has {{actualBytes}} bytes; this file needs {{expectedBytes}}',
    next: 'Enter two hexadecimal digits for each byte.',
  },
  PSKC_ENCRYPTION_UNSUPPORTED: { what: 'The encryption {{algorithm}} is not supported', next: 'Ask the maker for AES-CBC.' },
  PSKC_MAC_UNSUPPORTED: {
    what: 'The integrity check {{algorithm}} is not supported',
    next: 'Ask the maker for HMAC-SHA1 or HMAC-SHA256.',
  },
  PSKC_ITERATIONS_EXCESSIVE: {
    what: 'The file asks for {{iterations}} rounds of key derivation; {{limit}} is the most',
    next: 'Ask the maker for a file with fewer rounds.',
  },

  RADIUS_CLIENT_NOT_FOUND: {
    what: 'There is no RADIUS client {{client}}',
    next: 'Go back to the list: it may have been deleted.',
  },
  RADIUS_CLIENT_ADDRESS_TAKEN: {
    what: '{{address}} already belongs to {{client}}',
    next: 'Enter another address, or edit {{client}}.',
  },
  RADIUS_CLIENT_ADDRESS_INVALID: {
    what: '{{address}} is not an address',
    next: 'Enter an IPv4 or IPv6 address, or a network such as 192.0.2.0/24.',
  },
  RADIUS_CLIENT_SETTINGS_INVALID: {
    what: 'These settings do not work together: {{problem}}',
    next: 'Change the setting that is named and save again.',
  },
  RADIUS_CLIENT_REVISION_CONFLICT: {
    what: '{{client}} was changed by someone else meanwhile',
    next: 'Load the client again, then make the change again.',
  },
  RADIUS_PORT_IN_USE: {
    what: 'Port {{port}} on {{address}} is used by another program',
    next: 'Stop that program (often another RADIUS server) or choose another port. Nothing was changed.',
  },
  RADIUS_ADDRESS_UNAVAILABLE: {
    what: 'This machine does not have the address {{address}}',
    next: 'Choose one of its addresses, or 0.0.0.0 for all. Nothing was changed.',
  },
  RADIUS_PORT_FORBIDDEN: {
    what: 'The system does not let this program use port {{port}}',
    next: 'Choose a port from 1024 up, or give the service account the right. Nothing was changed.',
  },
  RADIUS_TEST_NO_LISTENER: { what: 'No RADIUS listener is running', next: 'Switch a listener on, then test again.' },

  MAIL_NOT_CONFIGURED: {
    what: 'No mail server is set',
    next: 'Give the mail server and the From address on Email > Settings, then send again.',
  },
  MAIL_CERTIFICATE_INVALID: {
    what: 'The certificate of the authority cannot be read: {{problem}}',
    next: 'Paste the whole PEM text, from BEGIN CERTIFICATE to END CERTIFICATE.',
  },
  MAIL_PLACEHOLDER_UNKNOWN: {
    what: '{{placeholder}} stands for nothing in this mail',
    next: 'Take it out, or use one of these: {{known}}.',
  },

  GATEWAY_NOT_FOUND: { what: 'There is no gateway {{gateway}}', next: 'Go back to the list: the gateway may have been deleted.' },
  GATEWAY_NAME_TAKEN: { what: 'There is already a gateway {{name}}', next: 'Choose another name.' },
  GATEWAY_SETTINGS_INVALID: {
    what: 'The gateway cannot work with these settings: {{problem}}',
    next: 'Correct the setting and save again.',
  },
  TRUNK_NOT_FOUND: { what: 'There is no trunk {{trunk}}', next: 'Go back to the list: the trunk may have been deleted.' },
  TRUNK_NAME_TAKEN: { what: 'There is already a trunk {{name}}', next: 'Choose another name.' },
  TRUNK_SETTINGS_INVALID: {
    what: 'The settings of the trunk cannot be used: {{problem}}',
    next: 'Correct the field and save again.',
  },
  TRUNK_REVISION_CONFLICT: {
    what: 'The trunk {{name}} was changed by somebody else meanwhile',
    next: 'Look at the changes and make yours again.',
  },
  TRUNK_TEST_RUNNING: { what: 'A test call is running already', next: 'Wait until it has ended, or hang it up.' },
  TRUNK_TEST_NOT_FOUND: { what: 'This test call is over and no longer kept', next: 'Start a new test call.' },
  RECORDING_NOT_FOUND: { what: 'There is no such recording', next: 'Go back to the list: it may have been removed.' },
  RECORDING_TOO_LARGE: { what: 'The file is larger than {{maximum}} MB', next: 'Save it with a lower rate, or as MP3.' },
  RECORDING_TOO_LONG: {
    what: 'The recording lasts {{seconds}} seconds; {{maximum}} are allowed',
    next: 'Shorten it: nobody listens longer, and the application gives up waiting.',
  },
  RECORDING_UNREADABLE: {
    what: 'The file is neither WAV nor MP3, whatever its name says',
    next: 'Save the recording as WAV (PCM) or MP3, then upload it again.',
  },
  RECORDING_FORMAT_UNSUPPORTED: {
    what: 'This kind of recording cannot be read: {{format}}',
    next: 'Save it as WAV (PCM, one or two channels) or MP3, then upload it again.',
  },
  RECORDING_DAMAGED: {
    what: 'The file is damaged or not whole',
    next: 'Save the recording again, then upload the new file.',
  },
  RECORDING_SILENT: {
    what: 'There is no sound in the recording',
    next: 'Listen to the file; record it again where it is silent.',
  },
  GATEWAY_REVISION_CONFLICT: {
    what: '{{name}} was changed by another operator meanwhile',
    next: 'Load the gateway again, then make the change again.',
  },
  PHONE_NUMBER_INVALID: { what: 'The phone number is not valid: {{problem}}', next: 'Type it like this: +31 6 12345678.' },

  SETTINGS_REVISION_CONFLICT: {
    what: 'These settings were changed by someone else meanwhile ({{section}})',
    next: 'Load them again, then make the change again.',
  },

  DATA_FOLDER_IN_USE: { what: '{{folder}} is in use by process {{processId}}', next: 'Stop that process first.' },
  DATA_FOLDER_UNUSABLE: { what: '{{folder}} cannot be used: {{problem}}', next: 'Check the folder and the rights on it.' },
  DATA_FOLDER_OPEN_TO_OTHERS: {
    what: '{{folder}} could not be closed to the other users of this computer ({{problem}}), so no keys were made in it',
    next: 'Run as administrator, then start again: {{command}}',
  },
  DATA_FOLDER_NOT_EMPTY: { what: '{{folder}} is not empty', next: 'Choose an empty folder.' },
  DEMO_FOLDER_HAS_OTHER_DATA: {
    what: '{{folder}} holds something other than demo data; the demo leaves it alone',
    next: 'Choose a folder that is empty or not there yet with --data.',
  },
  STORE_SCHEMA_FROM_FUTURE: {
    what: 'The database is of version {{found}}; this program knows up to {{known}}',
    next: 'Install the newer version of Countersign again.',
  },
  STORE_DAMAGED: { what: 'The database is damaged: {{problem}}', next: 'Restore the last back-up.' },
  STORE_WRITE_FAILED: {
    what: 'The server cannot write to its database: {{problem}}',
    next: 'Nothing was changed. Check the free space and the rights of the data folder.',
  },
  STORE_BUSY: { what: 'The database is busy', next: 'Try again in a moment.' },
  KEY_SLOT_UNAVAILABLE: {
    what: 'The key of the database cannot be opened: {{problem}}',
    next: 'Check that the service runs under its own account, or use the recovery passphrase.',
  },
  PASSPHRASE_WRONG: { what: 'The passphrase is wrong', next: 'Check it against the printed copy.' },
  PASSPHRASE_NOT_SET: { what: 'No recovery passphrase has been set', next: 'Make one before the first back-up.' },
  BACKUP_FILE_INVALID: { what: 'This is not a usable back-up: {{problem}}', next: 'Choose another file.' },
  BACKUP_FOLDER_UNUSABLE: {
    what: 'Back-ups cannot be written to {{folder}}: {{problem}}',
    next: 'Enter an absolute path that the server’s account may write to.',
  },
  BACKUP_WRITE_FAILED: {
    what: 'The back-up {{path}} could not be written: {{problem}}',
    next: 'Check the folder and its free space.',
  },
  AUDIT_CHAIN_BROKEN: {
    what: 'The operator audit log was altered at row {{row}}',
    next: 'Keep a copy of the data folder for inquiry, and find out who could write to it.',
  },
  ROLLUP_DIFFERS: {
    what: 'The counts that the charts are drawn from differ from the authentication log in {{count}} places',
    next: 'Trust the log. Keep a copy of the data folder for inquiry, and find out who could write to it.',
  },
  FILE_UNREADABLE: { what: '{{path}} cannot be read: {{problem}}', next: 'Check the path and the rights.' },
  FILE_UNWRITABLE: { what: '{{path}} cannot be written: {{problem}}', next: 'Check the folder, its rights and its free space.' },
} as const satisfies Record<ErrorCode, ErrorText>;
