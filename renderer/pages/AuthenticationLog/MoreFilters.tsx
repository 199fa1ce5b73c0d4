import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, MODES } from '../../../shared/methods.ts';
import type { LogSearch } from './search.ts';

/** The filters that are used less: client address, method, mode. */
export function MoreFilters({
  search,
  onChange,
}: {
  readonly search: LogSearch;
  readonly onChange: (change: Partial<LogSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('log');
  const { t: results } = useTranslation('results');
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const toggle = () => {
    setAddress(search.clientAddress);
    setOpen(!isOpen);
  };
  const applyAddress = () => {
    if (address.trim() !== search.clientAddress) onChange({ clientAddress: address.trim() });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" fw={400} rightSection={<IconChevronDown size={14} />} onClick={toggle}>
          {t('filter.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            applyAddress();
            setOpen(false);
          }}
        >
          <Stack gap={8} w={240}>
            <TextInput
              size="xs"
              label={t('filter.clientAddress')}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              onBlur={applyAddress}
            />
            <Select
              size="xs"
              label={t('filter.method')}
              clearable
              comboboxProps={{ withinPortal: false }}
              value={search.method ?? null}
              data={METHODS.map((method) => ({ value: method, label: results(`method.${method}`) }))}
              onChange={(method) => onChange({ method: METHODS.find((known) => known === method) })}
            />
            <Select
              size="xs"
              label={t('filter.mode')}
              clearable
              comboboxProps={{ withinPortal: false }}
              value={search.mode ?? null}
              data={MODES.map((mode) => ({ value: mode, label: results(`mode.${mode}`) }))}
              onChange={(mode) => onChange({ mode: MODES.find((known) => known === mode) })}
            />
            <Button type="submit" variant="default">
              {t('filter.apply')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
