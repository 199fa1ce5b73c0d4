import { OWN_WORDS, type OwnWords } from '../../../shared/own-words.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import type { TrunkValues } from './trunk-values.ts';

/** Which field the server's words are about, beyond what the form checks itself. */
const ABOUT: Partial<Record<OwnWords, keyof TrunkValues>> = {
  'host-has-port': 'host',
  'account-without-password': 'password',
  'password-without-account': 'username',
  'codec-twice': 'codecs',
  'port-of-trunk': 'localPort',
  'port-of-radius': 'localPort',
  'port-of-sound': 'localPort',
  'no-pem': 'authorityCertificate',
};

/** A refusal of the server that is about one field, as errors of the form; {} where it is about none. */
export function refusedField(error: ConsoleError): Record<string, string> {
  if (error.code === 'TRUNK_NAME_TAKEN') {
    const { what, next } = errorText(error);
    return { name: `${what}. ${next}` };
  }
  if (error.code !== 'TRUNK_SETTINGS_INVALID') return {};
  const problem = String(error.detail.problem ?? '');
  const about = (Object.keys(ABOUT) as OwnWords[]).find((words) => problem.includes(OWN_WORDS[words]));
  const field = about === undefined ? undefined : ABOUT[about];
  return field === undefined ? {} : { [field]: ownWords(problem) };
}
