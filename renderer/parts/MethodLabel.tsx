import { IconApps, IconDeviceMobile, IconKey, IconMail, IconMessage, IconPhone } from '@tabler/icons-react';
import type { ComponentType, CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Method, Mode } from '../../shared/methods.ts';

const ICON: Readonly<Record<Method, ComponentType<{ size?: number; style?: CSSProperties }>>> = {
  'phone-call': IconPhone,
  'text-message': IconMessage,
  'mobile-app': IconDeviceMobile,
  'oath-token': IconKey,
  email: IconMail,
  'app-password': IconApps,
};

/** A method with its mode, which is left out when it is Standard. */
export function MethodLabel({
  method,
  mode,
}: {
  readonly method: Method | undefined;
  readonly mode?: Mode | undefined;
}): ReactNode {
  const { t } = useTranslation('results');
  if (method === undefined) return <span>–</span>;
  const Icon = ICON[method];
  const text =
    mode === undefined || mode === 'standard' ? t(`method.${method}`) : `${t(`method.${method}`)}, ${t(`mode.${mode}`)}`;
  return (
    <span
      title={text}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 6, verticalAlign: 'middle', maxWidth: '100%' }}
    >
      <Icon size={16} style={{ flex: 'none' }} aria-hidden />
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{text}</span>
    </span>
  );
}
