import { describe, expect, it } from 'vitest';
import { type CallerIdRule, moved, NEW_RULE, unreachable, withoutRule, withRule } from '../../renderer/pages/CallerId/rules.ts';

const rule = (change: Partial<CallerIdRule>): CallerIdRule => ({ ...NEW_RULE, ...change });

describe('rules of the caller ID', () => {
  const rules = [rule({ number: '1' }), rule({ number: '2' }), rule({ number: '3' })];

  it('a rule is added at the end, changed in its place, taken away', () => {
    expect(withRule(rules, 0, rule({ number: '4' })).map(({ number }) => number)).toEqual(['1', '2', '3', '4']);
    expect(withRule(rules, 2, rule({ number: '9' })).map(({ number }) => number)).toEqual(['1', '9', '3']);
    expect(withoutRule(rules, 1).map(({ number }) => number)).toEqual(['2', '3']);
  });

  it('a rule moves by one place and to an end', () => {
    expect(moved(rules, 3, 2).map(({ number }) => number)).toEqual(['1', '3', '2']);
    expect(moved(rules, 1, 3).map(({ number }) => number)).toEqual(['2', '3', '1']);
    expect(moved(rules, 1, 1).map(({ number }) => number)).toEqual(['1', '2', '3']);
  });

  it('says which rules no call reaches', () => {
    expect([...unreachable(rules)]).toEqual([2, 3]);
    const some = [
      rule({ applicationName: 'VPN', countryCodes: ['1'] }),
      rule({ applicationName: 'vpn', countryCodes: ['1876'] }),
      rule({ applicationName: 'vpn' }),
      rule({ countryCodes: ['31', '32'] }),
      rule({ applicationName: 'Mail', countryCodes: ['32'] }),
      rule({ applicationName: 'Mail', countryCodes: ['32', '33'] }),
    ];
    expect([...unreachable(some)]).toEqual([2, 5]);
  });
});
