// What SIP header fields share, RFC 3261 §25.1: token, quoted-string, lists and parameters. Left out: comments.
// Parameter values are kept as they stood on the wire, so that what is read can be written again without a change.

/** A `;name=value`; the value with its quotes, if it has some. Undefined where there is no `=`. */
export type SipParameter = { readonly name: string; readonly value: string | undefined };

const TOKEN_PATTERN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const VALUE_PATTERN = /^(?:"(?:[^"\\]|\\.)*"|[^\s;,"<>]+)$/su;

export function isToken(text: string): boolean {
  return TOKEN_PATTERN.test(text);
}

/** The parts of `text` between separators outside quotes and angle brackets, trimmed; undefined when one is left open. */
export function splitOutsideQuotes(text: string, separator: ',' | ';'): readonly string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"' && !isBracketed) isQuoted = true;
    else if (character === '<') isBracketed = true;
    else if (character === '>') isBracketed = false;
    else if (character === separator && !isBracketed) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  if (isQuoted || isBracketed) return undefined;
  parts.push(text.slice(start).trim());
  return parts;
}

/** The values of a comma-separated header field; empty ones are left away. Undefined when a quote is left open. */
export function splitList(text: string): readonly string[] | undefined {
  return splitOutsideQuotes(text, ',')?.filter((part) => part !== '');
}

/** `;a=b;c` (the first semicolon may be missing). Undefined when it is not well formed. */
export function parseParameters(text: string): readonly SipParameter[] | undefined {
  const rest = text.trim();
  if (rest === '') return [];
  const parts = splitOutsideQuotes(rest.startsWith(';') ? rest.slice(1) : rest, ';');
  if (parts === undefined) return undefined;
  const parameters: SipParameter[] = [];
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim();
    const value = equals === -1 ? undefined : part.slice(equals + 1).trim();
    if (!isToken(name) || (value !== undefined && !VALUE_PATTERN.test(value))) return undefined;
    parameters.push({ name, value });
  }
  return parameters;
}

export function formatParameters(parameters: readonly SipParameter[]): string {
  return parameters.map(({ name, value }) => (value === undefined ? `;${name}` : `;${name}=${value}`)).join('');
}

/** The value without quotes, '' for a parameter without a value, undefined where there is none. Names know no case. */
export function findParameter(parameters: readonly SipParameter[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = parameters.find((parameter) => parameter.name.toLowerCase() === wanted);
  return found === undefined ? undefined : unquote(found.value ?? '');
}

/** As a quoted-string. Control characters are left away: a name must not be able to end the line it stands in. */
export function quote(text: string): string {
  return `"${removeControls(text).replace(/["\\]/g, '\\$&')}"`;
}

/** The text of a quoted-string; other texts as they are. */
export function unquote(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replace(/\\(.)/gsu, '$1') : text;
}

/** Without C0 and C1 control characters and DEL. */
export function removeControls(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0x20 && (code < 0x7f || code > 0x9f);
    })
    .join('');
}

/** Digits up to `max`, leading zeros allowed (RFC 4475 §3.1.1.1), or undefined. */
export function parseInteger(text: string, max: number): number | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}
