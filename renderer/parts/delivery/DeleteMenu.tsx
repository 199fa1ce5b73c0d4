import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CommandError, notifyDone } from '../errors.tsx';

type Remove = {
  readonly isPending: boolean;
  readonly error: ConsoleError | null;
  mutate(what: { readonly id: number }, on: { readonly onSuccess: () => void }): void;
};

/** What is done seldom on the page of one thing: deleting it, after a question. */
export function DeleteMenu({
  id,
  remove,
  texts,
  onDeleted,
}: {
  readonly id: number;
  readonly remove: Remove;
  readonly texts: {
    readonly more: string;
    readonly action: string;
    readonly title: string;
    readonly submit: string;
    readonly text: string;
    readonly done: string;
  };
  readonly onDeleted: () => void;
}): ReactNode {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={texts.more}>
            <ActionIcon variant="default" size={30} aria-label={texts.more}>
              <IconDots size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
            {texts.action}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        isDestructive
        title={texts.title}
        confirmLabel={texts.submit}
        isBusy={remove.isPending}
        error={<CommandError error={remove.error} />}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(
            { id },
            {
              onSuccess: () => {
                notifyDone(texts.done);
                onDeleted();
              },
            },
          )
        }
      >
        {texts.text}
      </ConfirmDialog>
    </>
  );
}
