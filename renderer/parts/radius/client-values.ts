/** What the forms of a RADIUS client edit, and what they refuse before the server is asked. */
import i18next from 'i18next';
import {
  type RadiusClient,
  type RadiusClientFields,
  type ReplyAttribute,
  radiusClientFieldsSchema,
  sharedSecretSchema,
} from '../../../shared/schemas/radius.ts';
import { validateWith } from '../validate-with.ts';
import { replyAttributeProblem } from './reply-attributes.ts';
import { tidyTrustedIp, trustedIpProblem } from './trusted-ips.ts';

export type ClientValues = RadiusClientFields & {
  /** Empty on a stored client: the stored secret stays. */
  readonly sharedSecret: string;
};

export function emptyClient(): ClientValues {
  return { ...radiusClientFieldsSchema.parse({ name: 'new', address: '192.0.2.1' }), name: '', address: '', sharedSecret: '' };
}

export function toClientValues(client: RadiusClient): ClientValues {
  const {
    id: _id,
    sharedSecretLength: _length,
    createdAt: _created,
    updatedAt: _updated,
    revision: _revision,
    ...fields
  } = client;
  return { ...fields, sharedSecret: '' };
}

/** The fields as the contract wants them, and the secret where one was entered. */
export function toClientRequest({ sharedSecret, ...fields }: ClientValues): {
  readonly fields: RadiusClientFields;
  readonly sharedSecret: string | undefined;
} {
  return {
    fields: {
      ...fields,
      name: fields.name.trim(),
      address: fields.address.trim(),
      trustedIps: fields.trustedIps.map(tidyTrustedIp),
    },
    sharedSecret: sharedSecret === '' ? undefined : sharedSecret,
  };
}

/** True for a pair that nobody could sign in with: a password is asked for, and the field has room for the code alone. */
export function isSignInImpossible(values: Pick<RadiusClientFields, 'firstFactor' | 'otpEntry'>): boolean {
  return values.firstFactor === 'local-password' && values.otpEntry === 'in-password';
}

/** Errors by field. @param isNew a new client needs its secret */
export function validateClient(isNew: boolean): (values: ClientValues) => Record<string, string> {
  const bySchema = validateWith<ClientValues>(radiusClientFieldsSchema);
  return (values) => {
    const t = i18next.getFixedT(null, 'radius');
    const errors: Record<string, string> = {};
    if (isSignInImpossible(values)) errors.otpEntry = t('field.otpEntryImpossible');
    values.replyAttributes.forEach((attribute, index) => {
      const problem = replyAttributeProblem(attribute);
      if (problem !== undefined) errors[`replyAttributes.${index}.value`] = t(`attribute.problem.${problem}`);
    });
    values.trustedIps.map(tidyTrustedIp).forEach((trusted, index) => {
      const found = trustedIpProblem(trusted);
      if (found !== undefined) errors[`trustedIps.${index}.${found.field}`] = t(`trusted.problem.${found.problem}`);
    });
    if (isNew && values.sharedSecret === '') errors.sharedSecret = t('field.sharedSecretRequired');
    else if (values.sharedSecret !== '' && !sharedSecretSchema.safeParse(values.sharedSecret).success) {
      errors.sharedSecret = t('field.sharedSecretTooLong');
    }
    const { fields } = toClientRequest(values);
    return { ...bySchema({ ...values, ...fields }), ...errors };
  };
}

export const NEW_REPLY_ATTRIBUTE: ReplyAttribute = { type: 11, format: 'text', value: '' };
