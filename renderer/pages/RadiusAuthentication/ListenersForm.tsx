import { Alert, Button, Fieldset, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusListeners } from '../../../shared/schemas/radius.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { ListenerRows } from './ListenerRows.tsx';
import {
  type ListenerState,
  type ListenerValues,
  statesBeside,
  toListeners,
  toListenerValues,
  validateListeners,
} from './listener-values.ts';

type Answer = OutputOf<'radiusListeners.get'>;

/** @param answer follows the server; what is being edited is kept until it is saved, discarded or loaded again */
export function ListenersForm({
  answer,
  onReload,
}: {
  readonly answer: Answer;
  readonly onReload: () => Promise<unknown>;
}): ReactNode {
  const { t } = useTranslation('radius');
  const mayChange = useMay('administer');
  const update = useCommand('radiusListeners.update');
  // The revision that the fields were filled from: a newer answer must not make an older edit win.
  const [base, setBase] = useState(answer);
  const form = useForm<ListenerValues>({ initialValues: toListenerValues(answer.value), validate: validateListeners });
  const added = useRef(0);
  const fill = (from: Answer) => {
    setBase(from);
    form.setInitialValues(toListenerValues(from.value));
    form.setValues(toListenerValues(from.value));
    form.resetDirty(toListenerValues(from.value));
    form.clearErrors();
    update.reset();
  };
  if (answer.revision !== base.revision && !form.isDirty() && !update.isPending) fill(answer);

  const save = form.onSubmit(
    (values) =>
      update.mutate(
        { revision: base.revision, value: toListeners(values) },
        {
          onSuccess: (saved) => {
            fill(saved);
            notifyDone(t('listeners.saved'));
          },
        },
      ),
    focusFirstError,
  );
  const add = () => {
    added.current += 1;
    form.insertListItem('listeners', { key: `added-${added.current}`, address: '0.0.0.0', port: '', isEnabled: true });
  };
  const { listeners, rejectDelaySeconds } = form.values;
  const isNobodyListening = listeners.every(({ isEnabled }) => !isEnabled);
  const isConflict = update.error?.code === 'SETTINGS_REVISION_CONFLICT';
  return (
    <form onSubmit={save} noValidate>
      <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
        <Stack gap={16}>
          <Section title={t('listeners.title')} description={t('listeners.text')}>
            <Beside stored={base.value} states={answer.states} />
            <ListenerRows form={form} stored={base.value} states={answer.states} mayChange={mayChange} />
            {isNobodyListening ? (
              <Alert color="red" variant="light" p={12} mt={8} icon={<IconAlertTriangle size={18} />} role="status">
                {t(listeners.length === 0 ? 'listeners.none' : 'listeners.allOff')}
              </Alert>
            ) : null}
            {mayChange && listeners.length < 16 ? (
              <Button variant="default" mt={12} leftSection={<IconPlus size={16} />} onClick={add}>
                {t('listeners.add')}
              </Button>
            ) : null}
          </Section>
          <Section title={t('listeners.delayTitle')}>
            <NumberInput
              label={t('listeners.delay')}
              description={t('listeners.delayText')}
              w={440}
              min={0}
              max={10}
              step={0.5}
              decimalScale={1}
              clampBehavior="none"
              suffix={t('listeners.seconds')}
              {...form.getInputProps('rejectDelaySeconds')}
              styles={{ input: { width: 120 }, wrapper: { width: 120 } }}
            />
            {rejectDelaySeconds === 0 ? (
              <Text size="sm" c="var(--app-denied)" mt={4} role="status">
                {t('listeners.delayOff')}
              </Text>
            ) : null}
          </Section>
        </Stack>
      </Fieldset>
      <SaveBar
        isDirty={form.isDirty()}
        isSaving={update.isPending}
        onDiscard={() => fill(answer)}
        error={
          update.error === null ? null : (
            <>
              <CommandError error={update.error} />
              {isConflict ? <Conflict onReload={() => void onReload().then(() => fill(answer))} /> : null}
            </>
          )
        }
      />
      <UnsavedChanges isDirty={form.isDirty()} />
    </form>
  );
}

/** Says so when the server listens elsewhere than these settings say. */
function Beside({ stored, states }: { readonly stored: RadiusListeners; readonly states: readonly ListenerState[] }): ReactNode {
  const { t } = useTranslation('radius');
  const beside = statesBeside(stored, states);
  if (beside.length === 0) return null;
  const listeners = beside.map(({ address, port }) => t('listeners.besideOne', { address, port })).join(', ');
  return (
    <Alert color="yellow" variant="light" p={12} mb={8} icon={<IconInfoCircle size={18} />}>
      {t('listeners.beside', { listeners })}
    </Alert>
  );
}

function Conflict({ onReload }: { readonly onReload: () => void }): ReactNode {
  const { t } = useTranslation('radius');
  return (
    <Text size="sm" my={8}>
      {t('listeners.conflictKept')}{' '}
      <Button size="compact-xs" variant="default" onClick={onReload}>
        {t('listeners.reload')}
      </Button>
    </Text>
  );
}
