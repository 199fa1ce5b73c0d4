import { Group, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SECOND_FACTOR_POLICIES } from '../../../shared/schemas/settings.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError } from '../../parts/errors.tsx';

/** Whom this server asks for a code at sign-in. Saved at once: there is one choice. */
export function SecondFactorPolicy(): ReactNode {
  const { t } = useTranslation('operators');
  const mayChange = useMay('administer');
  const settings = useQueryOf('settings.list');
  const update = useCommand('settings.update');
  const stored = settings.data?.find((each) => each.section === 'operators');
  if (stored?.section !== 'operators') return null;
  const save = (chosen: string | null) => {
    const requiresSecondFactorOf = SECOND_FACTOR_POLICIES.find((policy) => policy === chosen);
    if (requiresSecondFactorOf === undefined || requiresSecondFactorOf === stored.value.requiresSecondFactorOf) return;
    update.mutate(
      { section: 'operators', revision: stored.revision, value: { requiresSecondFactorOf } },
      { onSuccess: () => notifyDone(t('policy.saved', { whom: t(`policy.${requiresSecondFactorOf}`) })), onError: notifyError },
    );
  };
  const current = stored.value.requiresSecondFactorOf;
  if (!mayChange) {
    return (
      <Text size="sm" mb={8}>
        {t('policy.label')}: <strong>{t(`policy.${current}`)}</strong>
      </Text>
    );
  }
  return (
    <Group gap={8} mb={8}>
      <Text size="sm" id="second-factor-policy">
        {t('policy.label')}
      </Text>
      <Select
        size="xs"
        aria-labelledby="second-factor-policy"
        allowDeselect={false}
        w={220}
        data={SECOND_FACTOR_POLICIES.map((value) => ({ value, label: t(`policy.${value}`) }))}
        value={current}
        onChange={save}
        disabled={update.isPending}
      />
      <Text size="sm" c="dimmed">
        {t('policy.text')}
      </Text>
    </Group>
  );
}
