import { Alert, Button, Fieldset } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../shared/schemas/trunk.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { DeleteMenu } from '../../parts/delivery/DeleteMenu.tsx';
import classes from '../../parts/delivery/delivery.module.css';
import { useRevisedForm } from '../../parts/delivery/use-revised-form.ts';
import { CommandError, notifyDone, QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page, Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { refusedField } from './refused-field.ts';
import { trunkSearch } from './search.ts';
import { TestCall } from './TestCall.tsx';
import { TrunkFieldset } from './TrunkFieldset.tsx';
import { TrunkHealth } from './TrunkHealth.tsx';
import { STATE_MILLISECONDS } from './TrunkList.tsx';
import type { ListedTrunk } from './trunk-state.ts';
import { fieldsOf, type TrunkValues, toTrunkRequest, toTrunkValues, trunkProblemsOf } from './trunk-values.ts';

export function TrunkPage(): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { trunkId } = useParams({ strict: false });
  const trunks = useQueryOf('trunks.list', undefined, { refreshMilliseconds: STATE_MILLISECONDS });
  const trunk = trunks.data?.find(({ id }) => String(id) === trunkId);
  if (trunk !== undefined) return <LoadedTrunk key={trunk.id} trunk={trunk} at={trunks.dataUpdatedAt} />;
  return (
    <Page title={t('one')}>
      {trunks.data !== undefined ? (
        <EmptyState title={t('noSuch')} text={t('noSuchText')} action={<LinkButton to="/phone-calls">{t('title')}</LinkButton>} />
      ) : trunks.isError ? (
        <QueryError query={trunks} />
      ) : (
        <LoadingRows rows={10} />
      )}
    </Page>
  );
}

/** Left what was configured, right how it is doing and a real call. */
function LoadedTrunk({ trunk, at }: { readonly trunk: ListedTrunk; readonly at: number }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(trunkSearch);
  const [hasUnsaved, setUnsaved] = useState(false);
  return (
    <Page
      title={trunk.name}
      facts={[t(`transport.${trunk.transport}`), t('placeFact', { position: trunk.position })].join(' · ')}
      actions={
        <>
          <LinkButton to="/phone-calls" variant="default">
            {t('backToList')}
          </LinkButton>
          {mayChange ? <More trunk={trunk} /> : null}
        </>
      }
    >
      <div className={classes.columns}>
        <EditForm trunk={trunk} onDirty={setUnsaved} />
        <div className={classes.column}>
          <TrunkHealth trunk={trunk} at={at} />
          {mayChange ? (
            <Section title={t('test.title')}>
              <TestCall trunk={trunk} testId={search.call} onTestId={(call) => setSearch({ call })} hasUnsaved={hasUnsaved} />
            </Section>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function EditForm({ trunk, onDirty }: { readonly trunk: ListedTrunk; readonly onDirty: (isDirty: boolean) => void }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const mayChange = useMay('administer');
  const update = useCommand('trunks.update');
  const { form, revision, isBehind, fill } = useRevisedForm<TrunkValues, Trunk>({
    stored: trunk,
    toValues: (from) => toTrunkValues(fieldsOf(from)),
    validate: trunkProblemsOf(trunk.hasPassword),
    isSaving: update.isPending,
  });
  const isDirty = form.isDirty();
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  const save = form.onSubmit((values, event) => {
    const shown = event?.currentTarget;
    update.mutate(
      { id: trunk.id, revision, ...toTrunkRequest(values) },
      {
        onSuccess: (saved) => {
          fill(saved);
          notifyDone(t('saved', { name: saved.name }));
        },
        onError: (error) => {
          form.setErrors(refusedField(error));
          focusFirstError(undefined, undefined, { currentTarget: shown });
        },
      },
    );
  }, focusFirstError);
  return (
    <form onSubmit={save} noValidate>
      <Fieldset disabled={!mayChange} variant="unstyled" m={0} p={0}>
        <div className={classes.column}>
          {mayChange ? null : <p className={classes.dimmed}>{t('readOnly')}</p>}
          {isBehind && isDirty ? (
            <Alert
              color="yellow"
              styles={{ title: { color: 'var(--app-pending)' } }}
              p={12}
              icon={<IconAlertTriangle size={18} />}
              title={t('conflict.title')}
            >
              <p className={classes.fact}>{t('conflict.text')}</p>
              <Button variant="default" onClick={() => fill(trunk)}>
                {t('conflict.load')}
              </Button>
            </Alert>
          ) : null}
          <TrunkFieldset form={form} hasPassword={trunk.hasPassword} />
        </div>
      </Fieldset>
      <SaveBar
        isDirty={isDirty}
        isSaving={update.isPending}
        onDiscard={() => {
          update.reset();
          fill(trunk);
        }}
        error={<CommandError error={update.error} />}
      />
      <UnsavedChanges isDirty={isDirty} />
    </form>
  );
}

function More({ trunk: { id, name } }: { readonly trunk: ListedTrunk }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const navigate = useNavigate();
  const remove = useCommand('trunks.delete');
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
      onDeleted={() => void navigate({ to: '/phone-calls', ignoreBlocker: true })}
    />
  );
}
