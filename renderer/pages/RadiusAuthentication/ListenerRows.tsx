import { ActionIcon, NumberInput, Switch, Table, Text, TextInput, Tooltip } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconCircleCheck, IconCircleMinus, IconCircleX, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusListeners } from '../../../shared/schemas/radius.ts';
import { type ListenerRow, type ListenerState, type ListenerValues, stateOf } from './listener-values.ts';

export function ListenerRows({
  form,
  stored,
  states,
  mayChange,
}: {
  readonly form: UseFormReturnType<ListenerValues>;
  readonly stored: RadiusListeners;
  readonly states: readonly ListenerState[];
  readonly mayChange: boolean;
}): ReactNode {
  const { t } = useTranslation('radius');
  const { listeners } = form.values;
  if (listeners.length === 0) return null;
  return (
    <Table fz={13} verticalSpacing={6} horizontalSpacing={8} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={240}>{t('listeners.address')}</Table.Th>
          <Table.Th w={110}>{t('listeners.port')}</Table.Th>
          <Table.Th w={80}>{t('listeners.isEnabled')}</Table.Th>
          <Table.Th>{t('listeners.state')}</Table.Th>
          {mayChange ? <Table.Th w={48} aria-label={t('client.more')} /> : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {listeners.map((listener, index) => (
          <Table.Tr key={listener.key} style={{ verticalAlign: 'top' }}>
            <Table.Td>
              <TextInput
                size="xs"
                aria-label={t('listeners.addressOf', { index: index + 1 })}
                {...form.getInputProps(`listeners.${index}.address`)}
              />
            </Table.Td>
            <Table.Td>
              <NumberInput
                size="xs"
                hideControls
                allowDecimal={false}
                allowNegative={false}
                aria-label={t('listeners.portOf', { index: index + 1 })}
                {...form.getInputProps(`listeners.${index}.port`)}
              />
            </Table.Td>
            <Table.Td>
              <Switch
                mt={5}
                aria-label={t('listeners.enabledOf', { index: index + 1 })}
                {...form.getInputProps(`listeners.${index}.isEnabled`, { type: 'checkbox' })}
              />
            </Table.Td>
            <Table.Td pt={11}>
              <StateCell listener={listener} state={stateOf(stored, states, listener)} />
            </Table.Td>
            {mayChange ? (
              <Table.Td>
                <Tooltip label={t('listeners.remove', { index: index + 1 })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('listeners.remove', { index: index + 1 })}
                    onClick={() => form.removeListItem('listeners', index)}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </Tooltip>
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Listening, or down with the problem in the system's own words: shape, word, colour. */
function StateCell({
  listener,
  state,
}: {
  readonly listener: ListenerRow;
  readonly state: ListenerState | undefined;
}): ReactNode {
  const { t } = useTranslation('radius');
  if (!listener.isEnabled) {
    return (
      <Text size="sm" c="dimmed">
        <IconCircleMinus size={16} style={iconStyle} aria-hidden /> {t('listeners.off')}
      </Text>
    );
  }
  if (state === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('listeners.unsaved')}
      </Text>
    );
  }
  if (state.isListening) {
    return (
      <Text size="sm" c="var(--app-granted)">
        <IconCircleCheck size={16} style={iconStyle} aria-hidden />{' '}
        {state.port === listener.port ? t('listeners.listening') : t('listeners.listeningOn', { port: state.port })}
      </Text>
    );
  }
  return (
    <Text size="sm" c="var(--app-denied)" style={{ overflowWrap: 'anywhere' }}>
      <IconCircleX size={16} style={iconStyle} aria-hidden /> {t('listeners.down')}
      {state.problem === '' ? '' : `: ${state.problem}`}
    </Text>
  );
}

const iconStyle = { verticalAlign: '-3px' } as const;
