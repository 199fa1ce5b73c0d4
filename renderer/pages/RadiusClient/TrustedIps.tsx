import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TRUSTED_IP_KINDS, type TrustedIp } from '../../../shared/schemas/method-settings.ts';
import type { ClientForm } from '../../parts/radius/ClientFields.tsx';
import { NEW_TRUSTED_IP } from '../../parts/radius/trusted-ips.ts';

/** As many as the contract takes. */
const TRUSTED_IPS_MAX = 100;
const EXAMPLES: Readonly<Record<TrustedIp['kind'], { readonly from: string; readonly to: string }>> = {
  single: { from: '192.0.2.10', to: '' },
  range: { from: '192.0.2.10', to: '192.0.2.99' },
  subnet: { from: '192.0.2.0', to: '255.255.255.0' },
};

/** People at these addresses need no second factor: single addresses, ranges and subnets, as in the old server. */
export function TrustedIps({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  const { trustedIps } = form.values;
  const change = (index: number, trusted: TrustedIp) => {
    form.setFieldValue(`trustedIps.${index}`, trusted);
    form.clearFieldError(`trustedIps.${index}.from`);
    form.clearFieldError(`trustedIps.${index}.to`);
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb={8}>
        {t('trusted.text')}
      </Text>
      <Stack gap={8}>
        {trustedIps.map((trusted, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no name of their own, and their fields are controlled
          <Group key={index} gap={8} align="flex-start" wrap="nowrap">
            <NativeSelect
              size="xs"
              w={120}
              aria-label={t('trusted.kind')}
              value={trusted.kind}
              data={TRUSTED_IP_KINDS.map((kind) => ({ value: kind, label: t(`trusted.kinds.${kind}`) }))}
              onChange={(event) => {
                const kind = TRUSTED_IP_KINDS.find((known) => known === event.currentTarget.value);
                if (kind !== undefined) change(index, { ...trusted, kind, to: '' });
              }}
            />
            <TextInput
              size="xs"
              flex={1}
              aria-label={t(`trusted.from.${trusted.kind}`)}
              placeholder={EXAMPLES[trusted.kind].from}
              value={trusted.from}
              error={form.errors[`trustedIps.${index}.from`]}
              onChange={(event) => change(index, { ...trusted, from: event.currentTarget.value })}
            />
            {trusted.kind === 'single' ? null : (
              <TextInput
                size="xs"
                flex={1}
                aria-label={t(`trusted.to.${trusted.kind}`)}
                placeholder={EXAMPLES[trusted.kind].to}
                value={trusted.to}
                error={form.errors[`trustedIps.${index}.to`]}
                onChange={(event) => change(index, { ...trusted, to: event.currentTarget.value })}
              />
            )}
            <Tooltip label={t('trusted.remove', { index: index + 1 })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('trusted.remove', { index: index + 1 })}
                onClick={() => form.removeListItem('trustedIps', index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        ))}
      </Stack>
      {trustedIps.length < TRUSTED_IPS_MAX ? (
        <Button
          size="compact-xs"
          variant="default"
          mt={trustedIps.length === 0 ? 0 : 8}
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('trustedIps', NEW_TRUSTED_IP)}
        >
          {t('trusted.add')}
        </Button>
      ) : null}
    </>
  );
}
