import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { DECISION_REASONS } from '../../../shared/schemas/attempt.ts';
import type { LogSearch } from './search.ts';
import { useClientNames } from './use-client-names.ts';

/** The filters that are used less: reason, client, addresses, method, mode. */
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
  const [caller, setCaller] = useState('');
  const clients = useClientNames();
  const toggle = () => {
    setAddress(search.clientAddress);
    setCaller(search.callingAddress);
    setOpen(!isOpen);
  };
  const applyAddresses = () => {
    const typed = { clientAddress: address.trim(), callingAddress: caller.trim() };
    if (typed.clientAddress !== search.clientAddress || typed.callingAddress !== search.callingAddress) onChange(typed);
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
            applyAddresses();
            setOpen(false);
          }}
        >
          <Stack gap={8} w={300}>
            <Select
              size="xs"
              label={t('filter.reason')}
              clearable
              searchable
              comboboxProps={{ withinPortal: false }}
              value={search.reason ?? null}
              data={DECISION_REASONS.map((reason) => ({ value: reason, label: results(`reason.${reason}.why`) }))}
              onChange={(reason) => onChange({ reason: DECISION_REASONS.find((known) => known === reason) })}
            />
            {clients.size === 0 ? null : (
              <Select
                size="xs"
                label={t('filter.client')}
                clearable
                searchable
                comboboxProps={{ withinPortal: false }}
                value={search.client === undefined ? null : String(search.client)}
                data={[...clients].map(([id, name]) => ({ value: String(id), label: name }))}
                onChange={(id) => onChange({ client: id === null ? undefined : Number(id) })}
              />
            )}
            <TextInput
              size="xs"
              label={t('filter.clientAddress')}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              onBlur={applyAddresses}
            />
            <TextInput
              size="xs"
              label={t('filter.callingAddress')}
              value={caller}
              onChange={(event) => setCaller(event.currentTarget.value)}
              onBlur={applyAddresses}
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
