import { describe, expect, it } from 'vitest';
import type { Trunk } from '../../main/adapters/voice/trunk.ts';
import { callerIdentity } from '../../main/adapters/voice/trunk.ts';
import { Secret } from '../../main/engine/secret.ts';
import { fromAddress, identityHeaders } from '../../main/protocols/sip/caller-identity.ts';
import { formatNameAddr } from '../../main/protocols/sip/name-addr.ts';
import { type CallingTrunk, callerIdFor, callerIdHeaders, callerIdRuleFor } from '../../shared/caller-id.ts';
import type { CallerIdSettings } from '../../shared/schemas/method-settings.ts';

const rule = (applicationName: string, countryCodes: readonly string[], number: string): CallerIdSettings['rules'][number] => ({
  applicationName,
  countryCodes: [...countryCodes],
  number,
  displayName: `Rule ${number}`,
  isPrivate: false,
});

const settings: CallerIdSettings = {
  number: '+31201234567',
  displayName: 'Example',
  isPrivate: true,
  rules: [
    rule('VPN', ['32'], '+3221'),
    rule('vpn', [], '+312'),
    rule('', ['1876'], '+1876'),
    rule('', ['1', '44'], '+1202'),
    rule('', ['1876'], '+never'),
  ],
};

describe('callerIdFor', () => {
  it('the first rule that fits application and country gives it', () => {
    expect(callerIdRuleFor(settings, { number: '+3225550100', applicationName: 'VPN' })).toBe(0);
    expect(callerIdFor(settings, { number: '+3225550100', applicationName: 'VPN' })).toEqual({
      number: '+3221',
      displayName: 'Rule +3221',
      isPrivate: false,
    });
  });

  it('names of applications are compared without case and outer spaces', () => {
    expect(callerIdRuleFor(settings, { number: '+31612345678', applicationName: ' Vpn ' })).toBe(1);
  });

  it('a longer code before the shared one narrows it', () => {
    expect(callerIdRuleFor(settings, { number: '+18765550100', applicationName: 'Mail' })).toBe(2);
    expect(callerIdRuleFor(settings, { number: '12025550100', applicationName: 'Mail' })).toBe(3);
    expect(callerIdRuleFor(settings, { number: '+442079460000', applicationName: '' })).toBe(3);
  });

  it('without a rule that fits the default counts', () => {
    const called = { number: '+31612345678', applicationName: 'Mail' };
    expect(callerIdRuleFor(settings, called)).toBeUndefined();
    expect(callerIdFor(settings, called)).toEqual({ number: '+31201234567', displayName: 'Example', isPrivate: true });
  });

  it('a number without digits lies in no country', () => {
    expect(callerIdRuleFor(settings, { number: '', applicationName: 'Mail' })).toBeUndefined();
  });
});

/** What main/protocols/sip/call/call.ts writes into the INVITE. */
function headersOfInvite(trunk: CallingTrunk, { number, displayName, isPrivate }: ReturnType<typeof callerIdFor>) {
  const account = trunk.username === '' ? undefined : { username: trunk.username, password: Secret.fromText('') };
  const named = displayName === '' ? undefined : displayName;
  const identity = callerIdentity({ ...trunk, account } as unknown as Trunk, { number, displayName: named, isPrivate });
  const headers = new Map<string, string>(identityHeaders(identity).map(({ name, value }) => [name, value]));
  return {
    from: formatNameAddr(fromAddress(identity)),
    assertedIdentity: headers.get('P-Asserted-Identity') ?? '',
    privacy: headers.get('Privacy') ?? '',
  };
}

describe('callerIdHeaders', () => {
  const TRUNKS: readonly CallingTrunk[] = [
    { host: 'pbx.example.org', domain: '', username: '', sendsAssertedIdentity: true, sendsAccountInFrom: true },
    {
      host: 'pbx.example.org',
      domain: 'example.org',
      username: 'mfa-01',
      sendsAssertedIdentity: true,
      sendsAccountInFrom: false,
    },
    {
      host: 'account.example.org',
      domain: 'example.org',
      username: 'mfa-01',
      sendsAssertedIdentity: true,
      sendsAccountInFrom: true,
    },
    { host: '2001:db8::1', domain: '', username: 'mfa 01@é"', sendsAssertedIdentity: false, sendsAccountInFrom: false },
  ];
  const IDS = ['+31201234567', '31201234567', '*31#20', ''].flatMap((number) =>
    ['', 'Example', 'Say "hello" \\ bye', 'Zoë'].flatMap((displayName) =>
      [true, false].map((isPrivate) => ({ number, displayName, isPrivate })),
    ),
  );

  it.each(TRUNKS)('shows what the INVITE over $host carries', (trunk) => {
    for (const id of IDS) expect(callerIdHeaders(trunk, id), JSON.stringify(id)).toEqual(headersOfInvite(trunk, id));
  });
});
