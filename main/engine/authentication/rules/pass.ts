/** Who needs no second factor, once the first one is right (design section 4, steps 3 and 4). */
import type { GuardedBy } from '../../methods/method.ts';
import type { Subject } from '../../ports.ts';
import { grant, type KnownUser } from '../conclude.ts';
import type { Decision } from '../decision.ts';
import type { EnginePorts, EngineSettings } from '../engine-ports.ts';
import { type PlainReason, resultOfReason } from '../refusal.ts';
import { cacheHit, cacheKey, ruleFor } from './caching.ts';

type Passing = { readonly isTrusted: boolean; readonly isPassedDisabled: boolean };

/** Whether a rule may let this user in without a code. */
export function mayPass({ caching }: Pick<EngineSettings, 'caching'>, { bypassUntil }: Subject, now: number): boolean {
  return caching.rules.length > 0 || (bypassUntil !== undefined && now < bypassUntil);
}

/** Undefined: the method decides. */
export async function passWithoutMethod(ports: EnginePorts, known: KnownUser, passing: Passing): Promise<Decision | undefined> {
  const { subject, now } = known;
  // These two hold for disabled and, by a trusted address, for blocked users too: the store's guard would refuse them.
  if (passing.isTrusted) return pass(ports, known, 'trusted-ip', [], false);
  if (passing.isPassedDisabled) return pass(ports, known, 'user-disabled-passed', [], false);
  if (subject.bypassUntil !== undefined && now < subject.bypassUntil) {
    return pass(ports, known, 'bypass-used', [
      { guard: { kind: 'spend-bypass', userId: subject.userId, at: now }, missed: undefined },
    ]);
  }
  const cached = await cachedReason(ports, known);
  return cached === undefined ? undefined : pass(ports, known, cached, []);
}

async function cachedReason(ports: EnginePorts, { request, subject, now }: KnownUser): Promise<PlainReason | undefined> {
  const { rules } = ports.settings().caching;
  if (rules.length === 0) return undefined;
  const key = cacheKey(request);
  const rule = ruleFor(rules, key);
  if (rule === undefined) return undefined;
  const grants = await ports.reader.listCachedGrants(subject.userId, now - rule.cacheSeconds * 1000);
  return cacheHit(rule, key, grants, now)?.reason as PlainReason | undefined;
}

function pass(
  ports: EnginePorts,
  known: KnownUser,
  reason: PlainReason,
  guards: readonly GuardedBy[],
  isAdmitted = true,
): Decision {
  known.trace.mark('rules-checked');
  return grant(ports, known, { kind: 'granted', result: resultOfReason(reason), reason, guards }, isAdmitted);
}
