/** What is wrong with the settings of an HTTP gateway before a text is lost to them; in English, for the console. */
import { EXAMPLE_GATEWAY_HOST } from '../../../shared/gateway-presets.ts';
import type { HttpGateway } from '../../../shared/schemas/gateway.ts';
import { fillRequest, placeholdersIn, type TemplateValues } from './http-template.ts';

/** Set by what sends the request (RFC 9112 §6, §9.6). */
const OWN_HEADERS = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect']);
/** A text with all that could break a template. */
const SAMPLE: TemplateValues = {
  to: '31612345678',
  from: '3600',
  text: 'Code "123456" & <b>',
  message_id: '0'.repeat(32),
  username: 'name',
  password: 'password',
  receipt_url: 'https://countersign.example.org/sms/1/secret',
  isUnicode: false,
};

/** Undefined when nothing is. `url`: how this runtime reads an address; undefined when it is none. */
export function findHttpProblem(http: HttpGateway, url: (text: string) => ReadUrl | undefined): string | undefined {
  return addressProblem(http, url) ?? templateProblem(http) ?? signInProblem(http) ?? answerProblem(http);
}
export type ReadUrl = {
  readonly protocol: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
};

function addressProblem(http: HttpGateway, url: (text: string) => ReadUrl | undefined): string | undefined {
  const filled = fillRequest({ ...http, headers: [], bodyFormat: 'none' }, SAMPLE);
  const read = filled.ok ? url(filled.url) : undefined;
  if (read === undefined || read.hostname === '') return 'the address is no http:// or https:// address';
  if (read.username !== '' || read.password !== '') return 'a name and a password have fields of their own, outside the address';
  if (read.hostname === EXAMPLE_GATEWAY_HOST) return `${EXAMPLE_GATEWAY_HOST} stands for the gateway's own name or address`;
  if (http.proxyUrl === '') return undefined;
  const proxy = url(http.proxyUrl);
  const isProxy = proxy !== undefined && proxy.hostname !== '' && /^https?:$/.test(proxy.protocol);
  return isProxy ? undefined : 'the proxy is no http:// or https:// address';
}

function templateProblem(http: HttpGateway): string | undefined {
  const hasBody = http.method !== 'GET' && http.bodyFormat !== 'none';
  const sent = [http.url, ...http.headers.map(({ value }) => value), ...(hasBody ? [http.body] : [])];
  const found = sent.flatMap(placeholdersIn);
  const unknown = found.find(({ isKnown }) => !isKnown);
  if (unknown !== undefined) return `${unknown.written} means nothing here`;
  for (const name of ['to', 'text']) {
    if (found.some((one) => one.name === name)) continue;
    const where = http.method === 'GET' ? 'the address (GET sends no body)' : 'the address or the body';
    return `<$${name}$> is missing in ${where}`;
  }
  const header = http.headers.find(({ name }) => OWN_HEADERS.has(name.toLowerCase()));
  if (header !== undefined) return `the header ${header.name} is set by the server itself`;
  for (const more of [{}, { receipt_url: '' }, { isUnicode: true }]) {
    const filled = fillRequest({ ...http, headers: [] }, { ...SAMPLE, ...more });
    if (!filled.ok) return filled.problem;
  }
  return undefined;
}

function signInProblem({ authentication, username, authenticationHeader }: HttpGateway): string | undefined {
  if (authentication === 'basic' && username === '') return 'basic authentication needs a username';
  if (authentication !== 'header') return undefined;
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(authenticationHeader) ? undefined : 'the header of the key needs a name';
}

function answerProblem({ success, inbound }: HttpGateway): string | undefined {
  if (success.values.length > 0 && success.jsonPath === '') return 'the values of a success need the path where they stand';
  if (!inbound.isEnabled) return undefined;
  const hasReply = inbound.replyFrom !== '' && inbound.replyText !== '';
  const hasReceipt = inbound.receiptId !== '' && inbound.receiptStatus !== '';
  return hasReply || hasReceipt ? undefined : 'replies or receipts need the names of their parameters';
}
