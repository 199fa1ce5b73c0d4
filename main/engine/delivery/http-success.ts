/** Whether an HTTP gateway took a text, by the rule of its settings; and its answer as words that can be shown. */
import type { HttpGateway } from '../../../shared/schemas/gateway.ts';

export type HttpAnswer = { readonly status: number; readonly body: string };
export type HttpVerdict =
  | { readonly kind: 'accepted'; readonly reference: string }
  /** `why`: which part of the rule was not met, in words. */
  | { readonly kind: 'refused'; readonly why: string; readonly isPermanent: boolean };

/** Characters; a longer id would be no id. */
const REFERENCE_MAX_CHARACTERS = 128;
/**
 * Statuses of 400 to 499 that speak of the gateway, its settings, its account or its load, not of this message:
 * every other message would fare alike (RFC 9110 §15.5, RFC 6585 §4).
 */
const GATEWAY_FAULTS: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 408, 410, 421, 425, 429]);

/** Judges an answer. A redirect is never taken: it would carry the number and the code to another place. */
export function judgeAnswer(answer: HttpAnswer, rule: HttpGateway['success']): HttpVerdict {
  if (!matchesStatus(answer.status, rule.statuses) || isRedirect(answer.status)) {
    const isPermanent = answer.status >= 400 && answer.status < 500 && !GATEWAY_FAULTS.has(answer.status);
    return { kind: 'refused', why: isRedirect(answer.status) ? 'redirects are not followed' : '', isPermanent };
  }
  if (rule.contains !== '' && !answer.body.includes(rule.contains)) {
    return { kind: 'refused', why: `the answer does not contain "${rule.contains}"`, isPermanent: false };
  }
  if (rule.jsonPath === '' && rule.referencePath === '') return { kind: 'accepted', reference: '' };
  const json = parseJson(answer.body);
  if (rule.jsonPath !== '') {
    const value = readPath(json, rule.jsonPath);
    if (value === undefined) return { kind: 'refused', why: `the answer has no "${rule.jsonPath}"`, isPermanent: false };
    if (rule.values.length > 0 && !rule.values.includes(value)) {
      return { kind: 'refused', why: `"${rule.jsonPath}" is "${value.slice(0, 64)}"`, isPermanent: false };
    }
  }
  const reference = rule.referencePath === '' ? undefined : readPath(json, rule.referencePath);
  return { kind: 'accepted', reference: (reference ?? '').slice(0, REFERENCE_MAX_CHARACTERS) };
}

/** `rule`: '2xx', '200' or '200,202'. */
export function matchesStatus(status: number, rule: string): boolean {
  return rule
    .split(',')
    .some((one) => (one.endsWith('xx') ? Math.floor(status / 100) === Number(one[0]) : status === Number(one)));
}

/**
 * The text, number or truth value at `path` ('messages.0.status'); undefined when there is none, or an object, a list
 * or null. A name with a dot in it is found when it stands at the top.
 */
export function readPath(json: unknown, path: string): string | undefined {
  const whole = member(json, path);
  const found = whole ?? path.split('.').reduce<unknown>((value, name) => member(value, name), json);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

/** The parsed value; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is no JSON has none of the values that are asked for.
    return undefined;
  }
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
