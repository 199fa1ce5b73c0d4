/**
 * Templates of an HTTP gateway (shared/schemas/gateway.ts): `<$name$>` becomes its value, written as its place demands,
 * so that no text and no number can add a parameter, a field, an element or a header.
 */
import type { HttpGateway } from '../../../shared/schemas/gateway.ts';

/** What the placeholders stand for. `receipt_url`: where the gateway can tell what became of it; '' where it cannot. */
export type TemplateValues = Readonly<
  Record<'to' | 'from' | 'text' | 'message_id' | 'username' | 'password' | 'receipt_url', string>
> & {
  /** The text has characters that GSM 03.38 lacks: `<$unicode:2|0$>` becomes 2, else 0. */
  readonly isUnicode: boolean;
};
export type TemplatePlace = 'url' | 'header' | 'form' | 'json' | 'xml' | 'text';
export type FilledTemplate = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };
export type FilledRequest = {
  readonly method: HttpGateway['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** What stands in a request only where receipts can come back. */
const RECEIPTS = /<\$receipts\$>([\s\S]*?)<\$\/receipts\$>/g;
const PLACEHOLDER = /<\$([a-z_]+)(?::([^|$]*)\|([^$]*))?\$>/g;
const CONTENT_TYPES = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
} as const;

/** Fills `template`; refused when a value cannot stand in that place. A placeholder of another name stays as it is. */
export function fillTemplate(template: string, values: TemplateValues, place: TemplatePlace): FilledTemplate {
  let problem = '';
  const wanted = template.replace(RECEIPTS, values.receipt_url === '' ? '' : '$1');
  const text = wanted.replace(PLACEHOLDER, (whole, name: string, ifUnicode?: string, ifNot?: string) => {
    const value = valueFor(name, values, [ifUnicode, ifNot]);
    if (value === undefined) return whole;
    // A line break would end the header and begin one of the sender's own.
    if (place === 'header' && !/^[\t\x20-\x7e]*$/.test(value)) {
      problem = `<$${name}$> has characters that a header cannot carry`;
      return '';
    }
    return ENCODERS[place](value.replace(/\p{Surrogate}/gu, '\ufffd'));
  });
  return problem === '' ? { ok: true, text } : { ok: false, problem };
}

/** The whole request, without its credentials in a header: those are the adapter's. */
export function fillRequest(http: HttpGateway, values: TemplateValues): ({ readonly ok: true } & FilledRequest) | Refused {
  const url = fillTemplate(http.url, values, 'url');
  if (!url.ok) return url;
  const headers: Record<string, string> = {};
  for (const header of http.headers) {
    const value = fillTemplate(header.value, values, 'header');
    if (!value.ok) return value;
    headers[header.name.toLowerCase()] = value.text;
  }
  if (http.bodyFormat === 'none' || http.method === 'GET') {
    return { ok: true, method: http.method, url: url.text, headers, body: undefined };
  }
  // A form may be written with one parameter a line.
  const template = http.bodyFormat === 'form' ? http.body.replaceAll(/\s*\r?\n\s*/g, '') : http.body;
  const body = fillTemplate(template, values, http.bodyFormat);
  if (!body.ok) return body;
  if (http.bodyFormat === 'json' && !isJson(body.text)) return { ok: false, problem: 'the filled-in body is not JSON' };
  headers['content-type'] ??= CONTENT_TYPES[http.bodyFormat];
  return { ok: true, method: http.method, url: url.text, headers, body: body.text };
}

/** Every `<$...$>` of a template, for a check before it is used. */
export function placeholdersIn(template: string): { written: string; name: string; isKnown: boolean }[] {
  return Array.from(template.matchAll(/<\$(.*?)\$>/g), ([written, inner = '']) => {
    const [name = '', alternatives] = inner.split(':', 2);
    const isAlternative = alternatives !== undefined;
    const isKnown = isAlternative ? name === 'unicode' && alternatives.split('|').length === 2 : NAMES.has(name);
    return { written, name, isKnown };
  });
}
const NAMES: ReadonlySet<string> = new Set([
  'to',
  'from',
  'text',
  'message_id',
  'username',
  'password',
  'receipt_url',
  'receipts',
  '/receipts',
]);
type Refused = { readonly ok: false; readonly problem: string };

function valueFor(name: string, values: TemplateValues, [ifUnicode, ifNot]: readonly (string | undefined)[]): string | undefined {
  if (name === 'unicode') return ifUnicode === undefined ? undefined : values.isUnicode ? ifUnicode : ifNot;
  if (ifUnicode !== undefined) return undefined;
  switch (name) {
    case 'to':
    case 'from':
    case 'text':
    case 'message_id':
    case 'username':
    case 'password':
    case 'receipt_url':
      return values[name];
    default:
      return undefined;
  }
}

const ENCODERS: Readonly<Record<TemplatePlace, (value: string) => string>> = {
  url: percentEncode,
  form: percentEncode,
  header: (value) => value,
  text: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
  xml: encodeXml,
};

/** RFC 3986 §2.3: only unreserved characters stay. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const XML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 §2.2 and §2.4; what XML cannot carry at all is left out. */
export function encodeXml(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? '');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Only whether it parses matters: the words of the parser would hold the text.
    return false;
  }
}
