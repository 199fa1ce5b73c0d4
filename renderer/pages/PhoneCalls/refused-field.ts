import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';
import type { TrunkValues } from './trunk-values.ts';

/** Which field the server's words are about, beyond what the form checks itself. */
const ABOUT: readonly (readonly [RegExp, keyof TrunkValues])[] = [
  [/certificate/i, 'authorityCertificate'],
  [/\bport\b.*\d/i, 'localPort'],
  [/password/i, 'password'],
  [/\bhost\b/i, 'host'],
  [/codec/i, 'codecs'],
];

/** A refusal of the server that is about one field, as errors of the form; {} where it is about none. */
export function refusedField(error: ConsoleError): Record<string, string> {
  const { what, next } = errorText(error);
  if (error.code === 'TRUNK_NAME_TAKEN') return { name: `${what}. ${next}` };
  if (error.code !== 'TRUNK_SETTINGS_INVALID') return {};
  const field = ABOUT.find(([pattern]) => pattern.test(what))?.[1];
  return field === undefined ? {} : { [field]: what };
}
