import { useTranslation } from 'react-i18next';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import { formatNumber } from '../../ui/time.ts';
import { callTimes } from './call-facts.ts';

/** "rang 12 s, talked 8 s". */
export function useTimesText(): (call: PlacedCall) => string {
  const { t } = useTranslation('callLog');
  return (call) => {
    const { rang, talked } = callTimes(call);
    const parts = [
      ...(rang === undefined ? [] : [t('rang', { seconds: formatNumber(rang) })]),
      ...(talked === undefined ? [] : [t('talked', { seconds: formatNumber(talked) })]),
    ];
    return parts.length === 0 ? t('notRung') : parts.join(', ');
  };
}
