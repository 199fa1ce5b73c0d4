import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';

/** A refusal of the server that is about one field, as errors of the form; {} where it is about none. */
export function refusedField(error: ConsoleError): Record<string, string> {
  const { what, next } = errorText(error);
  if (error.code === 'TRUNK_NAME_TAKEN') return { name: `${what}. ${next}` };
  if (error.code !== 'TRUNK_SETTINGS_INVALID') return {};
  const { field } = error.detail;
  return field === undefined ? {} : { [field]: what };
}
