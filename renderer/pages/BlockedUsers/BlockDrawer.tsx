import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../shared/schemas/rule.ts';
import { useMay } from '../../bridge/use-session.ts';
import { blockStateOf } from '../../parts/help-desk/block-state.ts';
import { UnblockForm } from '../../parts/help-desk/UnblockForm.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatExact } from '../../ui/time.ts';
import { actorText, BlockStateMark, CauseMark } from './columns.tsx';

/** One block or fraud alert: what happened, and the way to end it. */
export function BlockDrawer({ block, onClose }: { readonly block: Block; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('blocked');
  const mayHelp = useMay('user-tasks');
  const state = blockStateOf(block, useNow());
  return (
    <SideDrawer title={<span dir="auto">{block.username}</span>} isOpen onClose={onClose}>
      <Fields>
        <Section title={t('drawer.facts')}>
          <KeyValue
            rows={[
              { label: t('column.state'), value: <BlockStateMark block={block} t={t} /> },
              { label: t('column.cause'), value: <CauseMark block={block} t={t} /> },
              { label: t('column.reason'), value: block.reason },
              { label: t('column.since'), value: formatExact(block.startedAt) },
              { label: t('column.by'), value: actorText(block.startedBy, t) },
              ...(block.phone === '' ? [] : [{ label: t('column.phone'), value: block.phone }]),
              ...(block.isBlocking ? [{ label: t('column.expires'), value: formatExact(block.expiresAt) }] : []),
              ...(block.endedAt === undefined || !block.isBlocking
                ? []
                : [{ label: t('column.ended'), value: formatExact(block.endedAt) }]),
              ...(block.endedBy === '' ? [] : [{ label: t('column.endedBy'), value: block.endedBy }]),
              ...(block.endReason === '' ? [] : [{ label: t('column.endReason'), value: block.endReason }]),
            ]}
          />
          {block.userId === undefined ? null : (
            <p>
              <LinkText to="/users/$userId" params={{ userId: String(block.userId) }}>
                {t('drawer.user')}
              </LinkText>
              {' · '}
              <LinkText to="/log" search={{ userId: block.userId }}>
                {t('drawer.log')}
              </LinkText>
            </p>
          )}
        </Section>
        {mayHelp && state === 'blocked' ? (
          <Section title={t('unblock.title')} description={t('unblock.text')}>
            <UnblockForm block={block} onEnded={onClose} />
          </Section>
        ) : null}
      </Fields>
    </SideDrawer>
  );
}
