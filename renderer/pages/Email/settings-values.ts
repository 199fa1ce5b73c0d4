/** From the stored mail settings to the form and back. */
import { MAIL_PORTS, type MailSettings, mailSettingsSchema, type StoredMailSettings } from '../../../shared/schemas/mail.ts';
import type { InputOf } from '../../bridge/procedures.ts';
import { validateWith } from '../../parts/validate-with.ts';

export type MailValues = Omit<MailSettings, 'port' | 'timeoutSeconds'> & {
  /** '' while nothing is typed. */
  readonly port: number | '';
  readonly timeoutSeconds: number | '';
  /** What is typed; '' keeps the stored one. */
  readonly password: string;
  readonly removesPassword: boolean;
};

export function toMailValues({ settings }: Pick<StoredMailSettings, 'settings'>): MailValues {
  return { ...settings, password: '', removesPassword: false };
}

export function toMailRequest(values: MailValues, revision: number): InputOf<'mail.update'> {
  const { password, removesPassword, ...settings } = values;
  const change = removesPassword ? { password: '' } : password === '' ? {} : { password };
  // Validated by the same schema before: the numbers are numbers.
  return { settings: settings as MailSettings, revision, ...change };
}

export const validateMail = validateWith<MailValues>(mailSettingsSchema);

/** The port that belongs to the chosen security, where another one stands in the field. */
export function unusualPort({ security, port }: Pick<MailValues, 'security' | 'port'>): number | undefined {
  const usual = MAIL_PORTS[security];
  // 25 with STARTTLS is as usual: between servers of one organisation.
  return port === usual || (security === 'starttls' && port === 25) ? undefined : usual;
}
