import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDeviceMobile, IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorDuty, SecondFactorInput } from '../../../shared/schemas/operator.ts';
import { useSignOut } from '../../bridge/use-session.ts';
import { DoorPage } from '../../ui/DoorPage.tsx';
import { EnrolSecondFactor } from './EnrolSecondFactor.tsx';
import { PasswordForm } from './PasswordForm.tsx';

/** Between sign-in and the console: what this operator has to do first. */
export function DutiesPage({
  serverName,
  operatorName,
  duty,
  onDone,
}: {
  readonly serverName: string;
  readonly operatorName: string;
  readonly duty: OperatorDuty;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation('common');
  const signOut = useSignOut();
  const title = t(duty === 'change-password' ? 'duty.passwordTitle' : 'duty.factorTitle');
  useDocumentTitle(`${title} · ${common('product')}`);
  return (
    <DoorPage product={common('product')} place={serverName} width={440}>
      <Stack gap={12}>
        <Title order={1}>{title}</Title>
        {duty === 'change-password' ? (
          <>
            <Text size="sm">{t('duty.passwordText')}</Text>
            <PasswordForm name={operatorName} onChanged={onDone} />
          </>
        ) : (
          <FactorDuty onDone={onDone} />
        )}
        <Anchor component="button" type="button" size="sm" onClick={signOut} style={{ alignSelf: 'flex-start' }}>
          {t('duty.signOut')}
        </Anchor>
      </Stack>
    </DoorPage>
  );
}

function FactorDuty({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation('account');
  const [kind, setKind] = useState<SecondFactorInput['kind']>();
  if (kind !== undefined) {
    return (
      <>
        <EnrolSecondFactor key={kind} kind={kind} onDone={onDone} />
        <Anchor component="button" type="button" size="sm" onClick={() => setKind(undefined)} style={{ alignSelf: 'flex-start' }}>
          {t('duty.other')}
        </Anchor>
      </>
    );
  }
  return (
    <>
      <Text size="sm">{t('duty.factorText')}</Text>
      <Button size="sm" autoFocus leftSection={<IconDeviceMobile size={18} />} onClick={() => setKind('app')}>
        {t('duty.app')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('duty.appText')}
      </Text>
      <Button size="sm" variant="default" leftSection={<IconKey size={18} />} onClick={() => setKind('device')}>
        {t('duty.device')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('duty.deviceText')}
      </Text>
    </>
  );
}
