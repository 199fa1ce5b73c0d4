/** The list of security questions. Pure: an id is never given twice, because answers belong to it. */
import type { SecurityQuestions } from '../../../shared/schemas/method-settings.ts';

export type Question = SecurityQuestions['questions'][number];

export function addQuestion(questions: readonly Question[], language: string): Question[] {
  const id = Math.max(0, ...questions.map((each) => each.id)) + 1;
  return [...questions, { id, texts: [{ language, text: '' }] }];
}

/** An emptied text is taken out, but for the last one of a question: that must be filled in before it can be saved. */
export function setQuestionText(questions: readonly Question[], index: number, language: string, text: string): Question[] {
  return questions.map((question, at) => {
    if (at !== index) return question;
    const has = question.texts.some((each) => each.language === language);
    const texts = has
      ? question.texts.map((each) => (each.language === language ? { language, text } : each))
      : [...question.texts, { language, text }];
    const kept = texts.filter((each) => each.text !== '');
    return { ...question, texts: kept.length === 0 ? [{ language, text }] : kept };
  });
}

export function moveQuestion(questions: readonly Question[], index: number, by: -1 | 1): Question[] {
  const moved = [...questions];
  const [one, other] = [moved[index], moved[index + by]];
  if (one === undefined || other === undefined) return moved;
  moved[index] = other;
  moved[index + by] = one;
  return moved;
}
