/**
 * Text message gateways that are known, as the console fills them in. `checkedAgainst` says by which document; what no
 * document confirms is left out (an empty name of a parameter: replies or receipts of that service are not preset).
 * Over 250 lines: it is a table.
 */
import type { GatewayFields, HttpGateway } from './schemas/gateway.ts';

/**
 * What an administrator still has to fill in; the console has the words. inbound-address: at the gateway, the address
 * that the console shows, so that replies come in. Receipts are asked with each text where the service allows it and need nothing.
 */
export const PRESET_NEEDS = ['server', 'username', 'password', 'sender', 'inbound-address'] as const;
export type PresetNeed = (typeof PRESET_NEEDS)[number];
export type GatewayPreset = {
  readonly id: string;
  readonly name: string;
  /** own: in the organisation's own network · service: a company's, over the internet · generic: a start for any other. */
  readonly group: 'own' | 'service' | 'generic';
  /** The maker's documentation; '' for a generic one. */
  readonly helpUrl: string;
  /** What the maker calls the username and the password; '' where there is none. */
  readonly usernameIs: string;
  readonly passwordIs: string;
  readonly needs: readonly PresetNeed[];
  readonly checkedAgainst: string;
  readonly fields: GatewayFields;
};

/** Stands for the gateway's own address, which the administrator fills in. */
export const EXAMPLE_GATEWAY_HOST = 'gateway.example.org';

type HttpParts = Omit<Partial<HttpGateway>, 'success' | 'inbound'> & {
  readonly success?: Partial<HttpGateway['success']>;
  readonly inbound?: Partial<HttpGateway['inbound']>;
};

const http = (parts: HttpParts): HttpGateway => ({
  kind: 'http',
  method: 'POST',
  url: '',
  headers: [],
  bodyFormat: 'none',
  body: '',
  authentication: 'none',
  username: '',
  authenticationHeader: '',
  authorityCertificate: '',
  proxyUrl: '',
  ...parts,
  success: { statuses: '2xx', jsonPath: '', values: [], contains: '', referencePath: '', ...parts.success },
  inbound: {
    isEnabled: false,
    allowedAddresses: [],
    replyFrom: '',
    replyText: '',
    receiptId: '',
    receiptStatus: '',
    deliveredValues: [],
    failedValues: [],
    ...parts.inbound,
  },
});

const fields = (name: string, connection: HttpGateway, more: Partial<GatewayFields> = {}): GatewayFields => ({
  name,
  isEnabled: true,
  countryCodes: [],
  senders: [],
  numberFormat: 'plus',
  timeoutSeconds: 10,
  costNote: '',
  connection,
  ...more,
});

/** A body with one parameter a line, as the form shows it. */
const form = (...parameters: readonly string[]): string => parameters.join('\n&');
const json = (...lines: readonly string[]): string => lines.join('\n');

