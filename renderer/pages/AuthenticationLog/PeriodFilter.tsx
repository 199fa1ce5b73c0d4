import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../ui/FilterBar.tsx';
import { FormActions } from '../../ui/FormSection.tsx';
import { fromLocalText, toLocalText } from './local-time.ts';
import { type LogSearch, PERIODS } from './search.ts';

type Change = (change: Partial<LogSearch>) => void;

/** Moving periods by one choice; "From – until…" asks for both ends. */
export function PeriodFilter({ search, onChange }: { readonly search: LogSearch; readonly onChange: Change }): ReactNode {
  const { t } = useTranslation('log');
  const [isAsking, setAsking] = useState(false);
  const choose = (value: string | undefined) => {
    const period = PERIODS.find((known) => known === value);
    if (period === 'custom') setAsking(true);
    else onChange({ period, from: undefined, until: undefined });
  };
  return (
    <>
      <FilterSelect
        label={t('filter.period')}
        // An own period is told by its chip; here it stays a choice, so that it can be opened again.
        value={search.period === 'custom' ? undefined : search.period}
        options={PERIODS.map((period) => ({ value: period, label: t(`filter.periods.${period}`) }))}
        onChange={choose}
      />
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('filter.customTitle')}
        size={440}
        centered
        withCloseButton={false}
      >
        <CustomPeriod search={search} onChange={onChange} onClose={() => setAsking(false)} />
      </Modal>
    </>
  );
}

function CustomPeriod({
  search,
  onChange,
  onClose,
}: {
  readonly search: LogSearch;
  readonly onChange: Change;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('log');
  const { t: common } = useTranslation('common');
  const [from, setFrom] = useState(toLocalText(search.from));
  const [until, setUntil] = useState(toLocalText(search.until));
  const [error, setError] = useState('');
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const range = { from: fromLocalText(from), until: fromLocalText(until) };
    // A half-filled field reads as empty, which would silently drop that end.
    const isHalf = [...event.currentTarget.querySelectorAll('input')].some((input) => input.validity.badInput);
    if (isHalf || Number.isNaN(range.from) || Number.isNaN(range.until)) return setError(t('filter.time'));
    if (range.from !== undefined && range.until !== undefined && range.until <= range.from) return setError(t('filter.order'));
    const isEmpty = range.from === undefined && range.until === undefined;
    onChange({ period: isEmpty ? undefined : 'custom', ...range });
    onClose();
  };
  return (
    <form onSubmit={apply} noValidate>
      <Stack gap={12}>
        <Group grow gap={12} align="flex-start">
          <TextInput
            data-autofocus
            type="datetime-local"
            label={t('filter.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t('filter.until')}
            value={until}
            error={error === '' ? undefined : error}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Group>
      </Stack>
      <FormActions>
        <Button type="submit">{t('filter.apply')}</Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
