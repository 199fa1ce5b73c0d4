import { Alert, Button, List } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TRUNK_PRESETS, type TrunkPreset } from '../../../shared/trunk-presets.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { refusedField } from './refused-field.ts';
import { newTrunkSearch } from './search.ts';
import { TrunkFieldset } from './TrunkFieldset.tsx';
import {
  openNeeds,
  PRESET_GROUPS,
  presetFields,
  presetOf,
  type TrunkValues,
  toTrunkRequest,
  toTrunkValues,
  trunkProblemsOf,
} from './trunk-values.ts';

/** First what kind of telephone system, then its form with what usually fits. */
export function NewTrunkPage(): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const mayChange = useMay('administer');
  const [search] = useSearchState(newTrunkSearch);
  const preset = presetOf(search.preset);
  if (!mayChange) return <Page title={t('new.title')}>{t('readOnly')}</Page>;
  return preset === undefined ? <ChoosePreset /> : <NewTrunk key={preset.id} preset={preset} />;
}

function ChoosePreset(): ReactNode {
  const { t } = useTranslation('phoneCalls');
  return (
    <Page title={t('new.title')} facts={t('new.text')} width={1080}>
      {PRESET_GROUPS.map((group) => (
        <Section key={group} title={t(`group.${group}`)} description={t(`groupText.${group}`)}>
          <div className={classes.presets}>
            {TRUNK_PRESETS.filter((preset) => preset.group === group).map(({ id }) => (
              <Link key={id} to="/phone-calls/trunks/new" search={{ preset: id }} className={classes.preset}>
                <strong>{t(`preset.${id}.name`)}</strong>
                <span className={classes.dimmed}>{t(`preset.${id}.text`)}</span>
              </Link>
            ))}
          </div>
        </Section>
      ))}
    </Page>
  );
}

function NewTrunk({ preset }: { readonly preset: TrunkPreset }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const create = useCommand('trunks.create');
  const form = useForm<TrunkValues>({ initialValues: toTrunkValues(presetFields(preset)), validate: trunkProblemsOf(false) });
  const needs = openNeeds(preset, form.values);
  const save = form.onSubmit((values, event) => {
    const shown = event?.currentTarget;
    create.mutate(toTrunkRequest(values), {
      onSuccess: (trunk) => {
        notifyDone(t('new.added', { name: trunk.name }));
        void navigate({ to: '/phone-calls/trunks/$trunkId', params: { trunkId: String(trunk.id) }, ignoreBlocker: true });
      },
      onError: (error) => {
        form.setErrors(refusedField(error));
        focusFirstError(undefined, undefined, { currentTarget: shown });
      },
    });
  }, focusFirstError);
  return (
    <Page
      title={t('new.titleOf', { name: t(`preset.${preset.id}.name`) })}
      width={900}
      actions={
        <LinkButton to="/phone-calls/trunks/new" variant="default">
          {t('new.another')}
        </LinkButton>
      }
    >
      <form onSubmit={save} noValidate>
        <div className={classes.column}>
          <Alert
            color="teal"
            p={12}
            icon={<IconInfoCircle size={18} />}
            title={needs.length === 0 ? t('needs.ready') : t('needs.title')}
          >
            {needs.length === 0 ? null : (
              <List size="sm">
                {needs.map((need) => (
                  <List.Item key={need}>{t(`needs.${need}`)}</List.Item>
                ))}
              </List>
            )}
            <div>{t(`preset.${preset.id}.text`)}</div>
          </Alert>
          <TrunkFieldset form={form} hasPassword={false} />
        </div>
        <CommandError error={create.error} />
        <FormActions>
          <Button type="submit" loading={create.isPending}>
            {t('new.submit')}
          </Button>
          <LinkButton to="/phone-calls" variant="default">
            {common('cancel')}
          </LinkButton>
        </FormActions>
        <UnsavedChanges isDirty={form.isDirty()} />
      </form>
    </Page>
  );
}
