/** A text message gateway over HTTP or HTTPS: fills the template, sends it once, judges the answer. Nothing is sent twice. */
import { STATUS_CODES } from 'node:http';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Gateway, HttpGateway } from '../../../shared/schemas/gateway.ts';
import type { GatewayAnswer, OutgoingText, TextGateway } from '../../engine/delivery/gateway-port.ts';
import { judgeAnswer } from '../../engine/delivery/http-success.ts';
import { type FilledRequest, fillRequest, type TemplateValues } from '../../engine/delivery/http-template.ts';
import { scrub, type ToScrub } from '../../engine/delivery/scrub.ts';
import type { Secret } from '../../engine/secret.ts';
import { fitsGsm7 } from '../../protocols/sms/gsm7.ts';
import { formatNumber } from '../../protocols/sms/phone-number.ts';

export type HttpGatewayOptions = {
  readonly gateway: Gateway;
  readonly http: HttpGateway;
  readonly password: Secret | undefined;
  /** Of the address that receipts come in by. */
  readonly inboundSecret?: Secret | undefined;
  /** Where the gateway reaches this server, without the path: http://192.0.2.1:8089; '' where it does not. */
  readonly inboundBase?: () => string;
};

/** An answer says yes or no in a line; ours. */
const ANSWER_MAX_BYTES = 64 * 1024;
/** Texts under way at once to one gateway; what is beyond waits; ours. */
const CONNECTIONS_MAX = 64;
/** Short: a connection that the gateway is about to close would lose a text that cannot be sent again safely; ours. */
const KEEP_ALIVE_MILLISECONDS = 1_000;

export function createHttpGateway({ gateway, http, password, inboundSecret, inboundBase }: HttpGatewayOptions): TextGateway {
  const passwordText = textOf(password);
  const inboundText = textOf(inboundSecret);
  const receiptUrl = (): string => {
    const base = http.inbound.isEnabled && inboundText !== '' ? (inboundBase?.() ?? '') : '';
    return base === '' ? '' : `${base}/sms/${gateway.id}/${inboundText}`;
  };
  const secrets = [passwordText, inboundText, proxyPassword(http.proxyUrl), basicCredentials(http, passwordText)];
  let dispatcher: Dispatcher | undefined;
  const controller = new AbortController();

  const ask = async (filled: FilledRequest, milliseconds: number): Promise<{ status: number; body: string }> => {
    // Opened at the first text: a wrong certificate or proxy is then that text's problem, in words.
    // The library is read then too: a server without such a gateway does without its 13 MB.
    const undici = await import('undici');
    dispatcher ??= openDispatcher(undici, http, gateway.timeoutSeconds);
    const response = await undici.request(filled.url, {
      dispatcher,
      method: filled.method,
      headers: { ...filled.headers, ...credentials(http, passwordText) },
      body: filled.body ?? null,
      headersTimeout: milliseconds,
      bodyTimeout: milliseconds,
      signal: AbortSignal.any([AbortSignal.timeout(milliseconds), controller.signal]),
    });
    return { status: response.statusCode, body: await readBody(response.body) };
  };

  return {
    async send(text, timeoutMilliseconds) {
      const hidden: ToScrub = { text: text.text, to: text.to, secrets };
      const refuse = (problem: string, isPermanent: boolean): GatewayAnswer => {
        return { kind: 'refused', problem: scrub(problem, hidden), isPermanent };
      };
      const filled = fillRequest(http, valuesOf(gateway, http, text, { password: passwordText, receiptUrl: receiptUrl() }));
      if (!filled.ok) return refuse(filled.problem, false);
      try {
        const answer = await ask(filled, Math.max(1, timeoutMilliseconds));
        const verdict = judgeAnswer(answer, http.success);
        if (verdict.kind === 'accepted') return verdict;
        return refuse(answerWords(answer, verdict.why), verdict.isPermanent);
      } catch (error) {
        return refuse(
          controller.signal.aborted ? 'the gateway was changed or closed meanwhile' : errorWords(error, timeoutMilliseconds),
          false,
        );
      }
    },
    isConnected: () => undefined,
    async close() {
      controller.abort();
      await dispatcher?.destroy();
    },
  };
}

