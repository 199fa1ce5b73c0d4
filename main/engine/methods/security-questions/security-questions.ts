/** Security questions, the last fallback (reference section 9): so many of the user's own answers, one challenge each. */

import { languageOf, promptText } from '../../messages/prompt.ts';
import type { ChallengeTask, SecurityAnswer } from '../../ports.ts';
import { type Ask, denied, type MethodContext, type Step } from '../method.ts';

type QuestionsTask = Extract<ChallengeTask, { kind: 'security-questions' }>;

/** The first question, or undefined where the user has not answered enough of them. */
export async function startSecurityQuestions(context: MethodContext): Promise<Ask | undefined> {
  const { ports, settings, subject, request } = context;
  const { isEnabled, questionsToAnswer } = settings['security-questions'];
  if (!isEnabled || !request.application.enablesSecurityQuestions) return undefined;
  const answers = await ports.reader.listSecurityAnswers(subject.userId);
  const known = settings['security-questions'].questions.filter(({ id }) => answers.some(({ questionId }) => questionId === id));
  if (known.length < questionsToAnswer) return undefined;
  const drawn = draw(
    known.map(({ id }) => id),
    questionsToAnswer,
    ports.random.bytes(known.length),
  );
  return askNext(context, { kind: 'security-questions', questionIds: drawn, areAllRight: true });
}

/** Which ones are asked is not foreseen; a slight bias would do no harm. */
function draw(ids: readonly number[], count: number, bytes: Uint8Array): number[] {
  return ids
    .map((id, at) => ({ id, order: bytes[at] ?? 0 }))
    .sort((one, other) => one.order - other.order)
    .slice(0, count)
    .map(({ id }) => id);
}

function askNext(context: MethodContext, task: QuestionsTask): Ask {
  const { settings, subject, now, challenge } = context;
  const language = languageOf(subject, context.method, settings['user-defaults']);
  const question = settings['security-questions'].questions.find(({ id }) => id === task.questionIds[0]);
  const text = question?.texts.find((each) => each.language === language) ?? question?.texts[0];
  const isRunning = challenge?.task.kind === 'security-questions';
  return {
    kind: 'ask',
    result: 'SECURITY_QUESTIONS_PENDING',
    reason: 'security-question-asked',
    task,
    prompt: promptText({ ...context, choice: [] }, 'security-question', { question: text?.text ?? '' }),
    expiresAt: isRunning ? challenge.expiresAt : now + settings['security-questions'].timeoutSeconds * 1000,
  };
}

/** All are asked before anything is said: which one was wrong is nobody's business. */
export async function answerSecurityQuestion(context: MethodContext, task: QuestionsTask, typed: string): Promise<Step> {
  const { ports, subject } = context;
  const [questionId, ...questionIds] = task.questionIds;
  const answers = await ports.reader.listSecurityAnswers(subject.userId);
  const ofQuestion = answers.filter((answer) => answer.questionId === questionId);
  const isRight = await isAnswer(context, ofQuestion, typed);
  const areAllRight = task.areAllRight && isRight;
  if (questionIds.length > 0) return askNext(context, { ...task, questionIds, areAllRight });
  if (!areAllRight) {
    return denied('SECURITY_QUESTIONS_INCORRECT', 'security-answer-wrong', { guess: context.challenge?.id ?? typed });
  }
  return { kind: 'granted', result: 'FALLBACK_SECURITY_QUESTIONS_ANSWERED', reason: 'security-answers-right' };
}

/** In whatever language it was given. A question without an answer takes the time of one. */
async function isAnswer({ ports }: MethodContext, answers: readonly SecurityAnswer[], typed: string): Promise<boolean> {
  const folded = foldAnswer(typed);
  if (answers.length === 0) return ports.hasher.verify(undefined, folded);
  for (const { answerHash } of answers) if (await ports.hasher.verify(answerHash, folded)) return true;
  return false;
}

/** Case, width of characters and the number of spaces do not matter (reference section 9: not case-sensitive). */
export function foldAnswer(answer: string): string {
  return answer.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
