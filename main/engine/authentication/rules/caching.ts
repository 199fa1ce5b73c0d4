/**
 * Caching rules (reference section 6.9). Of the rules whose authentication type and application fit the request, the most
 * specific one counts alone: application and IP before application before user; of two of one kind the one that names
 * more, then the shorter one. A success answers later requests with the same key; a cached or bypassed one does not.
 */
import type { CACHE_KINDS, CachingRule } from '../../../../shared/schemas/method-settings.ts';
import type { Effect } from '../../effects.ts';
import type { Outcome } from '../../methods/method.ts';
import type { CachedGrant, Subject } from '../../ports.ts';
import type { EngineSettings } from '../engine-ports.ts';
import type { AuthenticationRequest } from '../request.ts';

type Key = Pick<CachedGrant, 'authenticationType' | 'applicationName' | 'callingAddress'>;

const SPECIFICITY: Readonly<Record<(typeof CACHE_KINDS)[number], number>> = { user: 0, application: 1, 'application-ip': 2 };
const HITS: Readonly<Record<(typeof CACHE_KINDS)[number], Outcome>> = {
  user: { result: 'USED_CACHE', reason: 'cache-user' },
  application: { result: 'USED_APP_BASED_CACHE', reason: 'cache-application' },
  'application-ip': { result: 'USED_IP_BASED_CACHE', reason: 'cache-application-ip' },
};

/** The one rule that counts for a request, or undefined. */
export function ruleFor(rules: readonly CachingRule[], key: Key): CachingRule | undefined {
  const fitting = rules.filter((rule) => fits(rule, key));
  return fitting.sort(
    (one, other) =>
      SPECIFICITY[other.kind] - SPECIFICITY[one.kind] ||
      namedParts(other) - namedParts(one) ||
      one.cacheSeconds - other.cacheSeconds,
  )[0];
}

function fits(rule: CachingRule, { authenticationType, applicationName }: Key): boolean {
  const isType = rule.authenticationType === undefined || rule.authenticationType === authenticationType;
  return isType && (rule.applicationName === undefined || isSameName(rule.applicationName, applicationName));
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function namedParts({ authenticationType, applicationName }: CachingRule): number {
  return (authenticationType === undefined ? 0 : 1) + (applicationName === undefined ? 0 : 1);
}

/** Whether an earlier success answers this request. Without the person's address a rule with IP never does. */
export function cacheHit(rule: CachingRule, key: Key, grants: readonly CachedGrant[], now: number): Outcome | undefined {
  const hit = grants.some(
    (grant) =>
      grant.at <= now && now - grant.at < rule.cacheSeconds * 1000 && fits(rule, grant) && isSameKey(rule.kind, grant, key),
  );
  return hit ? HITS[rule.kind] : undefined;
}

function isSameKey(kind: CachingRule['kind'], one: Key, other: Key): boolean {
  if (kind === 'user') return true;
  if (one.authenticationType !== other.authenticationType || one.applicationName !== other.applicationName) return false;
  return kind === 'application' || (other.callingAddress !== '' && one.callingAddress === other.callingAddress);
}

export function cacheKey(request: AuthenticationRequest): Key {
  return {
    authenticationType: request.application.type,
    applicationName: request.application.name,
    callingAddress: request.callingAddress,
  };
}

/** Results that verified nobody: they must not keep themselves alive in the cache. */
const UNVERIFIED: ReadonlySet<Outcome['result']> = new Set([
  'USED_CACHE',
  'USED_APP_BASED_CACHE',
  'USED_IP_BASED_CACHE',
  'BYPASSED_AUTH',
  'TRUSTED_IP',
  'DISABLED_USER_PASSED',
  'NO_GATEWAY_PASSED',
  'USER_NOT_MATCHED',
]);

/** What later requests need, where any rule may ask for it. */
export function rememberGrant(
  { caching }: Pick<EngineSettings, 'caching'>,
  {
    request,
    subject,
    now,
  }: { readonly request: AuthenticationRequest; readonly subject?: Subject | undefined; readonly now: number },
  { result }: Outcome,
): readonly Effect[] {
  if (caching.rules.length === 0 || subject === undefined || UNVERIFIED.has(result)) return [];
  const key = cacheKey(request);
  if (!caching.rules.some((rule) => fits(rule, key))) return [];
  return [{ kind: 'remember-grant', userId: subject.userId, ...key, at: now }];
}
