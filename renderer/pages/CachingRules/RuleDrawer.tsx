import { Autocomplete, Button, NativeSelect, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AUTHENTICATION_TYPES } from '../../../shared/methods.ts';
import { CACHE_KINDS, type CachingRule } from '../../../shared/schemas/method-settings.ts';
import { CommandError } from '../../parts/errors.tsx';
import settingsClasses from '../../parts/settings/settings.module.css';
import type { useSaveSection } from '../../parts/settings/use-save-section.ts';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LONG_CACHE_SECONDS, NEW_RULE, type RuleFormValues, ruleFormSchema, toForm, toRule } from './rules.ts';

export function RuleForm({
  rule,
  update,
  onSave,
  onClose,
}: {
  /** Undefined: a new one. */
  readonly rule: CachingRule | undefined;
  readonly update: ReturnType<typeof useSaveSection>['update'];
  readonly onSave: (rule: CachingRule) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation('common');
  const { t: results } = useTranslation('results');
  const { t: settings } = useTranslation('settings');
  const applications = useApplicationNames();
  const form = useForm<RuleFormValues>({
    initialValues: rule === undefined ? NEW_RULE : toForm(rule),
    validate: validateWith(ruleFormSchema),
  });
  const isLong = typeof form.values.cacheSeconds === 'number' && form.values.cacheSeconds > LONG_CACHE_SECONDS;
  return (
    <form onSubmit={form.onSubmit((values) => onSave(toRule(values)), focusFirstError)} noValidate>
      <Fields>
        <CommandError error={update.error} />
        <Radio.Group label={t('caching.kind')} {...form.getInputProps('kind')}>
          <Stack gap={8} mt={6}>
            {CACHE_KINDS.toReversed().map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={t(`caching.kindName.${kind}`)}
                description={t(`caching.kindText.${kind}`)}
                {...(kind === form.values.kind ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <NumberInput
          label={t('caching.seconds')}
          description={t('caching.secondsText')}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          suffix={` ${settings('suffix.seconds')}`}
          {...form.getInputProps('cacheSeconds')}
        />
        {isLong ? (
          <div className={settingsClasses.risk} role="status">
            <IconAlertTriangle size={16} aria-hidden /> {t('caching.long')}
          </div>
        ) : null}
        <NativeSelect
          label={t('caching.type')}
          data={[
            { value: '', label: t('caching.anyType') },
            ...AUTHENTICATION_TYPES.map((type) => ({ value: type as string, label: results(`authenticationType.${type}`) })),
          ]}
          {...form.getInputProps('authenticationType')}
        />
        <Autocomplete
          label={t('caching.application')}
          description={t('caching.applicationText')}
          placeholder={t('caching.anyApplication')}
          data={[...applications]}
          withScrollArea={false}
          styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
          {...form.getInputProps('applicationName')}
        />
        <Text size="sm" c="dimmed">
          {t('caching.denials')}
        </Text>
      </Fields>
      <FormActions>
        <Button type="submit" loading={update.isPending}>
          {rule === undefined ? t('caching.add') : common('save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
