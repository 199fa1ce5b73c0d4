import { ActionIcon, Button, Group, NativeSelect, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReplyAttribute, replyAttributeSchema } from '../../../shared/schemas/radius.ts';
import type { ClientForm } from '../../parts/radius/ClientFields.tsx';
import { NEW_REPLY_ATTRIBUTE } from '../../parts/radius/client-values.ts';
import { attributeChoices, usualFormatOf } from '../../parts/radius/reply-attributes.ts';
import classes from './RadiusClient.module.css';

const FORMATS = replyAttributeSchema.shape.format.options;
/** As many as the contract takes. */
const ATTRIBUTES_MAX = 32;

/** The attributes that each Access-Accept carries, one line each. */
export function ReplyAttributes({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  const choices = useMemo(attributeChoices, []);
  const { replyAttributes } = form.values;
  const change = (index: number, attribute: ReplyAttribute) => {
    form.setFieldValue(`replyAttributes.${index}`, attribute);
    form.clearFieldError(`replyAttributes.${index}.value`);
  };
  return (
    <fieldset className={classes.group}>
      <Text component="legend" size="sm" fw={500} p={0}>
        {t('attribute.title')}
      </Text>
      <Text size="xs" c="dimmed" mb={8}>
        {t('attribute.text')}
      </Text>
      <Stack gap={8}>
        {replyAttributes.map((attribute, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no name of their own, and their fields are controlled
          <Group key={index} gap={8} align="flex-start" wrap="nowrap">
            <Select
              size="xs"
              w={170}
              searchable
              limit={40}
              allowDeselect={false}
              aria-label={t('attribute.type')}
              data={choices}
              value={String(attribute.type)}
              onChange={(type) =>
                type === null
                  ? undefined
                  : change(index, { ...attribute, type: Number(type), format: usualFormatOf(Number(type)) })
              }
            />
            <NativeSelect
              size="xs"
              w={110}
              aria-label={t('attribute.format')}
              value={attribute.format}
              data={FORMATS.map((format) => ({ value: format, label: t(`attribute.formats.${format}`) }))}
              onChange={(event) => {
                const chosen = FORMATS.find((format) => format === event.currentTarget.value);
                if (chosen !== undefined) change(index, { ...attribute, format: chosen });
              }}
            />
            <TextInput
              size="xs"
              flex={1}
              aria-label={t('attribute.value')}
              placeholder={t(`attribute.example.${attribute.format}`)}
              value={attribute.value}
              error={form.errors[`replyAttributes.${index}.value`]}
              onChange={(event) => change(index, { ...attribute, value: event.currentTarget.value })}
            />
            <Tooltip label={t('attribute.remove', { index: index + 1 })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('attribute.remove', { index: index + 1 })}
                onClick={() => form.removeListItem('replyAttributes', index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        ))}
      </Stack>
      {replyAttributes.length < ATTRIBUTES_MAX ? (
        <Button
          size="compact-xs"
          variant="default"
          mt={replyAttributes.length === 0 ? 0 : 8}
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('replyAttributes', NEW_REPLY_ATTRIBUTE)}
        >
          {t('attribute.add')}
        </Button>
      ) : null}
    </fieldset>
  );
}
