import { MultiSelect, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TAGS_OF_USER_MAX } from '../../../shared/limits.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

/** The tags of a user. An administrator makes a new one by typing it; a help desk chooses from those that there are. */
export function TagsField({ form, isReadOnly }: { readonly form: UserForm; readonly isReadOnly: boolean }): ReactNode {
  const { t } = useTranslation('user');
  const mayMake = useMay('administer');
  const known = useQueryOf('tags.list').data?.rows.map(({ name }) => name) ?? [];
  const { tags } = form.values;
  const shared = {
    className: classes.wide,
    label: t('field.tags'),
    placeholder: tags.length === 0 && !isReadOnly ? t('field.tagsPlaceholder') : '',
    readOnly: isReadOnly,
    withScrollArea: false,
    styles: { options: { maxHeight: 280, overflowY: 'auto' as const } },
    ...form.getInputProps('tags'),
  };
  if (mayMake)
    return (
      <TagsInput
        {...shared}
        description={t('field.tagsText')}
        data={known}
        splitChars={[';', ',']}
        maxTags={TAGS_OF_USER_MAX}
        acceptValueOnBlur
      />
    );
  return (
    <MultiSelect
      {...shared}
      description={t('field.tagsTextChoose')}
      data={[...new Set([...known, ...tags])]}
      maxValues={TAGS_OF_USER_MAX}
      searchable
    />
  );
}
