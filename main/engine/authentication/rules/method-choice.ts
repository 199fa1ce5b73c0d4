/** "Use a different verification option": the words by which users ask for another method. */
import { asksPin, METHOD_MODES, type Method, type Mode } from '../../../../shared/methods.ts';
import type { MethodChoice } from '../../../../shared/schemas/method-settings.ts';
import type { Subject } from '../../ports.ts';

/** The method that a word asks for, in whatever language it was typed. */
export function methodOfWord({ words }: MethodChoice, typed: string): Method | undefined {
  const wanted = typed.trim().toLowerCase();
  return words.find(({ word }) => word.toLowerCase() === wanted)?.method;
}

/** The first factor and the method asked for: "password,sms"; a word alone where nothing else is typed. */
export function splitMethodWord(
  choice: MethodChoice,
  typed: string,
): { readonly typed: string; readonly method: Method | undefined } {
  const comma = typed.lastIndexOf(',');
  const method = methodOfWord(choice, typed.slice(comma + 1));
  if (method === undefined) return { typed, method: undefined };
  return { typed: comma === -1 ? '' : typed.slice(0, comma), method };
}

/** A method that was chosen instead asks for the PIN as well, where the user's own does. */
export function modeOfChosen(subject: Subject, method: Method): Mode {
  if (subject.method === method) return subject.mode;
  const wantsPin = asksPin(subject.mode);
  const mode = METHOD_MODES[method].find((each) => asksPin(each) === wantsPin) ?? METHOD_MODES[method][0];
  if (mode === undefined) throw new TypeError(`method ${method} has no mode`);
  return mode;
}

/** The user's language for a method, and the first word for each of these methods in it. */
export function wordsFor({ words }: MethodChoice, methods: readonly Method[], language: string): readonly string[] {
  return methods.flatMap((method) => {
    const ofMethod = words.filter((each) => each.method === method);
    const best = ofMethod.find((each) => each.language === language) ?? ofMethod[0];
    return best === undefined ? [] : [best.word];
  });
}
