import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customRange, REPORT_PERIODS, reportRange } from '../../parts/report-period.ts';
import { browserTimeZone, dayText } from '../../parts/zoned-time.ts';
import { FormActions } from '../../ui/FormSection.tsx';
import { formatDate } from '../../ui/time.ts';
import type { ReportFilters } from './search.ts';

type Props = { readonly search: ReportFilters; readonly onChange: (change: Partial<ReportFilters>) => void };

/** The ready periods by one choice; "Own dates…" asks for two days. */
export function PeriodSelect({ search, onChange }: Props): ReactNode {
  const { t } = useTranslation('reports');
  const [isAsking, setAsking] = useState(false);
  const own = search.period === 'custom' ? customRange(search.from, search.to, browserTimeZone()) : undefined;
  const ownText = own === undefined ? t('period.custom') : `${formatDate(own.from)} – ${formatDate(own.until - 1)}`;
  const choose = (value: string | null) => {
    const period = REPORT_PERIODS.find((known) => known === value);
    if (period === 'custom') setAsking(true);
    else if (period !== undefined) onChange({ period, from: '', to: '' });
  };
  return (
    <>
      <Select
        size="xs"
        w={own === undefined ? 160 : 230}
        aria-label={t('period.label')}
        leftSection={<IconCalendar size={16} />}
        allowDeselect={false}
        // A second choice of "Own dates…" opens the question again, though the value stays.
        value={search.period}
        data={REPORT_PERIODS.map((period) => ({
          value: period,
          label: period === 'custom' && own !== undefined ? ownText : t(`period.${period}`),
        }))}
        onChange={choose}
        onOptionSubmit={(value) => {
          if (value === 'custom') setAsking(true);
        }}
      />
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('period.customTitle')}
        size={440}
        centered
        withCloseButton={false}
      >
        <OwnDates search={search} onChange={onChange} onClose={() => setAsking(false)} />
      </Modal>
    </>
  );
}

function OwnDates({ search, onChange, onClose }: Props & { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('reports');
  const { t: common } = useTranslation('common');
  const timeZone = browserTimeZone();
  // Begins with what is shown now: most often only one end has to move.
  const [shown] = useState(() => reportRange(search, Date.now(), timeZone));
  const [from, setFrom] = useState(dayText(shown.from, timeZone));
  const [to, setTo] = useState(dayText(shown.until - 1, timeZone));
  const [isWrong, setWrong] = useState(false);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (customRange(from, to, timeZone) === undefined) return setWrong(true);
    onChange({ period: 'custom', from, to });
    onClose();
  };
  return (
    <form onSubmit={apply} noValidate>
      <Group grow gap={12} align="flex-start">
        <TextInput
          data-autofocus
          type="date"
          label={t('period.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('period.to')}
          value={to}
          error={isWrong ? t('period.wrong') : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Group>
      <FormActions>
        <Button type="submit">{t('period.apply')}</Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
