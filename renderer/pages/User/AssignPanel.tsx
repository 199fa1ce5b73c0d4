import { Button, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tokenIdSchema } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError, errorText, notifyDone, QueryError } from '../../parts/errors.tsx';
import { bareCode, isCode } from '../../parts/token-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { LinkButton } from '../../ui/links.tsx';

/** Rows offered at once; typing narrows them. */
const OFFERED = 20;

/** Gives the user an unassigned token, found by its serial number. */
export function AssignPanel({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const offered = useQueryOf('tokens.list', { state: 'unassigned', search, limit: OFFERED });
  const assign = useCommand('tokens.assign');
  const form = useForm({
    initialValues: { token: '', code: '' },
    validate: {
      token: (token) => (token === '' ? t('assign.chooseFirst') : null),
      code: (code) => (bareCode(code) === '' || isCode(code) ? null : t('code.digits')),
    },
  });
  const submit = form.onSubmit((values) => {
    const code = bareCode(values.code);
    assign.mutate(
      { id: tokenIdSchema.parse(Number(values.token)), userId: user.id, ...(code === '' ? {} : { code }) },
      {
        onSuccess: ({ serial }) => {
          notifyDone(t('assign.done', { serial }));
          onClose();
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'TOKEN_CODE_WRONG') form.setFieldError('code', `${what}. ${next}`);
          if (error.code === 'TOKEN_ALREADY_ASSIGNED') form.setFieldError('token', `${what}. ${next}`);
        },
      },
    );
  });
  if (offered.isError && offered.data === undefined) return <QueryError query={offered} />;
  if (offered.data?.total === 0 && search === '' && typed === '' && form.values.token === '') return <NoTokens />;
  const isBesideField = assign.error?.code === 'TOKEN_CODE_WRONG' || assign.error?.code === 'TOKEN_ALREADY_ASSIGNED';
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {isBesideField ? null : <CommandError error={assign.error} />}
        <Select
          label={t('assign.serial')}
          description={t('assign.serialText')}
          placeholder={t('assign.placeholder')}
          searchable
          data-autofocus
          searchValue={typed}
          onSearchChange={setTyped}
          // The server has searched already; what it found is shown as it is.
          filter={({ options }) => options}
          data={(offered.data?.rows ?? []).map((token) => ({
            value: String(token.id),
            label: [token.serial, token.manufacturer, token.model].filter((part) => part !== '').join(' · '),
          }))}
          nothingFoundMessage={offered.isFetching ? undefined : t('assign.nothing')}
          // The list itself scrolls, so that readers find it as the popup of its field.
          withScrollArea={false}
          styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
          {...form.getInputProps('token')}
          onChange={(token) => form.setFieldValue('token', token ?? '')}
        />
        <CodeField label={t('assign.code')} description={t('assign.codeText')} {...form.getInputProps('code')} />
        <FormActions>
          <Button type="submit" loading={assign.isPending}>
            {t('assign.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        </FormActions>
      </Fields>
    </form>
  );
}

function NoTokens(): ReactNode {
  const { t } = useTranslation('user');
  const mayImport = useMay('administer');
  return (
    <EmptyState
      title={t('assign.none')}
      text={t('assign.noneText')}
      {...(mayImport ? { action: <LinkButton to="/tokens/import">{t('assign.import')}</LinkButton> } : {})}
    />
  );
}
