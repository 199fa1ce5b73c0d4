/**
 * A text message service of tests, over HTTP on loopback, with the handsets behind it. It knows the id of a message, as
 * good services do: the second one of an id is answered as the first and reaches nobody.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayFields } from '../../shared/schemas/gateway.ts';

export type Delivered = { readonly id: string; readonly to: string; readonly text: string };
/** refusing: 503. silent: takes the request and never answers. lossy: delivers it, and never answers. */
export type ServiceMood = 'well' | 'refusing' | 'silent' | 'lossy';

export type TextService = {
  readonly port: number;
  /** What reached a handset, in order. */
  readonly delivered: readonly Delivered[];
  /** Requests for a message that had been delivered before. */
  readonly repeatCount: number;
  mood: ServiceMood;
  /** Between the delivery and the answer about it. */
  answerDelayMilliseconds: number;
  onDelivered: ((text: Delivered) => void) | undefined;
  /** The next text to this number that was not taken yet. */
  take(to: string): Promise<Delivered>;
  /** Digits of the newest text to this number. */
  codeTo(to: string): string;
  /** A handset answers: the call that the service makes. Answers its status. */
  reply(inboundUrl: string, from: string, text: string): Promise<number>;
  report(inboundUrl: string, id: string, status: string): Promise<number>;
  close(): Promise<void>;
};

export async function startTextService(): Promise<TextService> {
  const delivered: Delivered[] = [];
  const seen = new Set<string>();
  const taken = new Map<string, number>();
  const open = new Set<ServerResponse>();
  let repeatCount = 0;

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Delivered;
    if (service.mood === 'refusing') {
      response.writeHead(503).end('out of order');
      return;
    }
    if (service.mood !== 'silent') {
      if (seen.has(text.id)) repeatCount += 1;
      else {
        seen.add(text.id);
        delivered.push(text);
        service.onDelivered?.(text);
      }
    }
    if (service.answerDelayMilliseconds > 0) await new Promise((resolve) => setTimeout(resolve, service.answerDelayMilliseconds));
    if (service.mood !== 'well') return;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ reference: `ref-${text.id}` }));
  };
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const ofNumber = (to: string) => delivered.filter((text) => text.to === to);
  const call = async (url: string, parameters: Readonly<Record<string, string>>): Promise<number> => {
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(parameters) });
    await answer.arrayBuffer();
    return answer.status;
  };
  const service: TextService = {
    port: (server.address() as AddressInfo).port,
    delivered,
    get repeatCount() {
      return repeatCount;
    },
    mood: 'well',
    answerDelayMilliseconds: 0,
    onDelivered: undefined,
    async take(to) {
      const index = taken.get(to) ?? 0;
      const until = Date.now() + 5_000;
      for (;;) {
        const text = ofNumber(to)[index];
        if (text !== undefined) {
          taken.set(to, index + 1);
          return text;
        }
        if (Date.now() > until) throw new Error(`text ${index + 1} to ${to} did not come`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    codeTo(to) {
      const code = /\d{4,10}/.exec(ofNumber(to).at(-1)?.text ?? '')?.[0];
      if (code === undefined) throw new Error(`no code came to ${to}`);
      return code;
    },
    reply: (inboundUrl, from, text) => call(inboundUrl, { from, text }),
    report: (inboundUrl, id, status) => call(inboundUrl, { id, status }),
    async close() {
      for (const response of open) response.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return service;
}

/** A gateway that hands texts to this service; its replies and receipts come in by HTTP. */
export function textServiceGateway(port: number, over: Partial<GatewayFields> = {}): GatewayFields {
  return {
    name: 'Text service',
    isEnabled: true,
    countryCodes: [],
    senders: [],
    numberFormat: 'plus',
    timeoutSeconds: 10,
    costNote: '',
    connection: {
      kind: 'http',
      method: 'POST',
      url: `http://127.0.0.1:${port}/send`,
      headers: [],
      bodyFormat: 'json',
      body: '{"id":"<$message_id$>","to":"<$to$>","text":"<$text$>"}',
      authentication: 'none',
      username: '',
      authenticationHeader: '',
      success: { statuses: '2xx', jsonPath: '', values: [], contains: '', referencePath: 'reference' },
      authorityCertificate: '',
      proxyUrl: '',
      inbound: {
        isEnabled: true,
        allowedAddresses: [],
        replyFrom: 'from',
        replyText: 'text',
        receiptId: 'id',
        receiptStatus: 'status',
        deliveredValues: ['DELIVERED'],
        failedValues: ['FAILED'],
      },
    },
    ...over,
  };
}
