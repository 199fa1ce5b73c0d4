import { ActionIcon, Alert, CopyButton, Select, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { type GuideFacts, guideOf, serverOf } from './guides.ts';
import classes from './RadiusClient.module.css';
import { GUIDE_DEVICES, radiusClientSearch } from './search.ts';

/** How to set up that kind of device, with this server's values in the commands. The secret is never in them. */
export function GuideSection({ client }: { readonly client: RadiusClient }): ReactNode {
  const { t } = useTranslation('radiusGuide');
  const [search, setSearch] = useSearchState(radiusClientSearch);
  const listeners = useQueryOf('radiusListeners.get');
  const { server, port } = serverOf(
    listeners.data?.states.filter(({ isListening }) => isListening) ?? [],
    window.location.hostname,
  );
  const device = search.device ?? 'generic';
  const facts: GuideFacts = {
    server: server ?? t('serverUnknown'),
    port,
    secret: t('secretPlace'),
    firstFactor: client.firstFactor,
    otpEntry: client.otpEntry,
    timeoutSeconds: client.timeoutSeconds,
  };
  const guide = guideOf(device, facts);
  const values = { seconds: client.timeoutSeconds };
  return (
    <Section
      title={t('title')}
      aside={
        <Select
          size="xs"
          w={240}
          aria-label={t('device')}
          allowDeselect={false}
          value={device}
          data={GUIDE_DEVICES.map((name) => ({ value: name, label: t(`devices.${name}`) }))}
          onChange={(name) => setSearch({ device: GUIDE_DEVICES.find((known) => known === name) })}
        />
      }
    >
      {guide.cautions.map((caution) => (
        <Alert key={caution} color="yellow" variant="light" p={12} mb={8} icon={<IconAlertTriangle size={18} />}>
          {t(`caution.${caution}`)}
        </Alert>
      ))}
      <ol className={classes.steps}>
        {guide.steps.map(({ text, code, hasValues }) => (
          <li key={text}>
            {t(`step.${text}`, values)}
            {hasValues === true ? <Values facts={facts} /> : null}
            {code === undefined ? null : <Code code={code} label={t(`step.${text}`, values)} />}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed">
        {t('secretNote', { place: t('secretPlace') })}
      </Text>
      <Text size="sm" mt={8}>
        <strong>{t('typed')}:</strong> {t(`typedText.${client.otpEntry}`)}
      </Text>
      <Text size="sm" mt={8}>
        {t('messages', values)}
      </Text>
    </Section>
  );
}

function Values({ facts }: { readonly facts: GuideFacts }): ReactNode {
  const { t } = useTranslation('radiusGuide');
  return (
    <KeyValue
      labelWidth={120}
      rows={[
        { label: t('value.server'), value: facts.server },
        { label: t('value.port'), value: String(facts.port) },
        { label: t('value.secret'), value: facts.secret },
        { label: t('value.protocol'), value: 'PAP' },
        { label: t('value.timeout'), value: t('timeoutValue', { seconds: facts.timeoutSeconds }) },
        { label: t('value.retries'), value: '1' },
      ]}
    />
  );
}

function Code({ code, label }: { readonly code: string; readonly label: string }): ReactNode {
  const { t } = useTranslation('common');
  return (
    <div className={classes.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the arrows scroll them only with the focus */}
      <section tabIndex={0} aria-label={label}>
        <pre>{code}</pre>
      </section>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copy')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('copy')} onClick={copy}>
              {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