function valuesOf(
  gateway: Gateway,
  http: HttpGateway,
  text: OutgoingText,
  parts: { readonly password: string; readonly receiptUrl: string },
): TemplateValues {
  return {
    to: formatNumber(text.to, gateway.numberFormat),
    from: text.sender,
    text: text.text,
    message_id: text.messageId,
    username: http.username,
    password: parts.password,
    receipt_url: parts.receiptUrl,
    isUnicode: !fitsGsm7(text.text),
  };
}

function credentials(http: HttpGateway, password: string): Record<string, string> {
  switch (http.authentication) {
    case 'none':
      return {};
    case 'basic':
      return { authorization: `Basic ${basicCredentials(http, password)}` };
    case 'bearer':
      return { authorization: `Bearer ${password}` };
    case 'header':
      return { [http.authenticationHeader.toLowerCase()]: password };
  }
}

function basicCredentials(http: HttpGateway, password: string): string {
  if (http.authentication !== 'basic') return '';
  return Buffer.from(`${http.username}:${password}`).toString('base64');
}

function openDispatcher({ Agent, ProxyAgent }: typeof import('undici'), http: HttpGateway, timeoutSeconds: number): Dispatcher {
  const isTls = http.url.startsWith('https:') || http.proxyUrl.startsWith('https:');
  const connect = isTls ? { secureContext: secureContext(http.authorityCertificate) } : {};
  const limits = {
    connections: CONNECTIONS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    keepAliveMaxTimeout: KEEP_ALIVE_MILLISECONDS,
    connectTimeout: timeoutSeconds * 1000,
  };
  if (http.proxyUrl === '') return new Agent({ ...limits, connect });
  // The proxy's own certificate is the system's business: the authority of the settings is the gateway's.
  return new ProxyAgent({ ...limits, uri: http.proxyUrl, requestTls: connect, proxyTls: { secureContext: secureContext('') } });
}

const systemContext: { made?: SecureContext } = {};

/**
 * The given authority alone; else Node's own list and the system's (on Windows: the certificate store, where companies
 * have their authorities). Reading them takes a moment, so it is done once.
 */
function secureContext(authority: string): SecureContext {
  if (authority !== '') return createSecureContext({ ca: authority });
  systemContext.made ??= createSecureContext({ ca: [...getCACertificates('default'), ...systemCertificates()] });
  return systemContext.made;
}

function systemCertificates(): string[] {
  try {
    return getCACertificates('system');
  } catch {
    // A host whose TLS library has no access to the system's store still has Node's own list.
    return [];
  }
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let lengthBytes = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of body) {
    lengthBytes += chunk.length;
    if (lengthBytes > ANSWER_MAX_BYTES) throw new Error('the answer is larger than 64 kB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerWords(answer: { readonly status: number; readonly body: string }, why: string): string {
  const status = `HTTP ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return [status, why, answer.body.trim()].filter((part) => part !== '').join(': ');
}

/** What the network said, in an administrator's words; else the error's own. */
const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the name of the gateway is not known',
  EAI_AGAIN: 'the name of the gateway could not be looked up',
  EHOSTUNREACH: 'the gateway cannot be reached',
  ENETUNREACH: 'the network of the gateway cannot be reached',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is signed by an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is signed by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is signed by an authority that is not trusted',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
};
const TIMEOUT_NAMES = new Set(['TimeoutError', 'HeadersTimeoutError', 'BodyTimeoutError', 'ConnectTimeoutError']);

function errorWords(error: unknown, timeoutMilliseconds: number): string {
  if (!(error instanceof Error)) return 'the gateway could not be asked';
  if (TIMEOUT_NAMES.has(error.name)) return `no answer within ${Math.round(timeoutMilliseconds / 100) / 10} s`;
  // Several addresses tried: the first one's reason stands for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const cause = first instanceof Error && first.cause instanceof Error ? first.cause : first;
  for (const one of [first, cause]) {
    const code = one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : '';
    const words = NETWORK_WORDS[code];
    if (words !== undefined && one instanceof Error) return `${words} (${one.message === '' ? code : one.message})`;
  }
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

function textOf(secret: Secret | undefined): string {
  return secret === undefined ? '' : Buffer.from(secret.reveal()).toString('utf8');
}

function proxyPassword(proxyUrl: string): string {
  const password = URL.parse(proxyUrl)?.password ?? '';
  try {
    return decodeURIComponent(password);
  } catch {
    // A lone percent sign: it was meant as it stands.
    return password;
  }
}
