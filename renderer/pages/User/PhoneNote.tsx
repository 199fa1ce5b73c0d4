import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Method } from '../../../shared/methods.ts';
import { toE164 } from '../../../shared/phone-number.ts';
import type { CheckPhone, PhoneCheck } from '../../parts/phone-check.ts';
import { type ReachRules, reachProblem } from '../../parts/phone-reach.ts';
import classes from './User.module.css';

type Typed = { readonly countryCode: string; readonly phone: string };

/** The number as it will be called, or why it probably is not the one that is meant. A warning, never a refusal. */
export function PhoneNote({
  countryCode,
  phone,
  phoneCheck,
  method,
}: Typed & { readonly phoneCheck: CheckPhone | undefined; readonly method: Method }): ReactNode {
  const { t } = useTranslation('user');
  // A number that is masked is not judged.
  if (phone.trim() === '' || /[*•]/.test(phone)) return null;
  if (countryCode === '') return <Note isWarning text={t('phone.noCountry')} />;
  const checked = phoneCheck?.check(countryCode, phone);
  if (checked === undefined) return null;
  const isTextToFixed = checked.verdict === 'valid' && checked.kind === 'fixed' && method === 'text-message';
  return (
    <Note isWarning={checked.verdict !== 'valid' || isTextToFixed} text={noteText(t, checked, countryCode, isTextToFixed)} />
  );
}

type Translate = ReturnType<typeof useTranslation<'user'>>['t'];

function noteText(t: Translate, checked: PhoneCheck, countryCode: string, isTextToFixed: boolean): string {
  const { international: number, example, meant, callingCode, kind, verdict } = checked;
  if (isTextToFixed) return t('phone.fixed', { number });
  if (verdict === 'valid') return t('phone.called', { number });
  if (verdict === 'other-country') return t('phone.otherCountry', { number, code: `+${callingCode}`, chosen: `+${countryCode}` });
  if (verdict === 'kind') return t(`phone.kind.${kind}`, { number });
  if (meant !== '') return t('phone.meant', { number: number === '' ? `+${countryCode}` : number, meant });
  if (verdict === 'unusual') return t('phone.unusual', { number, example });
  return example === ''
    ? t('phone.wrong', { code: `+${countryCode}` })
    : t('phone.wrongExample', { code: `+${countryCode}`, example });
}

/** That this number is refused: by Global Services, or by the list of countries. */
export function ReachNote({
  countryCode,
  phone,
  isGlobal,
  rules,
}: Typed & { readonly isGlobal: boolean | null; readonly rules: ReachRules | undefined }): ReactNode {
  const { t } = useTranslation('user');
  const problem = rules === undefined ? undefined : reachProblem({ countryCode, phone }, isGlobal, rules);
  if (problem === undefined) return null;
  const isForeign = toE164(phone, countryCode)?.startsWith(`+${countryCode}`) === false;
  return <Note isWarning text={t(`phone.reach.${problem}`, { code: isForeign ? phone.trim() : `+${countryCode}` })} />;
}

export function Note({ text, isWarning = false }: { readonly text: string; readonly isWarning?: boolean }): ReactNode {
  return (
    <Text size="xs" mt={4} role="status" {...(isWarning ? { className: classes.warning } : { c: 'dimmed' })}>
      {text}
    </Text>
  );
}
