import { asksPin, METHOD_MODES, type Method, type Mode } from '../../../shared/methods.ts';

/** The first mode of a method, with the PIN where the user had one before. */
export function modeFor(method: Method, keepsPin: boolean): Mode {
  const modes = METHOD_MODES[method];
  return modes.find((mode) => asksPin(mode) === keepsPin) ?? modes[0] ?? 'standard';
}
