import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';

/** A refusal of the server that is about one field, as errors of the form; {} where it is about none. */
export function refusedField(error: ConsoleError): Record<string, string> {
  if (error.code === 'TRUNK_NAME_TAKEN') {
    const { what, next } = errorText(error);
    return { name: `${what}. ${next}` };
  }
  const { field, problem } = error.detail;
  return error.code === 'TRUNK_SETTINGS_INVALID' && typeof field === 'string' ? { [field]: ownWords(String(problem)) } : {};
}
