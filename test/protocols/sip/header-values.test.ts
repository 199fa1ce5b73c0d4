/** Session timers (RFC 4028), Reason (RFC 3326), Warning, Retry-After (RFC 3261 §20), digits in INFO. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInfoDigit } from '../../../main/protocols/sip/dtmf-info.ts';
import {
  formatSessionExpires,
  q850CauseOf,
  readReasons,
  readRetryAfterSeconds,
  readSeconds,
  readSessionExpires,
  readTokens,
  readWarnings,
  wordsOf,
} from '../../../main/protocols/sip/header-values.ts';
import { WORDS_MAX_CHARACTERS } from '../../../main/protocols/sip/limits.ts';
import { mustParse, octets, responseLines } from './message-text.ts';

const response = (...lines: readonly string[]) => mustParse(octets(...responseLines(...lines)));

describe('header values', () => {
  it.each([
    ['x: 1800;refresher=UAS', { seconds: 1800, refresher: 'uas' }],
    ['Session-Expires: 90', { seconds: 90, refresher: undefined }],
    ['Session-Expires: 90;refresher=nobody;other', { seconds: 90, refresher: undefined }],
    ['Session-Expires: soon', undefined],
    ['Session-Expires: 90;;', undefined],
  ])('%s', (line, expected) => {
    expect(readSessionExpires(response(line))).toEqual(expected);
  });
  it('are written as they are read', () => {
    expect(formatSessionExpires({ seconds: 1800, refresher: 'uac' })).toBe('1800;refresher=uac');
    expect(formatSessionExpires({ seconds: 90, refresher: undefined })).toBe('90');
  });
  it('seconds', () => {
    expect(readSeconds(response('Min-SE: 120;lr'), 'Min-SE')).toBe(120);
    expect(readSeconds(response('Expires: 36893488147419103232'), 'Expires')).toBeUndefined();
    expect(readSeconds(response(), 'Min-Expires')).toBeUndefined();
    expect(readRetryAfterSeconds(response('Retry-After: 18 (in a meeting);duration=3600'))).toBe(18);
    expect(readRetryAfterSeconds(response('Retry-After: later'))).toBeUndefined();
  });
  it('reasons and the cause of the telephone network', () => {
    const busy = response('Reason: SIP;cause=486;text="Busy", Q.850 ;cause=17;text="User busy; try later"', 'Reason: ;;');
    expect(readReasons(busy)).toEqual([
      { protocol: 'SIP', cause: 486, text: 'Busy' },
      { protocol: 'Q.850', cause: 17, text: 'User busy; try later' },
    ]);
    expect(q850CauseOf(busy)).toBe(17);
    expect(q850CauseOf(response('Reason: q.850;cause=999'))).toBeUndefined();
    expect(q850CauseOf(response('Reason: SIP;cause=200'))).toBeUndefined();
  });
  it('words for an operator: phrase, warning and reason, once each, without controls and not endless', () => {
    const refusal = response(
      'SIP/2.0 503 Service Unavailable',
      'Warning: 399 sbc.example.com "no \\"route\\"", 301 isi.example.com "x',
      'Warning: 399 sbc "All circuits busy"',
      'Reason: Q.850;cause=34;text="All circuits busy"',
    );
    expect(readWarnings(refusal)).toEqual([{ code: 399, agent: 'sbc', text: 'All circuits busy' }]);
    expect(wordsOf(refusal)).toBe('Service Unavailable; All circuits busy');
    expect(wordsOf(response(`SIP/2.0 500 a\u0007b${'x'.repeat(500)}`))).toHaveLength(WORDS_MAX_CHARACTERS);
    expect(wordsOf(response('SIP/2.0 500 '))).toBe('');
  });
  it('tokens', () => {
    expect(readTokens(response('Privacy: id;critical', 'Allow: INVITE, BYE,,UPDATE'), 'Privacy')).toEqual(['id', 'critical']);
    expect(readTokens(response('Allow: INVITE, BYE,,UPDATE'), 'Allow')).toEqual(['INVITE', 'BYE', 'UPDATE']);
  });
});

describe('digits in INFO', () => {
  const read = (type: string, body: string) => readInfoDigit(type, new TextEncoder().encode(body));
  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', { digit: '5', durationMilliseconds: 160 }],
    ['Application/DTMF-Relay;charset=utf-8', 'Signal= #\nDuration= 250', { digit: '#', durationMilliseconds: 250 }],
    ['application/dtmf-relay', 'Signal=11\r\nDuration=999999', { digit: '#', durationMilliseconds: 60_000 }],
    ['application/dtmf-relay', 'signal=*', { digit: '*', durationMilliseconds: undefined }],
    ['application/dtmf', '7', { digit: '7', durationMilliseconds: undefined }],
    ['application/dtmf', 'd\r\n', { digit: 'D', durationMilliseconds: undefined }],
    ['application/dtmf', 'Signal=3\r\nDuration=100', { digit: '3', durationMilliseconds: 100 }],
    ['application/dtmf-relay', 'Signal=16', undefined],
    ['application/dtmf-relay', '5', undefined],
    ['application/dtmf', '', undefined],
    ['application/sdp', 'Signal=5', 'not-digits'],
    ['', '', 'not-digits'],
  ])('%s %j', (type, body, expected) => {
    expect(read(type, body)).toEqual(expected);
  });
  it('whatever the body, one sign or none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('application/dtmf', 'application/dtmf-relay'),
        fc.uint8Array({ maxLength: 40 }),
        (type, body) => {
          const read = readInfoDigit(type, body);
          expect(read === undefined || (typeof read === 'object' && /^[0-9A-D*#]$/.test(read.digit))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
