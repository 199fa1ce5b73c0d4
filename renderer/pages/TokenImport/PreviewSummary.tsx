import { Checkbox, Radio, Select, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SEED_ENCODINGS } from '../../../shared/schemas/token.ts';
import { formatNumber, formatTime } from '../../ui/time.ts';
import { FileSummary } from './FileSummary.tsx';
import classes from './TokenImport.module.css';
import type { ImportWizard } from './use-import-wizard.ts';
import type { ImportPolicy, OpenPreview, PreviewState } from './wizard-state.ts';

/** Says why the last button is off. */
export const REFUSED_ID = 'import-refused';

/** Right of the preview: what file it is, and the choices that change what would be imported. */
export function PreviewSummary({ state, wizard }: { readonly state: PreviewState; readonly wizard: ImportWizard }): ReactNode {
  const { t } = useTranslation('import');
  const { preview, options } = state;
  const isFixed = state.work !== undefined || state.isExpired;
  return (
    <Stack gap={16}>
      <div>
        <FileSummary file={state.file} />
        <Text size="sm" mt={4}>
          <FormatLine format={preview.format} />
        </Text>
      </div>
      {state.isExpired ? null : (
        <Text size="sm" c="dimmed">
          {t('preview.openUntil', { time: formatTime(preview.expiresAt) })}. {t('preview.openUntilText')}
        </Text>
      )}
      {state.isExpired || preview.summary.ok === 0 ? null : (
        <section aria-label={t('preview.compare')}>
          <Title order={2}>{t('preview.compare')}</Title>
          <Text size="sm" c="dimmed">
            {t('preview.compareText')}
          </Text>
        </section>
      )}
      <section className={classes.choices} aria-label={t('preview.options')}>
        <Title order={2}>{t('preview.options')}</Title>
        <Checkbox
          size="xs"
          label={t('choose.createsUsers')}
          checked={options.createsUsers}
          disabled={isFixed}
          onChange={(event) => wizard.changeOptions({ ...options, createsUsers: event.currentTarget.checked })}
        />
        {preview.format.kind === 'pskc' ? null : (
          <Select
            size="xs"
            label={t('preview.secretEncoding')}
            value={options.secretEncoding ?? ''}
            allowDeselect={false}
            disabled={isFixed}
            data={[
              { value: '', label: t('preview.encodingAuto') },
              ...SEED_ENCODINGS.map((value) => ({ value, label: t(`preview.encoding.${value}`) })),
            ]}
            onChange={(value) =>
              wizard.changeOptions({ ...options, secretEncoding: SEED_ENCODINGS.find((encoding) => encoding === value) })
            }
          />
        )}
      </section>
      {preview.summary.error === 0 || preview.summary.ok === 0 ? null : (
        <PolicyChoice summary={preview.summary} value={state.policy} isFixed={isFixed} onChange={wizard.choosePolicy} />
      )}
    </Stack>
  );
}

function PolicyChoice(props: {
  readonly summary: OpenPreview['summary'];
  readonly value: ImportPolicy;
  readonly isFixed: boolean;
  readonly onChange: (policy: ImportPolicy) => void;
}): ReactNode {
  const { t } = useTranslation('import');
  const { ok, error } = props.summary;
  const goodRows = t('preview.goodRows', { count: ok, formatted: formatNumber(ok) });
  return (
    <Radio.Group
      label={t('preview.policy')}
      value={props.value}
      onChange={(value) => props.onChange(value === 'good-rows' ? 'good-rows' : 'all-or-nothing')}
      classNames={{ label: classes.groupLabel }}
    >
      <Stack gap={8} mt={4}>
        <Radio size="xs" value="all-or-nothing" label={t('preview.allOrNothing')} disabled={props.isFixed} />
        <Radio size="xs" value="good-rows" label={goodRows} disabled={props.isFixed} />
        {props.value === 'good-rows' ? null : (
          <Text size="sm" id={REFUSED_ID} className={classes.refused}>
            {t('preview.refused', { count: error, formatted: formatNumber(error) })}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}

/** "PSKC 1.0, AES-128-CBC with a pre-shared key"; "CSV, 5 columns with a header line, semicolon, UTF-8". */
function FormatLine({ format }: { readonly format: OpenPreview['format'] }): ReactNode {
  const { t } = useTranslation('import');
  return [
    format.description,
    format.delimiter === undefined ? '' : t(`format.delimiter.${format.delimiter}`),
    format.textEncoding === undefined ? '' : t(`format.textEncoding.${format.textEncoding}`),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
