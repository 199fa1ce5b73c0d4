import { IconCheck, IconKey, IconMail, IconMessage, IconPhone, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin, type Method, type Mode } from '../../../shared/methods.ts';
import { type User, userFieldsSchema } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { BypassForm } from '../../parts/help-desk/BypassForm.tsx';
import { bypassWords, methodWords } from '../../parts/help-desk/tell-words.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { phoneText } from '../../parts/phone-text.ts';
import { userStateOf } from '../../parts/user-state.ts';
import { Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './HelpDesk.module.css';
import { modeFor } from './mode-for.ts';
import type { Told } from './told.ts';

type Props = { readonly user: User; readonly onTell: (told: Told) => void; readonly onEnrol: () => void };

/** "I lost my phone": in once without it, or another way from now on. */
export function LostPhone({ user, onTell, onEnrol }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const isRefused = userStateOf(user, useNow()) !== 'enabled';
  return (
    <Section title={t('lost.title')}>
      <div className={classes.lost}>
        <div>
          <h3>{t('lost.once')}</h3>
          {isRefused ? <p className={classes.warning}>{t('lost.refused')}</p> : null}
          <BypassForm userId={user.id} reason={t('lost.reason')} onStarted={(bypass) => onTell({ words: bypassWords(bypass) })} />
        </div>
        <div>
          <h3>{t('lost.other')}</h3>
          <OtherMethods user={user} onTell={onTell} onEnrol={onEnrol} />
        </div>
      </div>
    </Section>
  );
}

const ICON = { 'text-message': IconMessage, 'phone-call': IconPhone, email: IconMail, 'oath-token': IconKey } as const;
type Offered = keyof typeof ICON;
const OFFERED: readonly Offered[] = ['text-message', 'phone-call', 'email', 'oath-token'];

/** Methods that nobody can use now, as far as this operator may know. */
function useUnreachable(): Readonly<Record<Offered, boolean>> {
  const warnings = useQueryOf('engine.status').data?.warnings ?? [];
  const mail = useSetting('email-codes');
  const trunks = useQueryOf('trunks.list', undefined, { isEnabled: useMay('read-settings') }).data;
  return {
    'text-message': warnings.some(({ code }) => code === 'no-gateway'),
    // Warned of only where somebody is called; who may look knows it for certain.
    'phone-call':
      trunks === undefined ? warnings.some(({ code }) => code === 'no-trunk') : !trunks.some(({ isEnabled }) => isEnabled),
    email: mail !== undefined && !mail.isEnabled,
    'oath-token': false,
  };
}

function OtherMethods({ user, onTell, onEnrol }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const { t: results } = useTranslation('results');
  const update = useCommand('users.update');
  const putBack = useLateCommand('users.update');
  const cannot = useUnreachable();
  const fieldsOf = (from: User, method: Method, mode: Mode) => ({ ...userFieldsSchema.parse(from), method, mode });
  const choose = (method: Offered) => {
    const mode = modeFor(method, asksPin(user.mode) && user.hasPin);
    update.mutate(
      { id: user.id, revision: user.revision, fields: fieldsOf(user, method, mode) },
      {
        onSuccess: (saved) =>
          onTell({
            words: methodWords(saved, method),
            undo: (onDone) => {
              putBack({ id: saved.id, revision: saved.revision, fields: fieldsOf(saved, user.method, user.mode) })
                .then(() => notifyDone(t('lost.putBack', { username: user.username })), notifyError)
                .finally(onDone);
            },
          }),
        onError: notifyError,
      },
    );
  };
  const reach: Readonly<Record<Offered, string>> = {
    'text-message': phoneText(user.countryCode, user.phone, ''),
    'phone-call': phoneText(user.countryCode, user.phone, user.extension),
    email: user.email,
    'oath-token':
      user.tokenCount === 0 ? '' : t('lost.tokens', { count: user.tokenCount, formatted: formatNumber(user.tokenCount) }),
  };
  return (
    <div className={classes.methods}>
      {OFFERED.map((method) => {
        const Icon = ICON[method];
        const isNow = user.method === method;
        return (
          <button
            key={method}
            type="button"
            className={classes.method}
            disabled={isNow || reach[method] === '' || cannot[method] || update.isPending}
            onClick={() => choose(method)}
          >
            {isNow ? <IconCheck size={20} aria-hidden /> : <Icon size={20} aria-hidden />}
            <span className={classes.cut}>
              <strong>{results(`method.${method}`)}</strong>
              {isNow
                ? t('lost.now')
                : reach[method] === ''
                  ? t(`lost.missing.${method}`)
                  : cannot[method]
                    ? t(`lost.cannot.${method}`)
                    : reach[method]}
            </span>
          </button>
        );
      })}
      <button type="button" className={classes.method} onClick={onEnrol}>
        <IconQrcode size={20} aria-hidden />
        <span className={classes.cut}>
          <strong>{t('lost.app')}</strong>
          {t('lost.appText')}
        </span>
      </button>
    </div>
  );
}
