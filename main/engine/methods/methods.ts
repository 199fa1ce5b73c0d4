/** The methods that this engine has. The mobile app is still to come: its users have no usable method. */
import type { Method, Mode } from '../../../shared/methods.ts';
import { createMessageCode } from './message-code/message-code.ts';
import type { AuthenticationMethod } from './method.ts';
import { oathToken } from './oath-token/oath-token.ts';
import { phoneCall } from './phone-call/phone-call.ts';
import { twoWayText } from './two-way-text/two-way-text.ts';

const oneWayText = createMessageCode('text');
const emailCode = createMessageCode('email');

/** Undefined where nothing here can verify a user of this method and mode. */
export function methodOf(method: Method, mode: Mode): AuthenticationMethod | undefined {
  switch (method) {
    case 'oath-token':
      return mode === 'standard' || mode === 'pin' ? oathToken : undefined;
    case 'text-message':
      if (mode === 'one-way-otp' || mode === 'one-way-otp-pin') return oneWayText;
      return mode === 'two-way-otp' || mode === 'two-way-otp-pin' ? twoWayText : undefined;
    case 'email':
      return mode === 'one-way-otp' || mode === 'one-way-otp-pin' ? emailCode : undefined;
    case 'phone-call':
      return mode === 'standard' || mode === 'pin' ? phoneCall : undefined;
    case 'mobile-app':
    case 'app-password':
      return undefined;
  }
}
