/** Caching rules as rows and as a form. Pure. */
import { z } from 'zod';
import { AUTHENTICATION_TYPES } from '../../../shared/methods.ts';
import { CACHE_KINDS, type CachingRule, cachingRuleSchema } from '../../../shared/schemas/method-settings.ts';

/** Over it a cached success is a risk of its own: a working day. Also a warning on Status. */
export const LONG_CACHE_SECONDS = 8 * 60 * 60;

export type RuleRow = {
  /** Place in the stored list, from 1. */
  readonly place: number;
  readonly rule: CachingRule;
};

const SPECIFICITY: Readonly<Record<CachingRule['kind'], number>> = { user: 0, application: 1, 'application-ip': 2 };
const named = ({ authenticationType, applicationName }: CachingRule) =>
  (authenticationType === undefined ? 0 : 1) + (applicationName === undefined ? 0 : 1);

/** In the order in which they count: the most specific kind first, then what names more, then the shorter. */
export function ruleRows(rules: readonly CachingRule[]): readonly RuleRow[] {
  return rules
    .map((rule, index): RuleRow => ({ place: index + 1, rule }))
    .toSorted(
      ({ rule: one }, { rule: other }) =>
        SPECIFICITY[other.kind] - SPECIFICITY[one.kind] || named(other) - named(one) || one.cacheSeconds - other.cacheSeconds,
    );
}

export const ruleFormSchema = z.object({
  kind: z.enum(CACHE_KINDS),
  authenticationType: z.union([z.literal(''), z.enum(AUTHENTICATION_TYPES)]),
  applicationName: z.string().trim().max(200),
  cacheSeconds: cachingRuleSchema.shape.cacheSeconds,
});
export type RuleFormValues = z.input<typeof ruleFormSchema>;

export const NEW_RULE: RuleFormValues = {
  kind: 'application-ip',
  authenticationType: '',
  applicationName: '',
  cacheSeconds: 300,
};

export function toForm(rule: CachingRule): RuleFormValues {
  return { ...rule, authenticationType: rule.authenticationType ?? '', applicationName: rule.applicationName ?? '' };
}

export function toRule({ kind, authenticationType, applicationName, cacheSeconds }: RuleFormValues): CachingRule {
  const name = applicationName.trim();
  return {
    kind,
    cacheSeconds,
    ...(authenticationType === '' ? {} : { authenticationType }),
    ...(name === '' ? {} : { applicationName: name }),
  };
}

/** @param place 0 adds */
export function withRule(rules: readonly CachingRule[], place: number, rule: CachingRule): CachingRule[] {
  return place === 0 ? [...rules, rule] : rules.map((each, index) => (index + 1 === place ? rule : each));
}

export function withoutRule(rules: readonly CachingRule[], place: number): CachingRule[] {
  return rules.filter((_, index) => index + 1 !== place);
}
