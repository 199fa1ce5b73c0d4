import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A value in fixed-width letters that can be copied. */
export function CopyField({
  value,
  label,
}: {
  readonly value: string;
  /** Names the value for readers. */
  readonly label: string;
}): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Group gap={4} wrap="nowrap">
      <Text ff="monospace" size="sm" aria-label={label} role="textbox" aria-readonly style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copy')}>
            <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={t('copy')}>
              {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
