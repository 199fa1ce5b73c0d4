/** PINs and security answers as operators set them. What is stored is argon2id; what is logged is that they changed. */
import type { UserId } from '../../shared/ids.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { User } from '../../shared/schemas/user.ts';
import { appError } from '../engine/app-error.ts';
import { foldAnswer } from '../engine/methods/security-questions/security-questions.ts';
import { checkPin } from '../engine/pin/check-pin.ts';
import { generatePin } from '../engine/pin/generate-pin.ts';
import type { PasswordHasher, Random } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';

type Phones = Pick<User, 'phone' | 'backupPhone'>;
export type GivenAnswer = { readonly questionId: number; readonly language: string; readonly answer: string };

export interface UserPinFlows {
  /** The hash of a PIN that an operator types; null and undefined pass. Throws PIN_REFUSED. */
  hashPin<Pin extends string | null | undefined>(pin: Pin, user: Phones): Promise<Pin>;
  /** Earlier PINs that are kept. */
  historyLength(): number;
  /** A new PIN by the rules, which the user must change where users may. Throws USER_NOT_FOUND. */
  newPin(actor: string, id: UserId): Promise<{ pin: string; mustChangePin: boolean }>;
  /** An empty answer removes one. Throws USER_NOT_FOUND, SECURITY_QUESTION_NOT_FOUND. */
  setSecurityAnswers(actor: string, input: { id: UserId; answers: readonly GivenAnswer[] }): Promise<{ changedCount: number }>;
}

export type UserPinPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly hasher: PasswordHasher;
  readonly random: Random;
  readonly settings: () => Pick<AllSettings, 'pin-rules' | 'security-questions'>;
};

export function createUserPinFlows({ store, hasher, random, settings }: UserPinPorts): UserPinFlows {
  const rules = () => settings()['pin-rules'];
  const historyLength = () => rules().historyLength ?? 0;
  const getUser = async (id: UserId): Promise<User> => {
    const user = await store.read('users.get', { id });
    if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
    return user;
  };
  return {
    historyLength,
    async hashPin<Pin extends string | null | undefined>(pin: Pin, user: Phones) {
      if (typeof pin !== 'string') return pin;
      const rule = checkPin(pin, rules(), phonesOf(user));
      if (rule !== undefined) throw appError('PIN_REFUSED', { detail: { rule, minimum: rules().minimumLength } });
      return (await hasher.hash(pin)) as Pin;
    },
    async newPin(actor, id) {
      const user = await getUser(id);
      const pin = generatePin(random, rules(), phonesOf(user));
      const mustChangePin = user.canChangePin ?? rules().canChangePin;
      await store.write(
        'users.set-pin',
        { id, pinHash: await hasher.hash(pin), mustChangePin, historyLength: historyLength() },
        { actor, action: 'users.new-pin', subject: user.username, detail: { mustChangePin } },
      );
      return { pin, mustChangePin };
    },
    async setSecurityAnswers(actor, { id, answers }) {
      const { username } = await getUser(id);
      const known = new Set(settings()['security-questions'].questions.map((question) => question.id));
      // An answer to a question that is gone can still be removed.
      const unknown = answers.find(({ questionId, answer }) => answer !== '' && !known.has(questionId));
      if (unknown !== undefined) throw appError('SECURITY_QUESTION_NOT_FOUND', { detail: { question: unknown.questionId } });
      const hashed = await Promise.all(
        answers.map(async ({ questionId, language, answer }) => ({
          questionId,
          language,
          answerHash: answer === '' ? undefined : await hasher.hash(foldAnswer(answer)),
        })),
      );
      const changes = answers.map(({ questionId, language, answer }) => ({
        questionId,
        language,
        answer: answer === '' ? 'removed' : 'set',
      }));
      return store.write(
        'users.set-security-answers',
        { id, answers: hashed },
        { actor, action: 'users.security-answers', subject: username, detail: { answers: changes } },
      );
    },
  };
}

function phonesOf({ phone, backupPhone }: Phones): string[] {
  return [phone, backupPhone];
}
