import { IconCalendarOff, IconCircleDashed, IconClock, IconPlayerPause, IconUserCheck } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './OathTokens.module.css';
import type { TokenState } from './token-state.ts';

const ICON: Readonly<Record<TokenState, ComponentType<{ size?: number; className?: string }>>> = {
  assigned: IconUserCheck,
  unassigned: IconCircleDashed,
  disabled: IconPlayerPause,
  pending: IconClock,
  expired: IconCalendarOff,
};

/** A token's state: shape, then word, then colour. */
export function TokenStateMark({ state }: { readonly state: TokenState }): ReactNode {
  const { t } = useTranslation('tokens');
  const Icon = ICON[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={16} aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}
