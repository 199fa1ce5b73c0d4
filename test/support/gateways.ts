/** Gateways for tests, with what matters given. */
import { randomBytes } from 'node:crypto';
import type { OutgoingText } from '../../main/engine/delivery/gateway-port.ts';
import { gatewayIdSchema } from '../../shared/ids.ts';
import type { Gateway, HttpGateway } from '../../shared/schemas/gateway.ts';

export function anHttpConnection(fields: Partial<HttpGateway> = {}): HttpGateway {
  return {
    kind: 'http',
    method: 'GET',
    url: 'http://127.0.0.1/send?to=<$to$>&text=<$text$>',
    headers: [],
    bodyFormat: 'none',
    body: '',
    authentication: 'none',
    username: '',
    authenticationHeader: '',
    success: { statuses: '2xx', jsonPath: '', values: [], contains: '', referencePath: '' },
    authorityCertificate: '',
    proxyUrl: '',
    inbound: {
      isEnabled: true,
      allowedAddresses: [],
      replyFrom: 'from',
      replyText: 'text',
      receiptId: 'id',
      receiptStatus: 'status',
      deliveredValues: ['1'],
      failedValues: ['2', '16'],
    },
    ...fields,
  };
}

export function aGateway(connection: Gateway['connection'], fields: Partial<Gateway> = {}): Gateway {
  return {
    id: gatewayIdSchema.parse(1),
    name: 'Gateway 1',
    isEnabled: true,
    countryCodes: [],
    senders: [],
    numberFormat: 'plus',
    timeoutSeconds: 10,
    costNote: '',
    connection,
    position: 1,
    hasPassword: false,
    hasInboundSecret: false,
    createdAt: 0,
    updatedAt: 0,
    revision: 1,
    ...fields,
  };
}

export function anOutgoingText(fields: Partial<OutgoingText> = {}): OutgoingText {
  return {
    messageId: randomBytes(16).toString('hex'),
    to: '+31612345678',
    text: 'Your code is 123456.',
    sender: 'Example',
    validUntil: Date.now() + 300_000,
    ...fields,
  };
}
