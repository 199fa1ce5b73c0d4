/** What a help desk says after an action: short, and right for who has only a telephone at the ear. */
import i18next from 'i18next';
import { asksPin, type Method } from '../../../shared/methods.ts';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { formatExact, formatHour } from '../../ui/time.ts';
import { durationText } from './duration-text.ts';
import type { Words } from './TellUser.tsx';

/** Characters of a number that are said, so that the right phone is looked at. */
const SAID_DIGITS = 3;
const DAY = 86_400_000;

export function bypassWords(bypass: Bypass): Words {
  const t = i18next.getFixedT(null, 'helpDesk');
  const isToday = bypass.expiresAt - bypass.startedAt < DAY / 2;
  const until = isToday ? formatHour(bypass.expiresAt) : formatExact(bypass.expiresAt);
  return {
    done: t('tell.bypass.done', { username: bypass.username, duration: durationText(bypass.seconds) }),
    say: t('tell.bypass.say', { until }),
  };
}

export function methodWords(user: Pick<User, 'username' | 'phone' | 'email' | 'mode'>, method: Method): Words {
  const t = i18next.getFixedT(null, 'helpDesk');
  const results = i18next.getFixedT(null, 'results');
  const digits = user.phone.replaceAll(/\D/g, '').slice(-SAID_DIGITS);
  const done = t('tell.method.done', { username: user.username, method: results(`method.${method}`) });
  switch (method) {
    case 'text-message':
      return { done, say: t('tell.method.text', { digits }) };
    case 'phone-call':
      return { done, say: t(asksPin(user.mode) ? 'tell.method.callPin' : 'tell.method.call', { digits }) };
    case 'email':
      return { done, say: t('tell.method.email', { email: user.email }) };
    default:
      return { done, say: t('tell.method.token') };
  }
}

export function pinWords(username: string, pin: string, mustChange: boolean): Words {
  const t = i18next.getFixedT(null, 'helpDesk');
  return {
    done: t('tell.pin.done', { username }),
    say: t(mustChange ? 'tell.pin.sayChange' : 'tell.pin.say'),
    secret: pin,
  };
}

export function doneWords(action: 'unlocked' | 'unblocked' | 'blocked' | 'enabled' | 'mailed', username: string): Words {
  const t = i18next.getFixedT(null, 'helpDesk');
  return { done: t(`tell.${action}.done`, { username }), say: t(`tell.${action}.say`) };
}
