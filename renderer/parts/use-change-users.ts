import { useTranslation } from 'react-i18next';
import type { UserId } from '../../shared/ids.ts';
import type { UserChange } from '../../shared/schemas/user.ts';
import type { InputOf } from '../bridge/procedures.ts';
import { type CommandOf, useCommand } from '../bridge/use-command.ts';
import { useLateCommand } from '../bridge/use-late-command.ts';
import { formatNumber } from '../ui/time.ts';
import { notifyDone, notifyError } from './errors.tsx';
import { oppositeOf } from './opposite-change.ts';
import { notifyUndoable } from './undo.tsx';

type Target = InputOf<'users.changeMany'>['target'];

type Options = {
  /** The message when it is done. */
  readonly done: (changed: string, count: number) => string;
  readonly onDone?: () => void;
  /** True where a dialog says itself why it was refused. */
  readonly isErrorShown?: boolean;
};

/** Changes users and offers to take it back: exactly those that were changed, where they are not too many to name. */
export function useChangeUsers(): {
  readonly command: CommandOf<'users.changeMany'>;
  readonly run: (target: Target, change: UserChange, options: Options) => void;
} {
  const { t } = useTranslation('users');
  const command = useCommand('users.changeMany');
  const undo = useLateCommand('users.changeMany');
  const takeBack = (change: UserChange, ids: readonly UserId[]) => () => {
    undo({ target: { ids: [...ids] }, change }).then(
      ({ changedCount: count }) => notifyDone(t('undone', { count, formatted: formatNumber(count) })),
      notifyError,
    );
  };
  return {
    command,
    run: (target, change, { done, onDone, isErrorShown = false }) =>
      command.mutate(
        { target, change },
        {
          onSuccess: ({ changedCount, changedIds = [] }) => {
            const opposite = oppositeOf(change);
            const canUndo = opposite !== undefined && changedIds.length > 0;
            notifyUndoable(done(formatNumber(changedCount), changedCount), canUndo ? takeBack(opposite, changedIds) : undefined);
            onDone?.();
          },
          ...(isErrorShown ? {} : { onError: notifyError }),
        },
      ),
  };
}
