/** How the telephone network ends the calls of the demo, by the result of the sign-in. */
import type { ResultName } from '../../shared/authentication-results.ts';
import type { PlacedCall } from '../../shared/schemas/call.ts';

export const DEMO_TRUNK_NAME = 'Demo PBX';

export type CallEnding = Pick<PlacedCall, 'how' | 'words'> & Partial<Pick<PlacedCall, 'sipStatus' | 'q850Cause'>>;
const HUNG_UP_HERE: CallEnding = { how: 'hung-up', words: '', sipStatus: 200 };
const HUNG_UP_THERE: CallEnding = { how: 'peer-hung-up', words: '', sipStatus: 200, q850Cause: 16 };
export const BUSY: CallEnding = { how: 'refused', words: 'Busy Here', sipStatus: 486, q850Cause: 17 };

const ENDINGS: Readonly<Partial<Record<ResultName, readonly CallEnding[]>>> = {
  PIN_ENTERED: [HUNG_UP_HERE],
  NO_PIN_ENTERED: [HUNG_UP_HERE],
  PIN_EXPIRED: [HUNG_UP_HERE],
  POUND_NOT_PRESSED: [HUNG_UP_HERE],
  NO_PHONE_INPUT_TIMEOUT: [HUNG_UP_HERE],
  INVALID_PHONE_INPUT: [HUNG_UP_HERE],
  GOT_VOICEMAIL: [HUNG_UP_HERE],
  FRAUD_CODE_ENTERED: [HUNG_UP_HERE],
  USER_HUNG_UP: [HUNG_UP_THERE, HUNG_UP_THERE, { how: 'refused', words: 'Decline', sipStatus: 603, q850Cause: 21 }],
  DISCONNECTED: [{ how: 'peer-hung-up', words: '', sipStatus: 200, q850Cause: 41 }],
  TIMED_OUT: [HUNG_UP_HERE],
  CONFIGURATION_ISSUE: [
    BUSY,
    { how: 'no-answer', words: 'Request Terminated', sipStatus: 487 },
    { how: 'refused', words: 'Temporarily Unavailable', sipStatus: 480, q850Cause: 20 },
    { how: 'refused', words: 'Not Found', sipStatus: 404, q850Cause: 1 },
  ],
  UNABLE_TO_PLACE_CALL: [
    { how: 'refused', words: 'Service Unavailable', sipStatus: 503, q850Cause: 34 },
    { how: 'timed-out', words: 'no answer within 5 s' },
  ],
};

/** Whether a sign-in with that result called somebody. */
export function placesCall(name: ResultName): boolean {
  return ENDINGS[name] !== undefined;
}

/** How a call with that result ended; several are thrown for. */
export function endingsOf(name: ResultName): readonly CallEnding[] {
  return ENDINGS[name] ?? [HUNG_UP_HERE];
}
