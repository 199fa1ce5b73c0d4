import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { planResync } from '../../main/engine/tokens/resync.ts';
import { usableTokens } from '../../main/engine/tokens/usable-tokens.ts';
import { timeStepAt } from '../../main/protocols/oath/totp.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { aHotpToken, anEngine, aSubject, aTotpToken, hotpAt, NOON, totpAt } from '../support/authentication.ts';

const ports = { hmac: nodeDigest.hmac, settings: SETTINGS_SECTIONS.oath.default };

describe('resync with two codes', () => {
  it('finds a clock that is hours off, and refuses codes that do not follow each other', () => {
    const token = aTotpToken();
    expect(planResync(ports, token, { first: totpAt(NOON, 900), second: totpAt(NOON, 901) }, NOON)).toMatchObject({
      isFound: true,
      driftSteps: 901,
    });
    expect(planResync(ports, token, { first: totpAt(NOON, 900), second: totpAt(NOON, 902) }, NOON)).toEqual({ isFound: false });
    expect(planResync(ports, token, { first: totpAt(NOON, 1001), second: totpAt(NOON, 1002) }, NOON)).toEqual({ isFound: false });
  });

  it('never goes back behind the last accepted code', () => {
    const lastStep = timeStepAt(NOON, 30);
    expect(planResync(ports, aTotpToken({ lastStep }), { first: totpAt(NOON, -1), second: totpAt(NOON) }, NOON)).toEqual({
      isFound: false,
    });
    expect(planResync(ports, aHotpToken({ nextCounter: 5n }), { first: hotpAt(3n), second: hotpAt(4n) }, NOON)).toEqual({
      isFound: false,
    });
  });

  it('finds an HOTP counter within 1,000', () => {
    expect(planResync(ports, aHotpToken(), { first: hotpAt(1000n), second: hotpAt(1001n) }, NOON)).toEqual({
      isFound: true,
      type: 'hotp',
      nextCounter: 1002n,
    });
    expect(planResync(ports, aHotpToken(), { first: hotpAt(1001n), second: hotpAt(1002n) }, NOON)).toEqual({ isFound: false });
  });
});

describe('a TOTP code', () => {
  it('is accepted at most once, whatever the clock and the drift do between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -40, max: 40 }),
        fc.array(fc.record({ advanceSeconds: fc.integer({ min: -90, max: 200 }), offset: fc.integer({ min: -8, max: 8 }) }), {
          minLength: 2,
          maxLength: 30,
        }),
        async (driftSteps, tries) => {
          const { store, signIn, clock } = anEngine({ lockout: { denialsToLock: 0 } });
          store.add(aSubject({ tokens: [aTotpToken({ driftSteps })] }));
          const accepted: number[] = [];
          for (const { advanceSeconds, offset } of tries) {
            clock.at += advanceSeconds * 1000;
            const step = timeStepAt(clock.at, 30) + driftSteps + offset;
            const verdict = await signIn(totpAt(clock.at, driftSteps + offset));
            if (verdict.kind === 'accept') accepted.push(step);
          }
          expect(new Set(accepted).size).toBe(accepted.length);
          expect([...accepted].sort((a, b) => a - b)).toEqual(accepted);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('an exhausted HOTP token', () => {
  it('is refused as such after counter 2^64-1', () => {
    expect(usableTokens([aHotpToken({ nextCounter: 2n ** 64n })], NOON)).toEqual({ usable: [], refusal: 'token-exhausted' });
    expect(usableTokens([aHotpToken({ nextCounter: 2n ** 64n - 1n })], NOON).usable).toHaveLength(1);
  });
});
