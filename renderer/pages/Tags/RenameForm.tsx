import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tag } from '../../../shared/schemas/tag.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { notifyError } from '../../parts/errors.tsx';
import { notifyUndoable } from '../../parts/undo.tsx';
import { NameForm } from './NameForm.tsx';

/** In the place of the name: a new one, with the way back in its message. */
export function RenameForm({ tag, onClose }: { readonly tag: Tag; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('tags');
  const { t: common } = useTranslation('common');
  const rename = useCommand('tags.rename');
  const undo = useLateCommand('tags.rename');
  return (
    <NameForm
      name={tag.name}
      label={t('newName', { name: tag.name })}
      submitLabel={common('save')}
      isBusy={rename.isPending}
      onClose={onClose}
      onSubmit={(name, onError) => {
        if (name === tag.name) return onClose();
        rename.mutate(
          { id: tag.id, name },
          {
            onSuccess: () => {
              const back = () => void undo({ id: tag.id, name: tag.name }).catch(notifyError);
              notifyUndoable(t('renamed', { before: tag.name, after: name }), back);
              onClose();
            },
            onError,
          },
        );
      }}
    />
  );
}
