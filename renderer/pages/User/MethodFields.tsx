import { Group, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { METHOD_MODES, METHODS, type Method, MODES } from '../../../shared/methods.ts';
import { useMay } from '../../bridge/use-session.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import { LinkText } from '../../ui/links.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';
import {
  type MethodFacts,
  type MethodProblem,
  methodChoices,
  methodProblems,
  modeAfterChange,
  modeChoices,
} from './verify-notes.ts';

/** The old dialog's radio buttons: a method, and beside it its mode. What would keep it from working stands beside it. */
export function MethodFields({
  form,
  facts,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly facts: MethodFacts;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const { method, mode } = form.values;
  const known: MethodFacts = { ...facts, hasPin: hasPinAfterSave(form, facts.hasPin) };
  return (
    <FormSection title={t('section.method')}>
      <Radio.Group
        aria-label={t('field.method')}
        value={method}
        readOnly={isReadOnly}
        onChange={(value) => {
          const chosen = METHODS.find((each) => each === value);
          if (chosen !== undefined) form.setValues({ method: chosen, mode: modeAfterChange(chosen, mode) });
        }}
      >
        <Stack gap={4}>
          {methodChoices(method).map((choice) => (
            <MethodRow key={choice} choice={choice} form={form} facts={known} isReadOnly={isReadOnly} />
          ))}
        </Stack>
      </Radio.Group>
    </FormSection>
  );
}

function hasPinAfterSave(form: UserForm, hasPin: boolean): boolean {
  const { pinChange, pin } = form.values;
  return pinChange === 'keep' ? hasPin : pinChange === 'set' && pin !== '';
}

function MethodRow({
  choice,
  form,
  facts,
  isReadOnly,
}: {
  readonly choice: Method;
  readonly form: UserForm;
  readonly facts: MethodFacts;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: results } = useTranslation('results');
  const { values } = form;
  const isChosen = values.method === choice;
  const problems = methodProblems(values, choice, isChosen ? values.mode : modeAfterChange(choice, values.mode), facts);
  const [first] = problems;
  return (
    <div className={classes.method} data-chosen={isChosen || undefined}>
      <Group gap={12} mih={36} wrap="nowrap">
        <Radio value={choice} label={results(`method.${choice}`)} disabled={isReadOnly && !isChosen} w={150} flex="none" />
        {isChosen && METHOD_MODES[choice].length > 1 ? <ModeSelect form={form} isReadOnly={isReadOnly} /> : null}
        {isChosen || first === undefined ? null : (
          <Text size="xs" c="dimmed">
            {t(`methodShort.${first}`)}
          </Text>
        )}
      </Group>
      {isChosen && problems.length > 0 ? (
        <ul className={classes.problems} aria-label={t('methodProblems')}>
          {problems.map((problem) => (
            <li key={problem} className={classes.warning}>
              <IconAlertTriangle size={16} aria-hidden />
              <span>
                {t(`methodProblem.${problem}`)}
                <ProblemLink problem={problem} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Where it is mended, if that is another page. */
function ProblemLink({ problem }: { readonly problem: MethodProblem }): ReactNode {
  const { t } = useTranslation('user');
  const mayRead = useMay('read-settings');
  if (!mayRead || (problem !== 'no-trunk' && problem !== 'no-gateway')) return null;
  return (
    <>
      {' '}
      <LinkText to={problem === 'no-trunk' ? '/phone-calls' : '/gateways'} fz={13}>
        {t(`methodLink.${problem}`)}
      </LinkText>
    </>
  );
}

/** Text messages have two lists, as in the old dialog: the direction, and whether a PIN comes with the code. */
function ModeSelect({ form, isReadOnly }: { readonly form: UserForm; readonly isReadOnly: boolean }): ReactNode {
  const { t } = useTranslation('user');
  const { t: results } = useTranslation('results');
  const { method, mode } = form.values;
  const set = (value: string) => {
    const chosen = MODES.find((each) => each === value);
    if (chosen !== undefined) form.setFieldValue('mode', chosen);
  };
  const [, direction, rest] = /^(one|two)-way-(.+)$/.exec(mode) ?? [];
  if (method !== 'text-message' || direction === undefined || rest === undefined) {
    return (
      <NativeSelect
        aria-label={t('field.mode')}
        disabled={isReadOnly}
        w={216}
        value={mode}
        data={modeChoices(method, mode).map((value) => ({ value, label: results(`mode.${value}`) }))}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  }
  return (
    <Group gap={8} wrap="nowrap">
      <NativeSelect
        aria-label={t('direction.label')}
        disabled={isReadOnly}
        value={direction}
        data={[
          { value: 'one', label: t('direction.one') },
          { value: 'two', label: t('direction.two') },
        ]}
        onChange={(event) => set(`${event.currentTarget.value}-way-${rest}`)}
      />
      <NativeSelect
        aria-label={t('field.mode')}
        disabled={isReadOnly}
        value={rest}
        data={[
          { value: 'otp', label: t('direction.otp') },
          { value: 'otp-pin', label: t('direction.otpPin') },
        ]}
        onChange={(event) => set(`${direction}-way-${event.currentTarget.value}`)}
      />
    </Group>
  );
}