export const GATEWAY_PRESETS: readonly GatewayPreset[] = [
  {
    id: 'kannel',
    name: 'Kannel',
    group: 'own',
    helpUrl: 'https://www.kannel.org/userguide.shtml',
    usernameIs: 'sendsms-user username',
    passwordIs: 'sendsms-user password',
    needs: ['server', 'username', 'password', 'inbound-address'],
    checkedAgainst: 'Kannel 1.4.5 itself, in test/peers/kannel.test.ts',
    fields: fields(
      'Kannel',
      http({
        method: 'GET',
        url: `http://${EXAMPLE_GATEWAY_HOST}:13013/cgi-bin/sendsms?username=<$username$>&password=<$password$>&from=<$from$>&to=<$to$>&text=<$text$>&charset=UTF-8&coding=<$unicode:2|0$><$receipts$>&dlr-mask=19&dlr-url=<$receipt_url$>%3Fid%3D<$message_id$>%26status%3D%25d<$/receipts$>`,
        // 0: Accepted for delivery · 3: Queued for later delivery; both with 202.
        success: { statuses: '202' },
        inbound: {
          replyFrom: 'from',
          replyText: 'text',
          receiptId: 'id',
          receiptStatus: 'status',
          // Values of dlr-mask: 1 delivered to the phone, 2 not delivered, 16 rejected by the centre.
          deliveredValues: ['1'],
          failedValues: ['2', '16'],
        },
      }),
    ),
  },
  {
    id: 'smseagle-v2',
    name: 'SMSEagle (API v2)',
    group: 'own',
    helpUrl: 'https://www.smseagle.eu/docs/apiv2/',
    usernameIs: '',
    passwordIs: 'access token',
    needs: ['server', 'password'],
    checkedAgainst:
      'APIv2 documentation, POST messages/sms: header access-token, to, text, encoding, oid; answer is a list with status and id',
    fields: fields(
      'SMSEagle',
      http({
        url: `https://${EXAMPLE_GATEWAY_HOST}/api/v2/messages/sms`,
        authentication: 'header',
        authenticationHeader: 'access-token',
        bodyFormat: 'json',
        body: json(
          '{',
          '  "to": ["<$to$>"],',
          '  "text": "<$text$>",',
          '  "encoding": "<$unicode:unicode|standard$>",',
          '  "validity": "5m"',
          '}',
        ),
        success: { jsonPath: '0.id', referencePath: '0.id' },
      }),
    ),
  },
  {
    id: 'smseagle-v1',
    name: 'SMSEagle (API v1)',
    group: 'own',
    helpUrl: 'https://www.smseagle.eu/docs/apiv1/',
    usernameIs: '',
    passwordIs: 'access token',
    needs: ['server', 'password'],
    checkedAgainst:
      'https://smseagle.eu/apiv1 and the manual of MHD-8100: send_sms with access_token, to, message, unicode; "OK; ID=297"',
    fields: fields(
      'SMSEagle',
      http({
        method: 'GET',
        url: `https://${EXAMPLE_GATEWAY_HOST}/http_api/send_sms?access_token=<$password$>&to=<$to$>&message=<$text$>&unicode=<$unicode:1|0$>`,
        success: { contains: 'OK;' },
      }),
    ),
  },
  {
    id: 'playsms',
    name: 'playSMS',
    group: 'own',
    helpUrl: 'https://github.com/playsms/playsms/blob/master/documents/development/WEBSERVICES.md',
    usernameIs: 'username',
    passwordIs: 'webservices token',
    needs: ['server', 'username', 'password'],
    checkedAgainst:
      'playSMS documents/development/WEBSERVICES.md: op=pv with u, h, to, msg, from, unicode, nofooter; data.0.status "OK"',
    fields: fields(
      'playSMS',
      http({
        method: 'GET',
        url: `https://${EXAMPLE_GATEWAY_HOST}/index.php?app=ws&op=pv&u=<$username$>&h=<$password$>&from=<$from$>&to=<$to$>&msg=<$text$>&unicode=<$unicode:1|0$>&nofooter=1`,
        success: { jsonPath: 'data.0.status', values: ['OK'], referencePath: 'data.0.smslog_id' },
      }),
    ),
  },
  {
    id: 'clickatell',
    name: 'Clickatell',
    group: 'service',
    helpUrl: 'https://docs.clickatell.com/',
    usernameIs: '',
    passwordIs: 'API key',
    needs: ['password'],
    checkedAgainst:
      'clickatell-php (REST API, content and to) and the answers in clickatell-api 0.3: messages.0.accepted, apiMessageId',
    fields: fields(
      'Clickatell',
      http({
        url: 'https://platform.clickatell.com/messages',
        authentication: 'header',
        authenticationHeader: 'Authorization',
        bodyFormat: 'json',
        body: json('{', '  "to": ["<$to$>"],', '  "content": "<$text$>"', '}'),
        success: { jsonPath: 'messages.0.accepted', values: ['true'], referencePath: 'messages.0.apiMessageId' },
      }),
      { numberFormat: 'digits' },
    ),
  },
  {
    id: 'clicksend',
    name: 'ClickSend',
    group: 'service',
    helpUrl: 'https://developers.clicksend.com/docs',
    usernameIs: 'API username',
    passwordIs: 'API key',
    needs: ['username', 'password'],
    checkedAgainst:
      'developers.clicksend.com (basic authentication) and public clients of v3/sms/send: data.messages.0.status, message_id',
    fields: fields(
      'ClickSend',
      http({
        url: 'https://rest.clicksend.com/v3/sms/send',
        authentication: 'basic',
        bodyFormat: 'json',
        body: json(
          '{',
          '  "messages": [{ "source": "countersign", "from": "<$from$>", "to": "<$to$>", "body": "<$text$>" }]',
          '}',
        ),
        success: { jsonPath: 'data.messages.0.status', values: ['SUCCESS'], referencePath: 'data.messages.0.message_id' },
      }),
    ),
  },
  {
    id: 'infobip',
    name: 'Infobip',
    group: 'service',
    helpUrl: 'https://www.infobip.com/docs/developer-resources/quickstart',
    usernameIs: '',
    passwordIs: 'API key',
    needs: ['server', 'password', 'sender', 'inbound-address'],
    checkedAgainst:
      'infobip.com/docs: quickstart (sms/3/messages, Authorization: App), message status codes, inbound webhook (MO_JSON_2), message report webhook',
    fields: fields(
      'Infobip',
      http({
        url: `https://${EXAMPLE_GATEWAY_HOST}/sms/3/messages`,
        headers: [
          { name: 'Authorization', value: 'App <$password$>' },
          { name: 'Accept', value: 'application/json' },
        ],
        bodyFormat: 'json',
        body: json(
          '{',
          '  "messages": [{',
          '    "sender": "<$from$>",',
          '    "destinations": [{ "to": "<$to$>" }],',
          '    "content": { "text": "<$text$>" }',
          '  }]',
          '}',
        ),
        success: {
          jsonPath: 'messages.0.status.groupName',
          values: ['PENDING', 'DELIVERED', 'OK'],
          referencePath: 'messages.0.messageId',
        },
        inbound: {
          replyFrom: 'results.*.from',
          replyText: 'results.*.text',
          receiptId: 'results.*.messageId',
          // The group: DELIVERED may be the operator only. Names within a group are many, and new ones come.
          receiptStatus: 'results.*.status.groupName',
          deliveredValues: ['DELIVERED'],
          failedValues: ['UNDELIVERABLE', 'EXPIRED', 'REJECTED'],
        },
      }),
      { numberFormat: 'digits' },
    ),
  },
  {
    id: 'messagebird',
    name: 'MessageBird (Bird)',
    group: 'service',
    helpUrl: 'https://developers.messagebird.com/api/sms-messaging/',
    usernameIs: '',
    passwordIs: 'access key',
    needs: ['password', 'sender'],
    checkedAgainst:
      'developers.messagebird.com as kept in its schemas and examples: POST messages, AccessKey, originator, recipients, body, datacoding; answer 201 with id',
    fields: fields(
      'MessageBird',
      http({
        url: 'https://rest.messagebird.com/messages',
        headers: [{ name: 'Authorization', value: 'AccessKey <$password$>' }],
        bodyFormat: 'json',
        body: json(
          '{',
          '  "originator": "<$from$>",',
          '  "recipients": [<$to$>],',
          '  "datacoding": "<$unicode:unicode|plain$>",',
          '  "body": "<$text$>"',
          '}',
        ),
        success: { statuses: '201', referencePath: 'id' },
      }),
      // Recipients are JSON numbers: no plus.
      { numberFormat: 'digits' },
    ),
  },
  {
    id: 'plivo',
    name: 'Plivo',
    group: 'service',
    helpUrl: 'https://www.plivo.com/docs/messaging/api/messages/',
    usernameIs: 'Auth ID',
    passwordIs: 'Auth token',
    needs: ['username', 'password', 'sender'],
    checkedAgainst: 'plivo.com/docs/messaging/api/messages: Account/{auth_id}/Message/, src, dst, text, message_uuid',
    fields: fields(
      'Plivo',
      http({
        url: 'https://api.plivo.com/v1/Account/<$username$>/Message/',
        authentication: 'basic',
        bodyFormat: 'json',
        body: json('{', '  "src": "<$from$>",', '  "dst": "<$to$>",', '  "text": "<$text$>"', '}'),
        success: { statuses: '202', referencePath: 'message_uuid.0' },
      }),
      { numberFormat: 'digits' },
    ),
  },
  {
    id: 'sinch',
    name: 'Sinch',
    group: 'service',
    helpUrl: 'https://developers.sinch.com/docs/sms/api-reference/',
    usernameIs: 'service plan ID',
    passwordIs: 'API token',
    needs: ['username', 'password', 'inbound-address'],
    checkedAgainst:
      'developers.sinch.com SMS API: xms/v1/{service_plan_id}/batches with bearer token, RecipientDeliveryReport, MOText; region eu (also us, au, br, ca)',
    fields: fields(
      'Sinch',
      http({
        url: 'https://eu.sms.api.sinch.com/xms/v1/<$username$>/batches',
        authentication: 'bearer',
        bodyFormat: 'json',
        body: json(
          '{',
          '  "from": "<$from$>",',
          '  "to": ["<$to$>"],',
          '  "body": "<$text$>"<$receipts$>,',
          '  "delivery_report": "per_recipient",',
          '  "callback_url": "<$receipt_url$>"<$/receipts$>',
          '}',
        ),
        success: { statuses: '201', referencePath: 'id' },
        inbound: {
          replyFrom: 'from',
          replyText: 'body',
          receiptId: 'batch_id',
          receiptStatus: 'status',
          deliveredValues: ['Delivered'],
          failedValues: ['Aborted', 'Cancelled', 'Failed', 'Expired', 'Rejected', 'Deleted'],
        },
      }),
    ),
  },
  {
    id: 'telnyx',
    name: 'Telnyx',
    group: 'service',
    helpUrl: 'https://developers.telnyx.com/docs/messaging/messages/send-message',
    usernameIs: '',
    passwordIs: 'API key',
    needs: ['password', 'sender'],
    // Its calls for replies and receipts carry the same fields, so that one cannot be told from the other by name.
    checkedAgainst: 'developers.telnyx.com: POST v2/messages with bearer key; from, to, text; answer data.id',
    fields: fields(
      'Telnyx',
      http({
        url: 'https://api.telnyx.com/v2/messages',
        authentication: 'bearer',
        bodyFormat: 'json',
        body: json('{', '  "from": "<$from$>",', '  "to": "<$to$>",', '  "text": "<$text$>"', '}'),
        success: { jsonPath: 'data.id', referencePath: 'data.id' },
      }),
    ),
  },
  {
    id: 'twilio',
    name: 'Twilio',
    group: 'service',
    helpUrl: 'https://www.twilio.com/docs/messaging/api/message-resource',
    usernameIs: 'Account SID',
    passwordIs: 'Auth token',
    needs: ['username', 'password', 'sender', 'inbound-address'],
    checkedAgainst: 'twilio.com/docs: Messages resource, Messages.json with StatusCallback; webhook request of incoming messages',
    fields: fields(
      'Twilio',
      http({
        url: 'https://api.twilio.com/2010-04-01/Accounts/<$username$>/Messages.json',
        authentication: 'basic',
        bodyFormat: 'form',
        body: form('To=<$to$>', 'From=<$from$>', 'Body=<$text$><$receipts$>', 'StatusCallback=<$receipt_url$><$/receipts$>'),
        success: { statuses: '201', referencePath: 'sid' },
        inbound: {
          replyFrom: 'From',
          replyText: 'Body',
          receiptId: 'MessageSid',
          receiptStatus: 'MessageStatus',
          deliveredValues: ['delivered'],
          failedValues: ['undelivered', 'failed', 'canceled'],
        },
      }),
    ),
  },
  {
    id: 'vonage',
    name: 'Vonage (SMS API)',
    group: 'service',
    helpUrl: 'https://developer.vonage.com/en/api/sms',
    usernameIs: 'API key',
    passwordIs: 'API secret',
    needs: ['username', 'password', 'sender', 'inbound-address'],
    checkedAgainst: 'developer.vonage.com: SMS API 1.5 (basic authentication, from, to, text, type, callback), inbound SMS guide',
    fields: fields(
      'Vonage',
      http({
        url: 'https://rest.nexmo.com/sms/json',
        authentication: 'basic',
        bodyFormat: 'form',
        body: form(
          'from=<$from$>',
          'to=<$to$>',
          'text=<$text$>',
          'type=<$unicode:unicode|text$><$receipts$>',
          'callback=<$receipt_url$><$/receipts$>',
        ),
        success: { jsonPath: 'messages.0.status', values: ['0'], referencePath: 'messages.0.message-id' },
        inbound: {
          replyFrom: 'msisdn',
          replyText: 'text',
          receiptId: 'messageId',
          receiptStatus: 'status',
          deliveredValues: ['delivered'],
          failedValues: ['expired', 'failed', 'rejected'],
        },
      }),
      { numberFormat: 'digits' },
    ),
  },
  {
    id: 'generic-json',
    name: 'HTTP (JSON)',
    group: 'generic',
    helpUrl: '',
    usernameIs: '',
    passwordIs: '',
    needs: ['server', 'password'],
    checkedAgainst: '',
    fields: fields(
      'HTTP gateway',
      http({
        url: `https://${EXAMPLE_GATEWAY_HOST}/messages`,
        authentication: 'bearer',
        bodyFormat: 'json',
        body: json('{', '  "to": "<$to$>",', '  "from": "<$from$>",', '  "text": "<$text$>",', '  "id": "<$message_id$>"', '}'),
        inbound: {
          replyFrom: 'from',
          replyText: 'text',
          receiptId: 'id',
          receiptStatus: 'status',
          deliveredValues: ['delivered'],
          failedValues: ['failed'],
        },
      }),
    ),
  },
  {
    id: 'generic-form',
    name: 'HTTP (form)',
    group: 'generic',
    helpUrl: '',
    usernameIs: '',
    passwordIs: '',
    needs: ['server', 'username', 'password'],
    checkedAgainst: '',
    fields: fields(
      'HTTP gateway',
      http({
        url: `https://${EXAMPLE_GATEWAY_HOST}/send`,
        bodyFormat: 'form',
        body: form('username=<$username$>', 'password=<$password$>', 'to=<$to$>', 'from=<$from$>', 'text=<$text$>'),
        inbound: {
          replyFrom: 'from',
          replyText: 'text',
          receiptId: 'id',
          receiptStatus: 'status',
          deliveredValues: ['delivered'],
          failedValues: ['failed'],
        },
      }),
    ),
  },
];
