import { METHOD_MODES, METHODS, type Method, type Mode, VERIFIED_MODES } from '../../../shared/methods.ts';

/** Whether this version can verify a user who has this method and mode. */
export function isVerifiable(method: Method, mode: Mode): boolean {
  return VERIFIED_MODES[method]?.includes(mode) ?? false;
}

/** The methods to choose from. An app password is no method of its own; it shows where an import brought it. */
export function methodChoices(current: Method): readonly Method[] {
  return METHODS.filter((method) => method !== 'app-password' || current === 'app-password');
}

/** The modes of `method`, and the current one where an import brought one that the method does not have. */
export function modeChoices(method: Method, current: Mode): readonly Mode[] {
  const modes = METHOD_MODES[method];
  return modes.includes(current) ? modes : [...modes, current];
}

/** The mode that a user keeps, or starts with, when the method changes. */
export function modeAfterChange(method: Method, current: Mode): Mode {
  const modes = METHOD_MODES[method];
  return modes.includes(current) ? current : (modes[0] ?? current);
}
