import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerIdSettings } from '../../../shared/schemas/method-settings.ts';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import delivery from '../../parts/delivery/delivery.module.css';
import { CommandError } from '../../parts/errors.tsx';
import { LastChange } from '../../parts/settings/LastChange.tsx';
import { SectionConflict } from '../../parts/settings/SectionConflict.tsx';
import { SettingRow } from '../../parts/settings/SettingRow.tsx';
import settingsClasses from '../../parts/settings/settings.module.css';
import { type SectionForm, useSectionForm } from '../../parts/settings/use-section-form.ts';
import { entriesOf, type SectionValues } from '../../parts/settings/values.ts';
import { settingKey } from '../../parts/settings-catalogue.ts';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { CarrierNote } from './CarrierNote.tsx';
import { RuleList } from './RuleList.tsx';
import { callerIdSearch } from './search.ts';
import { TryCallerId } from './TryCallerId.tsx';

type Stored = Extract<StoredSettings, { section: 'caller-id' }>;
const LIST = 'rules';

/** Default and rules are one form: what is tried on the right is what would be saved. */
export function CallerIdForm({ stored }: { readonly stored: Stored }): ReactNode {
  const { form, save, update, discard, conflict } = useSectionForm(stored);
  const values = form.values as CallerIdSettings;
  const isOwnConflict = update.error?.code === 'SETTINGS_REVISION_CONFLICT' && conflict !== undefined;
  return (
    <form onSubmit={save} noValidate>
      <NoTrunk />
      {conflict === undefined ? null : <SectionConflict conflict={conflict} mine={form.values as SectionValues} />}
      <div className={delivery.columns}>
        <div className={delivery.column}>
          <DefaultFields stored={stored} form={form} />
          <RuleList rules={values.rules} onChange={(rules) => form.setFieldValue(LIST, rules)} />
        </div>
        <div className={delivery.column}>
          <TryCallerId settings={values} />
          <CarrierNote />
        </div>
      </div>
      <SaveBar
        isDirty={form.isDirty()}
        isSaving={update.isPending}
        onDiscard={discard}
        error={update.error === null || isOwnConflict ? null : <CommandError error={update.error} />}
      />
      <UnsavedChanges isDirty={form.isDirty()} />
    </form>
  );
}

function DefaultFields({ stored, form }: { readonly stored: Stored; readonly form: SectionForm['form'] }): ReactNode {
  const { t } = useTranslation('callerId');
  const mayChange = useMay('administer');
  const [{ setting }] = useSearchState(callerIdSearch);
  const values = form.values as SectionValues;
  const standard = stored.default as SectionValues;
  return (
    <Section title={t('default.title')} description={t('default.text')} aside={<LastChange stored={stored} />}>
      <div className={settingsClasses.rows}>
        {entriesOf('caller-id')
          .filter(({ name }) => name !== LIST)
          .map((entry) => {
            const { name } = entry;
            const error = form.errors[name];
            return (
              <SettingRow
                key={name}
                entry={entry}
                value={values[name] ?? null}
                standard={standard[name] ?? null}
                error={error !== undefined && name === 'number' ? t('numberWrong') : error}
                isDisabled={!mayChange}
                isPointedAt={setting === settingKey(entry)}
                onChange={(next) => form.setFieldValue(name, next)}
                values={values}
                onValues={(next) => form.setValues({ ...next })}
              />
            );
          })}
      </div>
    </Section>
  );
}

/** Without a trunk all this is sent by nobody. */
function NoTrunk(): ReactNode {
  const { t } = useTranslation('callerId');
  const trunks = useQueryOf('trunks.list');
  if (trunks.data === undefined || trunks.data.some(({ isEnabled }) => isEnabled)) return null;
  return (
    <Alert
      color="yellow"
      mb={12}
      icon={<IconAlertTriangle size={18} />}
      title={t(trunks.data.length === 0 ? 'noTrunk.none' : 'noTrunk.off')}
      styles={{ title: { color: 'var(--app-pending)' } }}
    >
      {t('noTrunk.text')}{' '}
      <LinkText to="/phone-calls" c="inherit" underline="always">
        {t('noTrunk.link')}
      </LinkText>
    </Alert>
  );
}
