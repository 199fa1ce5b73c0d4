import { Drawer } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A drawer that is taken out of the tree while it is open gives the focus back too; Mantine does it when one closes. */
function useFocusReturnOnUnmount(isOpen: boolean): void {
  const [from] = useState(() => (isOpen ? document.activeElement : null));
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement) from.focus({ preventScroll: true });
      });
    },
    [from],
  );
}

/** A small thing beside the list it belongs to: 480 px, right. Its open state belongs in the address. */
export function SideDrawer({
  title,
  isOpen,
  onClose,
  width = 480,
  children,
}: {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Pixels. */
  readonly width?: number;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('common');
  useFocusReturnOnUnmount(isOpen);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={width}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.15 }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      {children}
    </Drawer>
  );
}
