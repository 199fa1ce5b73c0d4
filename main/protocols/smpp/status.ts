/** command_status of SMPP 3.4 §5.1.3: number, name and words. Left out: codes that a transmitter or receiver never gets. */

type Status = { readonly name: string; readonly words: string };

const STATUSES: Readonly<Record<number, Status>> = {
  1: { name: 'ESME_RINVMSGLEN', words: 'message length is invalid' },
  2: { name: 'ESME_RINVCMDLEN', words: 'command length is invalid' },
  3: { name: 'ESME_RINVCMDID', words: 'invalid command id' },
  4: { name: 'ESME_RINVBNDSTS', words: 'incorrect bind status for this command' },
  5: { name: 'ESME_RALYBND', words: 'already in bound state' },
  6: { name: 'ESME_RINVPRTFLG', words: 'invalid priority flag' },
  7: { name: 'ESME_RINVREGDLVFLG', words: 'invalid registered delivery flag' },
  8: { name: 'ESME_RSYSERR', words: 'system error' },
  10: { name: 'ESME_RINVSRCADR', words: 'invalid source address' },
  11: { name: 'ESME_RINVDSTADR', words: 'invalid destination address' },
  12: { name: 'ESME_RINVMSGID', words: 'message id is invalid' },
  13: { name: 'ESME_RBINDFAIL', words: 'bind failed' },
  14: { name: 'ESME_RINVPASWD', words: 'invalid password' },
  15: { name: 'ESME_RINVSYSID', words: 'invalid system id' },
  17: { name: 'ESME_RCANCELFAIL', words: 'cancel failed' },
  19: { name: 'ESME_RREPLACEFAIL', words: 'replace failed' },
  20: { name: 'ESME_RMSGQFUL', words: 'message queue full' },
  21: { name: 'ESME_RINVSERTYP', words: 'invalid service type' },
  51: { name: 'ESME_RINVNUMDESTS', words: 'invalid number of destinations' },
  52: { name: 'ESME_RINVDLNAME', words: 'invalid distribution list name' },
  64: { name: 'ESME_RINVDESTFLAG', words: 'invalid destination flag' },
  66: { name: 'ESME_RINVSUBREP', words: 'invalid submit with replace' },
  67: { name: 'ESME_RINVESMCLASS', words: 'invalid esm_class' },
  68: { name: 'ESME_RCNTSUBDL', words: 'cannot submit to distribution list' },
  69: { name: 'ESME_RSUBMITFAIL', words: 'submit failed' },
  72: { name: 'ESME_RINVSRCTON', words: 'invalid source address TON' },
  73: { name: 'ESME_RINVSRCNPI', words: 'invalid source address NPI' },
  80: { name: 'ESME_RINVDSTTON', words: 'invalid destination address TON' },
  81: { name: 'ESME_RINVDSTNPI', words: 'invalid destination address NPI' },
  83: { name: 'ESME_RINVSYSTYP', words: 'invalid system type' },
  84: { name: 'ESME_RINVREPFLAG', words: 'invalid replace_if_present flag' },
  85: { name: 'ESME_RINVNUMMSGS', words: 'invalid number of messages' },
  88: { name: 'ESME_RTHROTTLED', words: 'throttling error' },
  97: { name: 'ESME_RINVSCHED', words: 'invalid scheduled delivery time' },
  98: { name: 'ESME_RINVEXPIRY', words: 'invalid validity period' },
  99: { name: 'ESME_RINVDFTMSGID', words: 'predefined message invalid or not found' },
  100: { name: 'ESME_RX_T_APPN', words: 'temporary application error' },
  101: { name: 'ESME_RX_P_APPN', words: 'permanent application error' },
  102: { name: 'ESME_RX_R_APPN', words: 'message rejected' },
  103: { name: 'ESME_RQUERYFAIL', words: 'query failed' },
  192: { name: 'ESME_RINVOPTPARSTREAM', words: 'error in the optional part of the PDU' },
  193: { name: 'ESME_ROPTPARNOTALLWD', words: 'optional parameter not allowed' },
  194: { name: 'ESME_RINVPARLEN', words: 'invalid parameter length' },
  195: { name: 'ESME_RMISSINGOPTPARAM', words: 'expected optional parameter missing' },
  196: { name: 'ESME_RINVOPTPARAMVAL', words: 'invalid optional parameter value' },
  254: { name: 'ESME_RDELIVERYFAILURE', words: 'delivery failure' },
  255: { name: 'ESME_RUNKNOWNERR', words: 'unknown error' },
};

export const STATUS_OK = 0;
export const STATUS_INVALID_COMMAND = 3;
/** The centre is well but has too much to do: wait a moment. */
const THROTTLING: ReadonlySet<number> = new Set([88, 20]);
/** This message will never go: its length, its number, or a permanent error that the centre says is one. */
const PERMANENT: ReadonlySet<number> = new Set([1, 11, 101, 102]);

/** "ESME_RTHROTTLED (0x58) throttling error". */
export function statusText(status: number): string {
  const hexadecimal = `0x${status.toString(16).toUpperCase().padStart(2, '0')}`;
  const known = STATUSES[status];
  return known === undefined ? `status ${hexadecimal} of the centre’s own` : `${known.name} (${hexadecimal}) ${known.words}`;
}

export function isThrottling(status: number): boolean {
  return THROTTLING.has(status);
}

export function isPermanentRefusal(status: number): boolean {
  return PERMANENT.has(status);
}
