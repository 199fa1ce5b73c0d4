import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { CommandError, errorText } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { formatDuration, formatNumber } from '../../ui/time.ts';
import type { ListedGateway } from './health.ts';

/** Milliseconds of silence before the length is asked; ours. */
const DEBOUNCE_MILLISECONDS = 300;

/** A real text by this gateway alone, and every step of it in the gateway's own words. */
export function TestGateway({ gateway }: { readonly gateway: Pick<ListedGateway, 'id' | 'name' | 'isEnabled'> }): ReactNode {
  const { t } = useTranslation('gateways');
  const { t: common } = useTranslation('common');
  const test = useCommand('gateways.test');
  const form = useForm({
    initialValues: { phone: '', text: '' },
    validate: { phone: (phone) => (phone.trim() === '' ? common('fields.required') : null) },
  });
  const submit = form.onSubmit(({ phone, text }) =>
    test.mutate(
      { id: gateway.id, phone: phone.trim(), text },
      {
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'PHONE_NUMBER_INVALID') form.setFieldError('phone', `${what}. ${next}`);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {test.error?.code === 'PHONE_NUMBER_INVALID' ? null : <CommandError error={test.error} />}
        <Text size="sm">{t('test.text')}</Text>
        <TextInput
          label={t('test.phone')}
          description={t('test.phoneText')}
          placeholder="+31 6 12345678"
          inputMode="tel"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('phone')}
        />
        <Textarea
          label={t('test.words')}
          description={t('test.wordsText')}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps('text')}
        />
        <Length text={form.values.text} />
      </Fields>
      <FormActions>
        <Button type="submit" loading={test.isPending}>
          {t('test.submit')}
        </Button>
      </FormActions>
      <div aria-live="polite">{test.data === undefined ? null : <Steps name={gateway.name} result={test.data} />}</div>
    </form>
  );
}

function Length({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation('gateways');
  const [asked] = useDebouncedValue(text, DEBOUNCE_MILLISECONDS);
  const preview = useQueryOf('gateways.preview', { text: asked }, { isEnabled: asked !== '' });
  if (asked === '' || preview.data === undefined) return null;
  const { encoding, length, segmentCount, unusual } = preview.data;
  return (
    <Text size="sm" c="dimmed">
      {t('test.length', { count: segmentCount, length: formatNumber(length), encoding: t(`encoding.${encoding}`) })}
      {unusual.length === 0 ? null : ` ${t('test.unusual', { characters: unusual.join(' ') })}`}
    </Text>
  );
}

function Steps({ name, result }: { readonly name: string; readonly result: OutputOf<'gateways.test'> }): ReactNode {
  const { t } = useTranslation('gateways');
  const refused = result.tried.filter((tried) => tried.problem !== '');
  const isTold = result.isSent || refused.length > 0;
  return (
    <ul className={classes.steps} aria-label={t('test.steps')}>
      {refused.map((tried) => (
        <li key={tried.gatewayId} data-step="refused">
          <IconX size={16} aria-hidden />
          <div>
            {t('test.refused', { name: tried.name })}
            <p className={classes.words}>{ownWords(tried.problem)}</p>
          </div>
        </li>
      ))}
      {isTold ? null : (
        <li data-step="refused">
          <IconX size={16} aria-hidden />
          <div>
            {t('test.refused', { name })}
            <p className={classes.words}>{ownWords(result.problem)}</p>
          </div>
        </li>
      )}
      {result.isSent ? (
        <li data-step="sent">
          <IconCheck size={16} aria-hidden />
          <div>
            {t('test.sent', { name, duration: formatDuration(result.durationMilliseconds) })}
            {result.reference === '' ? null : (
              <p className={classes.dimmed}>{t('test.reference', { reference: result.reference })}</p>
            )}
          </div>
        </li>
      ) : null}
    </ul>
  );
}
