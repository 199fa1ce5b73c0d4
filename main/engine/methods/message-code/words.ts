import type { MessageTextKey } from '../../../../shared/message-texts.ts';
import type { Mode } from '../../../../shared/methods.ts';
import { fillMessageText, messageText } from '../../messages/message-text.ts';
import { languageOf } from '../../messages/prompt.ts';
import type { MethodContext } from '../method.ts';

const KEY_OF_MODE: Readonly<Partial<Record<Mode, MessageTextKey>>> = {
  'one-way-otp': 'text-one-way-otp',
  'one-way-otp-pin': 'text-one-way-otp-pin',
  'two-way-otp': 'text-two-way-otp',
  'two-way-otp-pin': 'text-two-way-otp-pin',
};

/** The words of a text with its code. Mails are made from their own templates: there it is the code alone. */
export function wordsOf(context: MethodContext, code: string): { readonly text: string; readonly language: string } {
  const { settings, subject, method, mode, request } = context;
  const language = languageOf(subject, method, settings['user-defaults']);
  if (method === 'email') return { text: code, language };
  const key = KEY_OF_MODE[mode];
  if (key === undefined) throw new TypeError(`mode ${mode} sends no text`);
  const texts = settings['message-texts'];
  const own = fillMessageText(messageText(texts, key, language), { otp: code, application_name: request.application.name });
  const fraud = settings['fraud-alert'];
  if (!fraud.isAllowed || !mode.startsWith('two-way')) return { text: own, language };
  const more = fillMessageText(messageText(texts, 'text-fraud', language), {
    fraud_code: fraud.code,
    application_name: request.application.name,
  });
  return { text: `${own} ${more}`, language };
}
