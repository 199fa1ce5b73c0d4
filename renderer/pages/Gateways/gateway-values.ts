/** What the form of a gateway edits: all three kinds at once, so that each field has a path of its own. */

import { EXAMPLE_GATEWAY_HOST, GATEWAY_PRESETS, type GatewayPreset, type PresetNeed } from '../../../shared/gateway-presets.ts';
import type { Gateway, GatewayFields, HttpGateway, MailGateway, SmppGateway } from '../../../shared/schemas/gateway.ts';
import { gatewayFieldsSchema } from '../../../shared/schemas/gateway.ts';
import { validateWith } from '../../parts/validate-with.ts';

type GatewayKind = GatewayFields['connection']['kind'];
export type GatewayValues = Omit<GatewayFields, 'connection'> & {
  readonly kind: GatewayKind;
  readonly http: HttpGateway;
  readonly smpp: SmppGateway;
  readonly mail: MailGateway;
  /** Empty: the stored one stays. */
  readonly password: string;
  readonly removesPassword: boolean;
};

const NO_HTTP: HttpGateway = {
  kind: 'http',
  method: 'POST',
  url: 'https://',
  headers: [],
  bodyFormat: 'json',
  body: '',
  authentication: 'none',
  username: '',
  authenticationHeader: '',
  success: { statuses: '2xx', jsonPath: '', values: [], contains: '', referencePath: '' },
  authorityCertificate: '',
  proxyUrl: '',
  inbound: {
    isEnabled: false,
    allowedAddresses: [],
    replyFrom: '',
    replyText: '',
    receiptId: '',
    receiptStatus: '',
    deliveredValues: [],
    failedValues: [],
  },
};
const NO_SMPP: SmppGateway = {
  kind: 'smpp',
  host: '',
  port: 2775,
  usesTls: false,
  authorityCertificate: '',
  systemId: '',
  systemType: '',
  bind: 'transceiver',
  enquireLinkSeconds: 30,
  windowSize: 10,
  asksReceipts: true,
  alphabet: 'gsm',
  longMessages: 'udh',
};
const NO_MAIL: MailGateway = { kind: 'email-to-sms', address: '', subject: '' };

export function toGatewayValues(fields: GatewayFields): GatewayValues {
  const { connection, ...rest } = fields;
  return {
    ...rest,
    kind: connection.kind,
    http: connection.kind === 'http' ? connection : NO_HTTP,
    smpp: connection.kind === 'smpp' ? connection : NO_SMPP,
    mail: connection.kind === 'email-to-sms' ? connection : NO_MAIL,
    password: '',
    removesPassword: false,
  };
}

/** The fields of a stored gateway, without what the server adds. */
export function fieldsOf(gateway: Gateway): GatewayFields {
  const { name, isEnabled, countryCodes, senders, numberFormat, timeoutSeconds, costNote, connection } = gateway;
  return { name, isEnabled, countryCodes, senders, numberFormat, timeoutSeconds, costNote, connection };
}

export function toGatewayRequest(values: GatewayValues): {
  readonly fields: GatewayFields;
  readonly secrets: { readonly password?: string };
} {
  const { name, isEnabled, countryCodes, senders, numberFormat, timeoutSeconds, costNote, kind, http, smpp, mail } = values;
  const connection = kind === 'http' ? http : kind === 'smpp' ? smpp : mail;
  const secrets = values.removesPassword ? { password: '' } : values.password === '' ? {} : { password: values.password };
  return {
    fields: { name: name.trim(), isEnabled, countryCodes, senders, numberFormat, timeoutSeconds, costNote, connection },
    secrets,
  };
}

/** Fields that hold a list of texts: the problem of one text is a problem of the field. */
const LISTS = /(allowedAddresses|deliveredValues|failedValues|countryCodes|\.values|senders\.\d+\.senders)\.\d+$/;
const fieldsProblems = validateWith<GatewayFields>(gatewayFieldsSchema);

/** Problems by the path of the form. */
export function gatewayProblems(values: GatewayValues): Record<string, string> {
  const part = values.kind === 'http' ? 'http' : values.kind === 'smpp' ? 'smpp' : 'mail';
  const problems = fieldsProblems(toGatewayRequest(values).fields);
  return Object.fromEntries(
    Object.entries(problems).map(([path, text]) => [path.replace(/^connection\./, `${part}.`).replace(LISTS, '$1'), text]),
  );
}

/** What the contract has no preset for, and every organisation may have. */
const OTHER_PRESETS: readonly GatewayPreset[] = [
  {
    id: 'smpp',
    name: 'SMPP 3.4',
    group: 'generic',
    helpUrl: '',
    usernameIs: 'system_id',
    passwordIs: 'password',
    needs: ['server', 'username', 'password'],
    checkedAgainst: 'SMPP 3.4',
    fields: { ...common('SMPP'), connection: NO_SMPP },
  },
  {
    id: 'email-to-sms',
    name: 'E-mail to SMS',
    group: 'generic',
    helpUrl: '',
    usernameIs: '',
    passwordIs: '',
    needs: ['server'],
    checkedAgainst: '',
    fields: {
      ...common('E-mail to SMS'),
      numberFormat: 'digits',
      connection: { ...NO_MAIL, address: `<$to$>@${EXAMPLE_GATEWAY_HOST}` },
    },
  },
];

function common(name: string): Omit<GatewayFields, 'connection'> {
  return { name, isEnabled: true, countryCodes: [], senders: [], numberFormat: 'plus', timeoutSeconds: 10, costNote: '' };
}

export const PRESET_GROUPS = ['own', 'service', 'generic'] as const;
export const PRESETS: readonly GatewayPreset[] = [...GATEWAY_PRESETS, ...OTHER_PRESETS];
export const presetOf = (id: string): GatewayPreset | undefined => PRESETS.find((preset) => preset.id === id);

/** What of a preset's needs is still open in the form. */
export function openNeeds(preset: GatewayPreset, values: GatewayValues): readonly PresetNeed[] {
  const { kind, http, smpp, mail, password, senders } = values;
  const isOpen: Readonly<Record<PresetNeed, boolean>> = {
    server:
      kind === 'http'
        ? http.url.includes(EXAMPLE_GATEWAY_HOST)
        : kind === 'smpp'
          ? smpp.host === ''
          : mail.address.includes(EXAMPLE_GATEWAY_HOST),
    username: (kind === 'http' ? http.username : smpp.systemId) === '',
    password: password === '',
    sender: senders.length === 0,
    'inbound-address': false,
  };
  return preset.needs.filter((need) => isOpen[need]);
}
