import type { PromptKey } from '../../../shared/message-texts.ts';
import type { Method } from '../../../shared/methods.ts';
import type { EngineSettings } from '../authentication/engine-ports.ts';
import type { MethodContext } from '../methods/method.ts';
import type { Subject } from '../ports.ts';
import { fillMessageText, messageText, type TextValues } from './message-text.ts';

/** The user's own language, else the company's for the method. */
export function languageOf(
  subject: Pick<Subject, 'language'>,
  method: Method,
  defaults: EngineSettings['user-defaults'],
): string {
  if (subject.language !== '') return subject.language;
  switch (method) {
    case 'phone-call':
      return defaults.phoneCallLanguage;
    case 'mobile-app':
      return defaults.mobileAppLanguage;
    case 'oath-token':
    case 'app-password':
      return defaults.oathTokenLanguage;
    case 'text-message':
    case 'email':
      return defaults.textMessageLanguage;
  }
}

type PromptContext = Pick<MethodContext, 'settings' | 'subject' | 'method' | 'request' | 'choice'>;

/** What a challenge says, with the words for another way behind it where there is one. */
export function promptText(context: PromptContext, key: PromptKey, values: TextValues = {}): string {
  const { settings, subject, method, request, choice } = context;
  const language = languageOf(subject, method, settings['user-defaults']);
  const text = (each: PromptKey, own: TextValues) =>
    fillMessageText(messageText(settings['message-texts'], each, language), {
      application_name: request.application.name,
      ...own,
    });
  const prompt = text(key, values);
  return choice.length === 0 ? prompt : `${prompt} ${text('method-choice', { words: choice.join(', ') })}`;
}
