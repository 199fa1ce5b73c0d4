/** "3 users disabled · Undo", in the corner: what was done, and the way back while it is fresh. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { notifyDone } from './errors.tsx';

/** Milliseconds in which an action can be taken back from its message; ours. */
const UNDO_MILLISECONDS = 12_000;

/** Without `undo` only the message. */
export function notifyUndoable(text: string, undo: (() => void) | undefined): void {
  if (undo === undefined) {
    notifyDone(text);
    return;
  }
  const users = i18next.getFixedT(null, 'users');
  const id = crypto.randomUUID();
  const run = () => {
    notifications.hide(id);
    undo();
  };
  notifications.show({
    id,
    color: 'teal',
    autoClose: UNDO_MILLISECONDS,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.getFixedT(null, 'common')('close') },
    message: (
      <Group justify="space-between" gap={8} wrap="nowrap">
        <Text size="sm">{text}</Text>
        <Button size="compact-sm" variant="default" onClick={run}>
          {users('undo')}
        </Button>
      </Group>
    ),
  });
}
