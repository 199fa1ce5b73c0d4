import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecurityQuestions } from '../../../shared/schemas/method-settings.ts';
import type { User } from '../../../shared/schemas/user.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone, QueryError } from '../../parts/errors.tsx';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { FormActions } from '../../ui/FormSection.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { formatDate } from '../../ui/time.ts';
import classes from './User.module.css';

type Answers = OutputOf<'users.securityAnswers'>;
type Question = { readonly id: number; readonly language: string; readonly text: string };
const ANSWER_MAX_CHARACTERS = 200;

/** Which questions the user has answered, and new answers for them. The answers themselves are never shown: only hashes are kept. */
export function SecurityQuestionsTab({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const settings = useSetting('security-questions');
  const answers = useQueryOf('users.securityAnswers', { id: user.id });
  return (
    <Section title={t('questions.title')} description={t('questions.text')}>
      {settings === undefined || settings.isEnabled ? null : (
        <Text size="sm" mb={12} className={classes.warning}>
          {t('questions.off')}{' '}
          <LinkText to="/settings" search={{ tab: 'security-questions' }} underline="always">
            {t('questions.settings')}
          </LinkText>
        </Text>
      )}
      {answers.isPending ? <LoadingRows rows={4} /> : null}
      {answers.isError && answers.data === undefined ? <QueryError query={answers} /> : null}
      {answers.data === undefined ? null : (
        <AnswerForm user={user} questions={questionsOf(settings, answers.data, user.language)} answers={answers.data} />
      )}
    </Section>
  );
}

/** Each question in the user's language, else English, else its first; those that only an answer knows come last. */
function questionsOf(settings: SecurityQuestions | undefined, answers: Answers, language: string): readonly Question[] {
  const asked = (settings?.questions ?? []).flatMap(({ id, texts }) => {
    const given = answers.find(({ questionId }) => questionId === id);
    const wanted = [given?.language, language, 'en'];
    const text =
      wanted.map((code) => texts.find((each) => each.language === code)).find((each) => each !== undefined) ?? texts[0];
    return text === undefined ? [] : [{ id, language: text.language, text: text.text }];
  });
  const others = answers.filter(({ questionId }) => asked.every(({ id }) => id !== questionId));
  return [...asked, ...others.map(({ questionId, language: code }) => ({ id: questionId, language: code, text: '' }))];
}

function AnswerForm({
  user,
  questions,
  answers,
}: {
  readonly user: User;
  readonly questions: readonly Question[];
  readonly answers: Answers;
}): ReactNode {
  const { t } = useTranslation('user');
  const mayChange = useMay('user-tasks');
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const save = useCommand('users.setSecurityAnswers');
  const changed = questions.filter(({ id }) => (typed[id] ?? '').trim() !== '');
  const send = (
    list: readonly { readonly questionId: number; readonly language: string; readonly answer: string }[],
    text: string,
  ) =>
    save.mutate(
      { id: user.id, answers: [...list] },
      {
        onSuccess: () => {
          setTyped({});
          notifyDone(text);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const list = changed.map(({ id, language }) => ({ questionId: id, language, answer: (typed[id] ?? '').trim() }));
    if (list.length > 0) send(list, t('questions.saved'));
  };
  if (questions.length === 0) return <p className={classes.nothing}>{t('questions.none')}</p>;
  return (
    <form onSubmit={submit} noValidate>
      <CommandError error={save.error} />
      <ul className={classes.list} aria-label={t('questions.title')}>
        {questions.map(({ id, language, text }) => {
          const answer = answers.find(({ questionId }) => questionId === id);
          const name = text === '' ? t('questions.number', { id }) : text;
          return (
            <li key={id}>
              <Group justify="space-between" gap={12} wrap="nowrap">
                <strong dir="auto">{name}</strong>
                <span className={classes.state} data-state={answer === undefined ? 'disabled' : 'active'}>
                  {answer === undefined ? null : <IconCheck size={16} aria-hidden />}
                  {answer === undefined ? t('questions.unanswered') : t('questions.answered', { date: formatDate(answer.setAt) })}
                </span>
              </Group>
              {mayChange ? (
                <Group gap={8} mt={6} wrap="nowrap">
                  <TextInput
                    flex={1}
                    aria-label={t('questions.newAnswer', { question: name })}
                    placeholder={answer === undefined ? t('questions.answer') : t('questions.keep')}
                    autoComplete="off"
                    maxLength={ANSWER_MAX_CHARACTERS}
                    value={typed[id] ?? ''}
                    onChange={(event) => setTyped({ ...typed, [id]: event.currentTarget.value })}
                  />
                  {answer === undefined ? null : (
                    <Button
                      variant="default"
                      loading={save.isPending}
                      aria-label={t('questions.removeOf', { question: name })}
                      onClick={() => send([{ questionId: id, language, answer: '' }], t('questions.removed'))}
                    >
                      {t('questions.remove')}
                    </Button>
                  )}
                </Group>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mayChange ? (
        <FormActions>
          <Button type="submit" loading={save.isPending} disabled={changed.length === 0}>
            {t('questions.save')}
          </Button>
        </FormActions>
      ) : null}
    </form>
  );
}
