import { Button, Group, Switch, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/schemas/operator.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay, useSession } from '../../bridge/use-session.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { stateText } from './columns.tsx';
import { type OperatorDialog, OperatorDialogs } from './OperatorDialogs.tsx';
import { RoleField } from './RoleField.tsx';

/** One operator: what it is, what it may do, and help for who cannot sign in. */
export function OperatorDrawer({ operator, onClose }: { readonly operator: Operator; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('operators');
  const mayChange = useMay('administer');
  const [dialog, setDialog] = useState<OperatorDialog>();
  return (
    <SideDrawer title={<span dir="auto">{operator.name}</span>} isOpen onClose={onClose}>
      <Fields>
        <Section title={t('facts')}>
          <KeyValue
            rows={[
              { label: t('column.state'), value: stateText(operator, t) },
              {
                label: t('column.secondFactor'),
                value: t(operator.hasSecondFactor ? 'secondFactor.yes' : 'secondFactor.no'),
              },
              { label: t('column.lastSignIn'), value: <RelativeTime at={operator.lastSignInAt} /> },
              { label: t('column.created'), value: <RelativeTime at={operator.createdAt} /> },
            ]}
          />
        </Section>
        <Section title={t('access')}>
          {mayChange ? (
            // What the server says, also after somebody else's change.
            <AccessForm key={operator.revision} operator={operator} />
          ) : (
            <RoleField value={operator.role} onChange={() => undefined} isReadOnly />
          )}
        </Section>
        {mayChange ? (
          <Section title={t('recovery')}>
            <Group gap={8}>
              <Button variant="default" onClick={() => setDialog('reset')}>
                {t('reset.action')}
              </Button>
              {operator.hasSecondFactor ? (
                <Button variant="default" onClick={() => setDialog('remove-factor')}>
                  {t('removeFactor.action')}
                </Button>
              ) : null}
              <Button variant="default" c="var(--app-denied)" onClick={() => setDialog('delete')}>
                {t('delete.action')}
              </Button>
            </Group>
          </Section>
        ) : null}
      </Fields>
      <OperatorDialogs operator={operator} open={dialog} onClose={() => setDialog(undefined)} onDeleted={onClose} />
    </SideDrawer>
  );
}

function AccessForm({ operator }: { readonly operator: Operator }): ReactNode {
  const { t } = useTranslation('operators');
  const { operator: self } = useSession();
  const update = useCommand('operators.update');
  const form = useForm({ initialValues: { role: operator.role, isEnabled: operator.isEnabled } });
  const submit = form.onSubmit((values) =>
    update.mutate(
      { id: operator.id, revision: operator.revision, ...values },
      { onSuccess: ({ name }) => notifyDone(t('form.saved', { name })) },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Fields>
        <CommandError error={update.error} />
        <RoleField value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
        <Switch
          label={t('form.enabled')}
          description={t('form.enabledText')}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
        {form.isDirty() ? (
          <Text size="sm" role="status">
            {t(self.id === operator.id ? 'form.endsOwn' : 'form.ends')}
          </Text>
        ) : null}
      </Fields>
      <FormActions>
        <Button type="submit" disabled={!form.isDirty()} loading={update.isPending}>
          {t('form.save')}
        </Button>
      </FormActions>
    </form>
  );
}
