import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import { OutcomeMark } from '../ResultBadge.tsx';
import { resultLabel } from '../result-label.ts';
import { callOutcome } from './call-facts.ts';

/** How one call ended: the result by shape, word and colour; of a test call whether it was answered. */
export function CallResult({ call }: { readonly call: PlacedCall }): ReactNode {
  const { t } = useTranslation(['callLog', 'results']);
  const words =
    call.result !== undefined ? resultLabel(call.result) : t(call.answeredAt === undefined ? `how.${call.how}` : 'answered');
  return <OutcomeMark outcome={callOutcome(call)}>{words}</OutcomeMark>;
}
