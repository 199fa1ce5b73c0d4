import { IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import { OutcomeMark } from '../ResultBadge.tsx';
import { resultLabel } from '../result-label.ts';
import { callOutcome } from './call-facts.ts';
import classes from './call-log.module.css';

/** How one call ended: the result by shape, word and colour; of a test call whether it was answered. */
export function CallResult({ call }: { readonly call: PlacedCall }): ReactNode {
  const { t } = useTranslation(['callLog', 'results']);
  const words =
    call.result !== undefined ? resultLabel(call.result) : t(call.answeredAt === undefined ? `how.${call.how}` : 'answered');
  const outcome = callOutcome(call);
  if (outcome !== undefined) return <OutcomeMark outcome={outcome}>{words}</OutcomeMark>;
  return (
    <span className={classes.plainResult}>
      <IconPhone size={16} aria-hidden />
      <span>{words}</span>
    </span>
  );
}
