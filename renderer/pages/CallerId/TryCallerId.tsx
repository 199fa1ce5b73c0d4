import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callerIdFor, callerIdHeaders, callerIdRuleFor } from '../../../shared/caller-id.ts';
import type { CallerIdSettings } from '../../../shared/schemas/method-settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './CallerId.module.css';
import { useRuleText } from './use-rule-text.ts';

/** Of an example where there is no trunk yet. */
const EXAMPLE_TRUNK = {
  host: 'sip.example.org',
  domain: '',
  username: '',
  sendsAssertedIdentity: true,
  sendsAccountInFrom: false,
};

/** A number and an application: which rule counts, and what the INVITE will say. Nothing is called. */
export function TryCallerId({ settings }: { readonly settings: CallerIdSettings }): ReactNode {
  const { t } = useTranslation('callerId');
  const [number, setNumber] = useState('');
  const [applicationName, setApplicationName] = useState('');
  const applications = useApplicationNames();
  return (
    <Section title={t('try.title')} description={t('try.text')}>
      <div className={classes.pair}>
        <TextInput
          label={t('try.number')}
          placeholder="+31612345678"
          inputMode="tel"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          onKeyDown={stopEnter}
        />
        <Autocomplete
          label={t('try.application')}
          placeholder={t('try.anyApplication')}
          data={[...applications]}
          value={applicationName}
          onChange={setApplicationName}
          onKeyDown={stopEnter}
          withScrollArea={false}
          styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
        />
      </div>
      <Outcome settings={settings} number={number} applicationName={applicationName} />
    </Section>
  );
}

/** What is typed here is no setting: Enter must not save the page. */
function stopEnter(event: React.KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}

type OutcomeProps = { readonly settings: CallerIdSettings; readonly number: string; readonly applicationName: string };

function Outcome({ settings, number, applicationName }: OutcomeProps): ReactNode {
  const { t } = useTranslation('callerId');
  const ruleText = useRuleText();
  const trunks = useQueryOf('trunks.list');
  const [chosen, setChosen] = useState<number | undefined>();
  const digits = number.replace(/[^\d]/g, '');
  const isInternational = /^\s*(\+|00)/.test(number);
  if (digits === '') return <p className={classes.hint}>{t('try.empty')}</p>;
  if (!isInternational) return <p className={classes.hint}>{t('try.needsCountry')}</p>;
  const called = { number: number.trim().startsWith('00') ? digits.slice(2) : digits, applicationName };
  const index = callerIdRuleFor(settings, called);
  const rule = index === undefined ? undefined : settings.rules[index];
  const callerId = callerIdFor(settings, called);
  const known = (trunks.data ?? []).toSorted((one, other) => Number(other.isEnabled) - Number(one.isEnabled));
  const trunk = known.find(({ id }) => id === chosen) ?? known[0];
  const sent = callerIdHeaders(trunk ?? EXAMPLE_TRUNK, callerId);
  return (
    <div className={classes.outcome} aria-live="polite">
      {known.length < 2 ? null : (
        <NativeSelect
          label={t('try.trunk')}
          value={String(trunk?.id ?? '')}
          data={known.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          mb={8}
        />
      )}
      <p className={classes.chosen}>
        {index === undefined || rule === undefined
          ? t('try.byDefault')
          : t('try.byRule', { place: formatNumber(index + 1), calls: ruleText.calls(rule) })}
      </p>
      <KeyValue
        labelWidth={150}
        rows={[
          { label: 'From', value: <code className={classes.header}>{sent.from}</code> },
          {
            label: 'P-Asserted-Identity',
            value:
              sent.assertedIdentity === '' ? t('try.notSent') : <code className={classes.header}>{sent.assertedIdentity}</code>,
          },
          {
            label: 'Privacy',
            value: sent.privacy === '' ? t('try.notSent') : <code className={classes.header}>{sent.privacy}</code>,
          },
        ]}
      />
      {trunk === undefined && trunks.data !== undefined ? <p className={classes.hint}>{t('try.exampleTrunk')}</p> : null}
      {callerId.number === '' ? <p className={classes.hint}>{t('try.noNumber')}</p> : null}
    </div>
  );
}
