import { ActionIcon, NumberInput, Switch, Table, Text, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusListeners } from '../../../shared/schemas/radius.ts';
import { type ListenerState, type ListenerValues, type RowState, stateOf } from './listener-values.ts';

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
          <Table.Th w={116}>{t('listeners.isEnabled')}</Table.Th>
          <Table.Th>{t('listeners.state')}</Table.Th>
          {mayChange ? (
            <Table.Th w={48}>
              <VisuallyHidden>{t('listeners.actions')}</VisuallyHidden>
            </Table.Th>
          ) : null}
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
              <StateCell state={stateOf(stored, states, listener)} port={listener.port} />
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

const LOOK = {
  off: { Icon: IconCircleMinus, color: 'dimmed' },
  unsaved: { Icon: IconCircleDashed, color: 'dimmed' },
  'not-used': { Icon: IconCircleMinus, color: 'var(--app-pending)' },
  listening: { Icon: IconCircleCheck, color: 'var(--app-granted)' },
  down: { Icon: IconCircleX, color: 'var(--app-denied)' },
} as const;

/** Listening, or down with the problem in the system's own words: shape, word, colour. */
function StateCell({ state, port }: { readonly state: RowState; readonly port: number | string }): ReactNode {
  const { t } = useTranslation('radius');
  const { Icon, color } = LOOK[state.kind];
  const isElsewhere = state.kind === 'listening' && state.port !== port;
  return (
    <Text size="sm" c={color} style={{ overflowWrap: 'anywhere' }}>
      <Icon size={16} style={{ verticalAlign: '-3px' }} aria-hidden />{' '}
      {isElsewhere ? t('listeners.listeningOn', { port: state.port }) : t(`listeners.states.${state.kind}`)}
      {state.kind === 'down' && state.problem !== '' ? `: ${state.problem}` : ''}
    </Text>
  );
}
