import { Button, Group, Switch, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin } from '../../../shared/methods.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { FormSection } from '../../ui/FormSection.tsx';
import { formatDate } from '../../ui/time.ts';
import { drawPin } from './draw-pin.ts';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

export type PinState = Pick<User, 'hasPin' | 'pinSetAt'>;
const DEFAULT_MINIMUM_DIGITS = 4;

/** PIN, Confirm PIN, Generate, as in the old dialog: empty fields leave the PIN as it is. Only where a PIN means something. */
export function PinFields({
  form,
  state,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly state: PinState;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const { mode, pinChange, canChangePin } = form.values;
  const rules = useSetting('pin-rules');
  if (!asksPin(mode) && !state.hasPin && pinChange === 'keep') return null;
  const mayChange = canChangePin ?? rules?.canChangePin ?? true;
  return (
    <FormSection title={t('section.pin')}>
      <PinStatus form={form} state={state} isReadOnly={isReadOnly} />
      {isReadOnly || pinChange === 'remove' ? null : (
        <NewPin form={form} hasPin={state.hasPin} minimumLength={rules?.minimumLength ?? DEFAULT_MINIMUM_DIGITS} />
      )}
      <Switch
        label={t('field.mustChangePin')}
        description={t(mayChange ? 'pin.mustChangeText' : 'pin.mayNotChange')}
        disabled={isReadOnly || (!mayChange && !form.values.mustChangePin)}
        {...form.getInputProps('mustChangePin', { type: 'checkbox' })}
      />
    </FormSection>
  );
}

function PinStatus({
  form,
  state,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly state: PinState;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const change = (pinChange: 'keep' | 'remove') => form.setValues({ pinChange, pin: '', confirmPin: '' });
  if (form.values.pinChange === 'remove') {
    return (
      <Group gap={12}>
        <Text size="sm" className={classes.warning}>
          {t('pin.willRemove')}
        </Text>
        <Button variant="default" onClick={() => change('keep')}>
          {t('pin.keep')}
        </Button>
      </Group>
    );
  }
  if (!state.hasPin) return <Text size="sm">{t('pin.none')}</Text>;
  return (
    <Group gap={12}>
      <Text size="sm">{state.pinSetAt === undefined ? t('pin.set') : t('pin.setAt', { date: formatDate(state.pinSetAt) })}</Text>
      {isReadOnly ? null : (
        <Button variant="default" onClick={() => change('remove')}>
          {t('pin.remove')}
        </Button>
      )}
    </Group>
  );
}

function NewPin({
  form,
  hasPin,
  minimumLength,
}: {
  readonly form: UserForm;
  readonly hasPin: boolean;
  readonly minimumLength: number;
}): ReactNode {
  const { t } = useTranslation('user');
  const [drawn, setDrawn] = useState('');
  const { pin, confirmPin, phone, backupPhone, countryCode } = form.values;
  const type = (typed: { readonly pin: string; readonly confirmPin: string }) =>
    form.setValues({ ...typed, pinChange: typed.pin === '' && typed.confirmPin === '' ? 'keep' : 'set' });
  const generate = () => {
    const next = drawPin(minimumLength, [`${countryCode}${phone}`, backupPhone]);
    type({ pin: next, confirmPin: next });
    form.clearFieldError('pin');
    form.clearFieldError('confirmPin');
    form.setFieldValue('mustChangePin', form.values.canChangePin !== false);
    setDrawn(next);
  };
  return (
    <div>
      <div className={classes.pin}>
        <PasswordField
          label={t('pin.pin')}
          description={hasPin ? t('pin.keepText') : t('pin.minimum', { minimum: minimumLength })}
          autoComplete="new-password"
          inputMode="numeric"
          {...form.getInputProps('pin')}
          onChange={(event) => type({ pin: event.currentTarget.value, confirmPin })}
        />
        <PasswordField
          label={t('pin.confirm')}
          description={t('pin.confirmText')}
          autoComplete="new-password"
          inputMode="numeric"
          {...form.getInputProps('confirmPin')}
          onChange={(event) => type({ pin, confirmPin: event.currentTarget.value })}
        />
        <Button variant="default" className={classes.generate} onClick={generate}>
          {t('pin.generate')}
        </Button>
      </div>
      {drawn !== '' && drawn === pin ? (
        <Text size="sm" mt={8} role="status">
          {t('pin.drawn')} <span className={classes.code}>{drawn}</span> {t('pin.drawnText')}
        </Text>
      ) : null}
    </div>
  );
}
