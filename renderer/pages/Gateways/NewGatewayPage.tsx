import { Alert, Button, List } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GatewayPreset } from '../../../shared/gateway-presets.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { FieldsOfKind } from './FieldsOfKind.tsx';
import {
  type GatewayValues,
  gatewayProblems,
  openNeeds,
  PRESET_GROUPS,
  PRESETS,
  presetOf,
  toGatewayRequest,
  toGatewayValues,
} from './gateway-values.ts';
import { newGatewaySearch } from './search.ts';

/** First what kind of gateway, then its form, filled in as far as it is known. */
export function NewGatewayPage(): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  const [search] = useSearchState(newGatewaySearch);
  const preset = presetOf(search.preset);
  if (!mayChange) return <Page title={t('new.title')}>{t('readOnly')}</Page>;
  return preset === undefined ? <ChoosePreset /> : <NewGateway key={preset.id} preset={preset} />;
}

function ChoosePreset(): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <Page title={t('new.title')} facts={t('new.text')} width={1080}>
      {PRESET_GROUPS.map((group) => (
        <Section key={group} title={t(`group.${group}`)} description={t(`groupText.${group}`)}>
          <div className={classes.presets}>
            {PRESETS.filter((preset) => preset.group === group).map((preset) => (
              <Link key={preset.id} to="/gateways/new" search={{ preset: preset.id }} className={classes.preset}>
                <strong>{presetName(preset, t('kind.email-to-sms'))}</strong>
                <span className={classes.dimmed}>{t(`kind.${preset.fields.connection.kind}`)}</span>
              </Link>
            ))}
          </div>
        </Section>
      ))}
    </Page>
  );
}

/** Names of makers and protocols are the same in every language. */
const presetName = (preset: GatewayPreset, mailName: string) => (preset.id === 'email-to-sms' ? mailName : preset.name);

function NewGateway({ preset }: { readonly preset: GatewayPreset }): ReactNode {
  const { t } = useTranslation('gateways');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const create = useCommand('gateways.create');
  const form = useForm<GatewayValues>({ initialValues: toGatewayValues(preset.fields), validate: gatewayProblems });
  const name = presetName(preset, t('kind.email-to-sms'));
  const needs = openNeeds(preset, form.values);
  const save = form.onSubmit(
    (values) =>
      create.mutate(toGatewayRequest(values), {
        onSuccess: (gateway) => {
          notifyDone(t('new.added', { name: gateway.name }));
          void navigate({ to: '/gateways/$gatewayId', params: { gatewayId: String(gateway.id) }, ignoreBlocker: true });
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'GATEWAY_NAME_TAKEN') form.setFieldError('name', `${what}. ${next}`);
        },
      }),
    focusFirstError,
  );
  return (
    <Page
      title={t('new.titleOf', { name })}
      width={900}
      actions={
        <LinkButton to="/gateways/new" variant="default">
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
                  <List.Item key={need}>
                    {need === 'username' && preset.usernameIs !== ''
                      ? preset.usernameIs
                      : need === 'password' && preset.passwordIs !== ''
                        ? preset.passwordIs
                        : t(`needs.${need}`)}
                  </List.Item>
                ))}
              </List>
            )}
            {preset.needs.includes('inbound-address') ? <div>{t('needs.inbound-address')}</div> : null}
            {preset.helpUrl === '' ? null : <span>{t('needs.documentation', { address: preset.helpUrl })}</span>}
          </Alert>
          <FieldsOfKind form={form} hasPassword={false} names={{ username: preset.usernameIs, password: preset.passwordIs }} />
        </div>
        {create.error?.code === 'GATEWAY_NAME_TAKEN' ? null : <CommandError error={create.error} />}
        <FormActions>
          <Button type="submit" loading={create.isPending}>
            {t('new.submit')}
          </Button>
          <LinkButton to="/gateways" variant="default">
            {common('cancel')}
          </LinkButton>
        </FormActions>
        <UnsavedChanges isDirty={form.isDirty()} />
      </form>
    </Page>
  );
}
