import { ActionIcon, Checkbox, Popover, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './types.ts';
import type { Density } from './use-columns.ts';

/** The column chooser and the row height. */
export function TableOptions<Row>({
  columns,
  isShown,
  onToggle,
  density,
  onDensity,
}: {
  readonly columns: readonly Column<Row>[];
  readonly isShown: (column: Column<Row>) => boolean;
  readonly onToggle: (column: Column<Row>) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
}): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Popover position="top-end" withinPortal trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t('table.options')}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('table.options')}>
            <IconColumns3 size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.options')}>
        <Stack gap={8} miw={180}>
          <Text size="sm" fw={600}>
            {t('table.columns')}
          </Text>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={isShown(column)}
              disabled={column.isFixed === true}
              onChange={() => onToggle(column)}
            />
          ))}
          <Text size="sm" fw={600} mt={4}>
            {t('table.rowHeight')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('table.rowHeight')}
            value={density}
            onChange={(value) => onDensity(value === 'dense' ? 'dense' : 'comfortable')}
            data={[
              { value: 'comfortable', label: t('table.comfortable') },
              { value: 'dense', label: t('table.dense') },
            ]}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
