import type { ReactNode } from 'react';
import { SendersSection, UseSection } from './CommonFields.tsx';
import type { GatewayForm } from './form-type.ts';
import { type CredentialNames, HttpFields } from './HttpFields.tsx';
import { MailFields } from './MailFields.tsx';
import { SmppFields } from './SmppFields.tsx';

/** The whole form of a gateway: what all have, and what its kind has. */
export function FieldsOfKind({
  form,
  hasPassword,
  names,
}: {
  readonly form: GatewayForm;
  readonly hasPassword: boolean;
  readonly names: CredentialNames;
}): ReactNode {
  const { kind } = form.values;
  return (
    <>
      <UseSection form={form} />
      {kind === 'http' ? <HttpFields form={form} hasPassword={hasPassword} names={names} /> : null}
      {kind === 'smpp' ? <SmppFields form={form} hasPassword={hasPassword} /> : null}
      {kind === 'email-to-sms' ? <MailFields form={form} /> : <SendersSection form={form} />}
    </>
  );
}
