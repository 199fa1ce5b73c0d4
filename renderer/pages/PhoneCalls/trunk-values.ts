/** What the form of a trunk edits, from the contract and back. Pure. */
import i18next from 'i18next';
import type { Trunk, TrunkFields } from '../../../shared/schemas/trunk.ts';
import { trunkFieldsSchema } from '../../../shared/schemas/trunk.ts';
import { TRUNK_PRESETS, type TrunkNeed, type TrunkPreset } from '../../../shared/trunk-presets.ts';
import { validateWith } from '../../parts/validate-with.ts';

export type TrunkValues = TrunkFields & {
  /** Empty: the stored one stays. */
  readonly password: string;
  readonly removesPassword: boolean;
};

/** What the schema fills in; name and host are the administrator's. */
const DEFAULTS: TrunkFields = { ...trunkFieldsSchema.parse({ name: '-', host: '-' }), name: '', host: '' };
export const PORT_OF = { udp: 5060, tcp: 5060, tls: 5061 } as const satisfies Record<TrunkFields['transport'], number>;
export const PRESET_GROUPS = ['own', 'carrier', 'generic'] as const satisfies readonly TrunkPreset['group'][];
/** Folded away at first: a problem there opens them. */
export const ADVANCED_FIELDS = [
  'domain',
  'localPort',
  'registerSeconds',
  'optionsSeconds',
  'authenticationName',
  'sendsAssertedIdentity',
  'sendsAccountInFrom',
] as const satisfies readonly (keyof TrunkFields)[];

export const presetOf = (id: string): TrunkPreset | undefined => TRUNK_PRESETS.find((preset) => preset.id === id);

export function presetFields(preset: TrunkPreset): TrunkFields {
  return { ...DEFAULTS, ...preset.fields };
}

export function toTrunkValues(fields: TrunkFields): TrunkValues {
  return { ...fields, password: '', removesPassword: false };
}

/** The fields of a stored trunk, without what the server adds. */
export function fieldsOf(trunk: Trunk): TrunkFields {
  const {
    id: _id,
    position: _position,
    hasPassword: _has,
    createdAt: _created,
    updatedAt: _updated,
    revision: _revision,
    ...fields
  } = trunk;
  return fields;
}

export function toTrunkRequest(values: TrunkValues): {
  readonly fields: TrunkFields;
  readonly secrets: { readonly password?: string };
} {
  const { password, removesPassword, ...fields } = values;
  const secrets = removesPassword ? { password: '' } : password === '' ? {} : { password };
  return { fields: { ...fields, name: fields.name.trim(), username: fields.username.trim() }, secrets };
}

const fieldsProblems = validateWith<TrunkFields>(trunkFieldsSchema);

/**
 * Problems by field: with words of this page where the schema's own say too little. An account and its password belong
 * together, which only the server knows of a stored one.
 */
export const trunkProblemsOf =
  (hasStored: boolean) =>
  (values: TrunkValues): Record<string, string> => {
    const problems = Object.entries(fieldsProblems(toTrunkRequest(values).fields));
    const byField = problems.map(([path, text]) => {
      const field = path.replace(/\..*$/s, '');
      const key = `phoneCalls:problem.${field}`;
      return [field, i18next.exists(key) ? i18next.t(key as never) : text] as const;
    });
    return { ...passwordProblem(values, hasStored), ...Object.fromEntries(byField) };
  };

function passwordProblem({ username, password, removesPassword }: TrunkValues, hasStored: boolean): Record<string, string> {
  const t = i18next.getFixedT(null, 'phoneCalls');
  // Of an account that is taken out, the server removes what it has stored.
  if (username.trim() === '') return password === '' ? {} : { username: t('problem.passwordWithoutAccount') };
  const hasPassword = !removesPassword && (password !== '' || hasStored);
  return hasPassword ? {} : { password: t('problem.password') };
}

/** What of a preset's needs is still open in the form. */
export function openNeeds(preset: TrunkPreset, values: TrunkValues): readonly TrunkNeed[] {
  return preset.needs.filter((need) => values[need].trim() === '');
}

/** What changes with the transport: the usual port, and sound that is encrypted over TLS alone. */
export function withTransport(values: TrunkValues, transport: TrunkFields['transport']): Partial<TrunkValues> {
  const isUsualPort = values.port === PORT_OF[values.transport];
  return {
    transport,
    ...(isUsualPort ? { port: PORT_OF[transport] } : {}),
    ...(transport === 'tls' ? {} : { usesSrtp: false }),
  };
}
