import { Fieldset } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gateway } from '../../../shared/schemas/gateway.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { DeleteMenu } from '../../parts/delivery/DeleteMenu.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { useRevisedForm } from '../../parts/delivery/use-revised-form.ts';
import { CommandError, errorText, notifyDone, QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page, Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { FieldsOfKind } from './FieldsOfKind.tsx';
import { GatewayHealth } from './GatewayHealth.tsx';
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
  const { form, revision, fill } = useRevisedForm<GatewayValues, Gateway>({
    stored: gateway,
    toValues: (from) => toGatewayValues(fieldsOf(from)),
    validate: gatewayProblems,
    isSaving: update.isPending,
  });
  const isDirty = form.isDirty();
  const save = form.onSubmit(
    (values) =>
      update.mutate(
        { id: gateway.id, revision, ...toGatewayRequest(values) },
        {
          onSuccess: (saved) => {
            fill(saved);
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
          fill(gateway);
        }}
        error={update.error?.code === 'GATEWAY_NAME_TAKEN' ? null : <CommandError error={update.error} />}
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}

function More({ gateway: { id, name } }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const navigate = useNavigate();
  const remove = useCommand('gateways.delete');
  return (
    <DeleteMenu
      id={id}
      remove={remove}
      texts={{
        more: t('more'),
        action: t('delete.action'),
        title: t('delete.title', { name }),
        submit: t('delete.submit', { name }),
        text: t('delete.text'),
        done: t('delete.done', { name }),
      }}
      onDeleted={() => void navigate({ to: '/gateways', ignoreBlocker: true })}
    />
  );
}
