import { ActionIcon, Fieldset, Menu, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, errorText, notifyDone, QueryError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page, Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { FieldsOfKind } from './FieldsOfKind.tsx';
import { GatewayHealth } from './GatewayHealth.tsx';
import classes from './Gateways.module.css';
import { fieldsOf, type GatewayValues, gatewayProblems, toGatewayRequest, toGatewayValues } from './gateway-values.ts';
import type { ListedGateway } from './health.ts';
import { InboundAddress } from './InboundAddress.tsx';
import { TestGateway } from './TestGateway.tsx';

export function GatewayPage(): ReactNode {
  const { t } = useTranslation('gateways');
  const { gatewayId } = useParams({ strict: false });
  const gateways = useQueryOf('gateways.list');
  const gateway = gateways.data?.find(({ id }) => String(id) === gatewayId);
  if (gateway !== undefined) return <LoadedGateway key={gateway.id} gateway={gateway} />;
  return (
    <Page title={t('one')}>
      {gateways.data !== undefined ? (
        <EmptyState title={t('noSuch')} text={t('noSuchText')} action={<LinkButton to="/gateways">{t('title')}</LinkButton>} />
      ) : gateways.isError ? (
        <QueryError query={gateways} />
      ) : (
        <LoadingRows rows={10} />
      )}
    </Page>
  );
}

/** Left what was configured, right how it is doing and a real test. */
function LoadedGateway({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  return (
    <Page
      title={gateway.name}
      facts={[t(`kind.${gateway.connection.kind}`), t('placeFact', { position: gateway.position })].join(' · ')}
      actions={
        <>
          <LinkButton to="/gateways" variant="default">
            {t('backToList')}
          </LinkButton>
          {mayChange ? <More gateway={gateway} /> : null}
        </>
      }
    >
      <div className={classes.columns}>
        <EditForm gateway={gateway} />
        <div className={classes.column}>
          <GatewayHealth gateway={gateway} />
          {mayChange ? (
            <Section title={t('test.title')}>
              <TestGateway gateway={gateway} />
            </Section>
          ) : null}
          {gateway.connection.kind === 'http' ? <InboundAddress gateway={gateway} /> : null}
        </div>
      </div>
    </Page>
  );
}

function EditForm({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  const update = useCommand('gateways.update');
  // What the fields were filled from: its revision goes with the save.
  const [base, setBase] = useState(gateway.revision);
  const form = useForm<GatewayValues>({ initialValues: toGatewayValues(fieldsOf(gateway)), validate: gatewayProblems });
  const isDirty = form.isDirty();
  const fill = (fields: ReturnType<typeof fieldsOf>, revision: number) => {
    const values = toGatewayValues(fields);
    setBase(revision);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
  };
  if (gateway.revision > base && !isDirty && !update.isPending) fill(fieldsOf(gateway), gateway.revision);
  const save = form.onSubmit(
    (values) =>
      update.mutate(
        { id: gateway.id, revision: base, ...toGatewayRequest(values) },
        {
          onSuccess: (saved) => {
            fill(fieldsOf(saved), saved.revision);
            notifyDone(t('saved', { name: saved.name }));
          },
          onError: (error) => {
            const { what, next } = errorText(error);
            if (error.code === 'GATEWAY_NAME_TAKEN') form.setFieldError('name', `${what}. ${next}`);
          },
        },
      ),
    focusFirstError,
  );
  return (
    <form onSubmit={save} noValidate>
      <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
        <div className={classes.column}>
          {mayChange ? null : <p className={classes.dimmed}>{t('readOnly')}</p>}
          <FieldsOfKind form={form} hasPassword={gateway.hasPassword} names={{ username: '', password: '' }} />
        </div>
      </Fieldset>
      <SaveBar
        isDirty={isDirty}
        isSaving={update.isPending}
        onDiscard={() => {
          update.reset();
          fill(fieldsOf(gateway), gateway.revision);
        }}
        error={update.error?.code === 'GATEWAY_NAME_TAKEN' ? null : <CommandError error={update.error} />}
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}

function More({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const remove = useCommand('gateways.delete');
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('more')}>
            <ActionIcon variant="default" size={30} aria-label={t('more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>
            {t('delete.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isDeleting}
        isDestructive
        title={t('delete.title', { name: gateway.name })}
        confirmLabel={t('delete.submit', { name: gateway.name })}
        isBusy={remove.isPending}
        error={<CommandError error={remove.error} />}
        onClose={() => setDeleting(false)}
        onConfirm={() =>
          remove.mutate(
            { id: gateway.id },
            {
              onSuccess: () => {
                notifyDone(t('delete.done', { name: gateway.name }));
                void navigate({ to: '/gateways', ignoreBlocker: true });
              },
            },
          )
        }
      >
        {t('delete.text')}
      </ConfirmDialog>
    </>
  );
}
