import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin } from '../../../shared/methods.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError } from '../../parts/errors.tsx';
import { TellUser } from '../../parts/help-desk/TellUser.tsx';
import { pinWords } from '../../parts/help-desk/tell-words.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import classes from './User.module.css';

/** A new PIN by the rules, shown once. The old one is worth nothing from then on. */
export function PinPanel({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const make = useCommand('users.newPin');
  if (make.data !== undefined) {
    return <TellUser words={pinWords(user.username, make.data.pin, make.data.mustChangePin)} onClose={onClose} />;
  }
  return (
    <Fields>
      <CommandError error={make.error} />
      <Text size="sm">{t(user.hasPin ? 'newPin.textReplace' : 'newPin.text')}</Text>
      {asksPin(user.mode) ? null : (
        <Text size="sm" className={classes.warning}>
          {t('newPin.notAsked')}
        </Text>
      )}
      <FormActions>
        <Button data-autofocus loading={make.isPending} onClick={() => make.mutate({ id: user.id })}>
          {t('newPin.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </Fields>
  );
}
