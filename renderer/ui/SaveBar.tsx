import { Button, Group, Text, Transition } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SaveBar.module.css';

export type SaveBarProps = {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** Default: Save. */
  readonly saveLabel?: string;
  /** Why saving was refused: <ErrorText>. */
  readonly error?: ReactNode;
  readonly onDiscard: () => void;
};

/** Last child of a page's form: appears with the first change and stays at the bottom edge. Save submits the form. */
export function SaveBar({ isDirty, isSaving, saveLabel, error, onDiscard }: SaveBarProps): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Transition mounted={isDirty || isSaving} transition="slide-up" duration={120}>
      {(styles) => (
        <div className={classes.bar} style={styles}>
          {error}
          <Group justify="space-between">
            <Text size="sm">{t('unsaved')}</Text>
            <Group gap={8}>
              <Button type="submit" loading={isSaving}>
                {saveLabel ?? t('save')}
              </Button>
              <Button variant="default" onClick={onDiscard} disabled={isSaving}>
                {t('discard')}
              </Button>
            </Group>
          </Group>
        </div>
      )}
    </Transition>
  );
}
