import { ActionIcon, Button, NumberInput, Select, Switch, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NUMBER_FORMATS } from '../../../shared/schemas/gateway.ts';
import { CountryCodesField } from '../../parts/CountryCodesField.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { Fields } from '../../ui/FormSection.tsx';
import { Section } from '../../ui/Page.tsx';
import type { GatewayForm } from './form-type.ts';

/** What every kind of gateway has. */
export function UseSection({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <Section title={t('section.use')}>
      <Fields>
        <div className={classes.pair}>
          <TextInput label={t('field.name')} description={t('field.nameText')} dir="auto" {...form.getInputProps('name')} />
          <TextInput
            label={t('field.costNote')}
            description={t('field.costNoteText')}
            dir="auto"
            {...form.getInputProps('costNote')}
          />
        </div>
        <Switch
          label={t('field.isEnabled')}
          description={t('field.isEnabledText')}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
        <CountryCodesField
          label={t('field.countryCodes')}
          description={t('field.countryCodesText')}
          placeholder={t('countries.all')}
          value={form.values.countryCodes}
          onChange={(codes) => form.setFieldValue('countryCodes', codes)}
          error={form.errors.countryCodes}
        />
        <div className={classes.pair}>
          <Select
            label={t('field.numberFormat')}
            data={NUMBER_FORMATS.map((format) => ({ value: format, label: t(`numberFormat.${format}`) }))}
            allowDeselect={false}
            {...form.getInputProps('numberFormat')}
          />
          <NumberInput
            label={t('field.timeoutSeconds')}
            suffix={` ${t('seconds')}`}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            {...form.getInputProps('timeoutSeconds')}
          />
        </div>
      </Fields>
    </Section>
  );
}

/** Senders by country, in rotation. */
export function SendersSection({ form }: { readonly form: GatewayForm }): ReactNode {
  const { t } = useTranslation('gateways');
  const { senders } = form.values;
  return (
    <Section title={t('section.senders')} description={t('senders.text')}>
      <Fields>
        {senders.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, their place is what they are
          <div key={index} className={classes.header}>
            <CountryCodesField
              label={t('senders.countries', { number: index + 1 })}
              placeholder={t('senders.everywhere')}
              value={entry.countryCodes}
              onChange={(codes) => form.setFieldValue(`senders.${index}.countryCodes`, codes)}
              error={form.errors[`senders.${index}.countryCodes`]}
            />
            <TagsInput
              label={t('senders.senders', { number: index + 1 })}
              placeholder={entry.senders.length === 0 ? t('senders.example') : undefined}
              value={entry.senders}
              onChange={(values) => form.setFieldValue(`senders.${index}.senders`, values)}
              error={form.errors[`senders.${index}.senders`]}
            />
            <Tooltip label={t('senders.remove', { number: index + 1 })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                mt={24}
                aria-label={t('senders.remove', { number: index + 1 })}
                onClick={() => form.removeListItem('senders', index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => form.insertListItem('senders', { countryCodes: [], senders: [] })}
          >
            {t('senders.add')}
          </Button>
        </div>
      </Fields>
    </Section>
  );
}
