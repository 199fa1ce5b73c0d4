import { Button, Group, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDeviceMobile, IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, SecondFactorInput } from '../../../shared/schemas/operator.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { isOperatorCode, plainCode } from './code.ts';
import { EnrolSecondFactor } from './EnrolSecondFactor.tsx';

export function SecondFactorSection({ account }: { readonly account: Account }): ReactNode {
  const { t } = useTranslation('account');
  const [enrolling, setEnrolling] = useState<SecondFactorInput['kind']>();
  const [isRemoving, setRemoving] = useState(false);
  const { secondFactor } = account;
  return (
    <Section title={t('factor.title')}>
      {secondFactor === undefined ? (
        <Fields>
          <Text size="sm">{account.isSecondFactorRequired ? t('factor.noneRequired') : t('factor.none')}</Text>
          <Group gap={8}>
            <Button leftSection={<IconDeviceMobile size={16} />} onClick={() => setEnrolling('app')}>
              {t('factor.app')}
            </Button>
            <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setEnrolling('device')}>
              {t('factor.device')}
            </Button>
          </Group>
        </Fields>
      ) : (
        <Fields>
          <KeyValue
            rows={[
              {
                label: t('factor.kindLabel'),
                value: `${t(`factor.kind.${secondFactor.origin}`)} · ${t(`enrol.types.${secondFactor.type}`)}`,
              },
              { label: t('factor.added'), value: <RelativeTime at={secondFactor.addedAt} /> },
              { label: t('factor.lastUsed'), value: <RelativeTime at={secondFactor.lastUsedAt} /> },
            ]}
          />
          <Text size="sm" c="dimmed">
            {t('factor.lost')}
          </Text>
          <Group>
            <Button variant="default" onClick={() => setRemoving(true)}>
              {t('factor.remove')}
            </Button>
          </Group>
        </Fields>
      )}
      <SideDrawer
        title={t(enrolling === 'device' ? 'enrol.deviceTitle' : 'enrol.appTitle')}
        isOpen={enrolling !== undefined}
        onClose={() => setEnrolling(undefined)}
      >
        {enrolling === undefined ? null : <EnrolSecondFactor kind={enrolling} onClose={() => setEnrolling(undefined)} />}
      </SideDrawer>
      <Modal opened={isRemoving} onClose={() => setRemoving(false)} title={t('factor.removeTitle')} size={440} centered>
        <RemoveForm isRequired={account.isSecondFactorRequired} onClose={() => setRemoving(false)} />
      </Modal>
    </Section>
  );
}

function RemoveForm({ isRequired, onClose }: { readonly isRequired: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation('common');
  const remove = useCommand('account.removeSecondFactor');
  const form = useForm({
    initialValues: { password: '', code: '' },
    validate: {
      password: (value) => (value === '' ? common('fields.required') : null),
      code: (value) => (isOperatorCode(value) ? null : t('factor.codeInvalid')),
    },
  });
  const submit = form.onSubmit(({ password, code }) => {
    remove.mutate(
      { password, code: plainCode(code) },
      {
        onSuccess: () => {
          notifyDone(t('factor.removed'));
          onClose();
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'OPERATOR_PASSWORD_WRONG') form.setFieldError('password', what);
          if (error.code === 'OPERATOR_CODE_WRONG') form.setFieldError('code', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  const isAtField = remove.error?.code === 'OPERATOR_PASSWORD_WRONG' || remove.error?.code === 'OPERATOR_CODE_WRONG';
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <Text size="sm">{t(isRequired ? 'factor.removeTextRequired' : 'factor.removeText')}</Text>
        {isAtField ? null : <CommandError error={remove.error} />}
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        <CodeField label={t('factor.code')} autoComplete="one-time-code" {...form.getInputProps('code')} />
      </Fields>
      <FormActions>
        <Button type="submit" color="red" loading={remove.isPending}>
          {t('factor.removeSubmit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
