import { ActionIcon, Button, Group, Select, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguageOptions } from '../../parts/settings/use-language-options.ts';
import classes from './CompanySettings.module.css';
import { addQuestion, moveQuestion, type Question, setQuestionText } from './questions.ts';

/** The ordered list of questions, in one language at a time. */
export function Questions({
  id,
  questions,
  error,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly questions: readonly Question[];
  readonly error: ReactNode;
  readonly isDisabled: boolean;
  readonly onChange: (questions: readonly Question[]) => void;
}): ReactNode {
  const { t } = useTranslation('messages');
  const [language, setLanguage] = useState('en');
  const used = [...new Set(questions.flatMap(({ texts }) => texts.map((text) => text.language)))];
  const options = useLanguageOptions(used);
  return (
    <div className={classes.questions}>
      <Select
        id={id}
        label={t('questions.language')}
        size="xs"
        w={260}
        searchable
        allowDeselect={false}
        data={[...options]}
        value={language}
        onChange={(value) => setLanguage(value ?? language)}
        withScrollArea={false}
        styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      />
      {questions.map((question, index) => {
        const name = t('questions.number', { number: index + 1 });
        return (
          <Group key={question.id} gap={4} wrap="nowrap">
            <Text size="sm" c="dimmed" w={20} ta="end">
              {index + 1}
            </Text>
            <TextInput
              aria-label={name}
              flex={1}
              size="xs"
              dir="auto"
              disabled={isDisabled}
              value={question.texts.find((text) => text.language === language)?.text ?? ''}
              placeholder={question.texts[0]?.text ?? ''}
              onChange={(event) => onChange(setQuestionText(questions, index, language, event.currentTarget.value))}
            />
            {isDisabled ? null : (
              <>
                <RowButton
                  label={t('questions.up', { name })}
                  isDisabled={index === 0}
                  onClick={() => onChange(moveQuestion(questions, index, -1))}
                >
                  <IconArrowUp size={16} />
                </RowButton>
                <RowButton
                  label={t('questions.down', { name })}
                  isDisabled={index === questions.length - 1}
                  onClick={() => onChange(moveQuestion(questions, index, 1))}
                >
                  <IconArrowDown size={16} />
                </RowButton>
                <RowButton
                  label={t('questions.remove', { name })}
                  onClick={() => onChange(questions.filter((each) => each !== question))}
                >
                  <IconTrash size={16} />
                </RowButton>
              </>
            )}
          </Group>
        );
      })}
      {error ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      ) : null}
      {isDisabled ? null : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange(addQuestion(questions, language))}
          style={{ justifySelf: 'start' }}
        >
          {t('questions.add')}
        </Button>
      )}
    </div>
  );
}

function RowButton({
  label,
  isDisabled = false,
  onClick,
  children,
}: {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={isDisabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
