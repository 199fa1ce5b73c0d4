import i18next from 'i18next';
import type { Block } from '../../../shared/schemas/rule.ts';
import { formatExact } from '../../ui/time.ts';

/** By whom, since when, why. */
export function blockText(block: Block): string {
  const t = i18next.getFixedT(null, 'user');
  const at = formatExact(block.startedAt);
  const start =
    block.startedBy === '' ? t(`blocked.cause.${block.cause}`, { at }) : t('blocked.by', { name: block.startedBy, at });
  return block.reason === '' ? start : `${start} ${t('blocked.reason', { reason: block.reason })}`;
}
