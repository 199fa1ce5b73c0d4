import { NumberInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { INBOUND_REFUSALS } from '../../../shared/schemas/gateway.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { QueryError } from '../../parts/errors.tsx';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import type { SettingsSectionProps } from '../../parts/settings/SettingsSection.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';

/** The endpoint that HTTP gateways call with replies and delivery receipts: where it listens, and what came in. */
export function InboundTab({ pointedAt }: { readonly pointedAt: string }): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <div className={classes.columns}>
      <OwnSettings
        section="inbound-texts"
        to="/gateways"
        title={t('inbound.title')}
        text={t('inbound.text')}
        pointedAt={pointedAt}
        controls={controlOf}
      />
      <InboundState />
    </div>
  );
}

const controlOf: NonNullable<SettingsSectionProps['controls']> = (name, field) =>
  name === 'port'
    ? ({ id, describedBy }) => (
        <NumberInput
          id={id}
          aria-describedby={describedBy}
          disabled={field.isDisabled}
          error={field.error}
          value={typeof field.value === 'number' ? field.value : ''}
          onChange={(typed) => field.onChange(typeof typed === 'number' ? typed : '')}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          w={120}
        />
      )
    : undefined;

function InboundState(): ReactNode {
  const { t } = useTranslation('gateways');
  const inbound = useQueryOf('gateways.inbound');
  if (inbound.data === undefined) return inbound.isError ? <QueryError query={inbound} /> : <LoadingRows rows={4} />;
  const { isEnabled, isListening, address, port, problem, replyCount, receiptCount, refusals, lastRefusal } = inbound.data;
  const Icon = isListening ? IconCheck : IconX;
  return (
    <Section
      title={t('inbound.state')}
      aside={
        isEnabled ? (
          <span className={classes.mark} data-look={isListening ? 'good' : 'bad'}>
            <Icon size={16} aria-hidden />
            {t(isListening ? 'inbound.listening' : 'inbound.down')}
          </span>
        ) : (
          <span className={classes.dimmed}>{t('inbound.off')}</span>
        )
      }
    >
      {problem === '' ? null : <p className={classes.words}>{problem}</p>}
      <KeyValue
        rows={[
          { label: t('inbound.address'), value: `${address}:${port}` },
          { label: t('inbound.replies'), value: formatNumber(replyCount) },
          { label: t('inbound.receipts'), value: formatNumber(receiptCount) },
          ...INBOUND_REFUSALS.filter((reason) => (refusals[reason] ?? 0) > 0).map((reason) => ({
            label: t(`refusal.${reason}`),
            value: formatNumber(refusals[reason] ?? 0),
          })),
          ...(lastRefusal === undefined
            ? []
            : [
                {
                  label: t('inbound.lastRefusal'),
                  value: t('inbound.lastRefusalText', {
                    at: formatExact(lastRefusal.at),
                    address: lastRefusal.address,
                    reason: t(`refusal.${lastRefusal.reason}`),
                  }),
                },
              ]),
        ]}
      />
    </Section>
  );
}
