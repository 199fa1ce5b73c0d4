import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type ConfirmDialogProps = {
  readonly isOpen: boolean;
  /** A question that names the thing: "Delete 3 users?" */
  readonly title: string;
  /** What will happen, in facts. */
  readonly children: ReactNode;
  /** A verb: "Delete 3 users". */
  readonly confirmLabel: string;
  /** Default: Cancel. */
  readonly cancelLabel?: string;
  /** Red, and Cancel has the focus: Enter does no harm. */
  readonly isDestructive?: boolean;
  readonly isBusy?: boolean;
  /** Why it was refused: <ErrorText>. Stays open. */
  readonly error?: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** A dialog for one decision. Confirm first, Cancel last, as on Windows. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { isDestructive = false, isBusy = false } = props;
  const { t } = useTranslation('common');
  return (
    <Modal
      opened={props.isOpen}
      onClose={isBusy ? () => undefined : props.onClose}
      title={props.title}
      size={440}
      centered
      withCloseButton={false}
    >
      <Stack gap={16}>
        {props.error}
        <div>{props.children}</div>
        <Group justify="flex-end" gap={8}>
          <Button
            color={isDestructive ? 'red' : undefined}
            loading={isBusy}
            onClick={props.onConfirm}
            {...(isDestructive ? {} : { 'data-autofocus': true })}
          >
            {props.confirmLabel}
          </Button>
          <Button
            variant="default"
            disabled={isBusy}
            onClick={props.onClose}
            {...(isDestructive ? { 'data-autofocus': true } : {})}
          >
            {props.cancelLabel ?? t('cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
