/** The two languages say the same: equal keys, equal placeholders, plural forms, and no English left in the Dutch. */
import { describe, expect, it } from 'vitest';
import { firstLanguage, localeOf } from '../../renderer/text/language.ts';
import { nl } from '../../renderer/text/nl.ts';
import { en } from '../../renderer/text/resources.ts';

type Leaves = ReadonlyMap<string, string>;

function leavesOf(texts: object, path = ''): Leaves {
  const entries = Object.entries(texts).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[at, value] as const] : [...leavesOf(value as object, at)];
  });
  return new Map(entries);
}

function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/g)].map((match) => match[1] ?? '').sort();
}

const english = leavesOf(en);
const dutch = leavesOf(nl);
/** Words that are the same in both languages: names of products and protocols, and words that Dutch borrowed. */
const SAME_WORDS = new Set(
  (
    'countersign status tags tag clients client server token tokens oath radius hotp totp pskc csv json pdf excel xlsx ' +
    'base32 base64 hex sha pap chap ms eap ipv4 utf big endian access accept reject challenge reply message msg auth ' +
    'authenticator fortinet fortigate cisco asa secure firewall ftd palo alto networks openvpn linux pam citrix ' +
    'netscaler gateway windows nps rd import help auditor helpdesk help desk live bestand export filters filter ' +
    'type code min mb kb s v van tab protocol port model details account algorithm week test demo online offline ' +
    'in of start stop e mail pin otp english nederlands nr minus plus periode back up ups enter database hash exports console ' +
    'directory open global services starttls tls cc html gateways http smpp header headers body proxy xml host system ' +
    'latin gsm bit ucs subnet tcp info id trunk trunks ' +
    'udp asterisk freeswitch cx 3cx cube unified cm transport codecs p asserted identity'
  ).split(' '),
);

describe('texts', () => {
  it('has the same namespaces and keys in both languages', () => {
    expect([...dutch.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(900);
  });

  it('has the same placeholders in each text', () => {
    const differing = [...english].filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(dutch.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('has every plural form that its language needs', () => {
    for (const [language, texts] of [
      ['en', english],
      ['nl', dutch],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const counted = [...texts.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -'_other'.length));
      const missing = counted.flatMap((key) =>
        forms
          .filter((form) => !texts.has(`${key}_${form}`) && !(form === 'one' && texts.has(key)))
          .map((form) => `${key}_${form}`),
      );
      expect(missing, language).toEqual([]);
      expect(counted.length).toBeGreaterThan(20);
    }
  });

  it('leaves no English sentence in the Dutch', () => {
    const left = [...english].filter(([key, text]) => {
      if (text === '' || dutch.get(key) !== text) return false;
      const words = text
        .replaceAll(/\{\{[^}]*\}\}/g, ' ')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '' && !/^\d+$/.test(word));
      return words.some((word) => !SAME_WORDS.has(word));
    });
    expect(left.map(([key, text]) => `${key}: ${text}`)).toEqual(ALLOWED);
  });

  it('keeps to the words of the product', () => {
    const texts = [...english, ...dutch].filter(([key]) => !key.startsWith('radiusGuide.'));
    expect(texts.filter(([, text]) => /\bplease\b|\balstublieft\b|!(?!=)/i.test(text)).map(([key]) => key)).toEqual([]);
    // What a help desk says to a person is the one place that speaks to somebody.
    const impersonal = [...dutch].filter(([key]) => !key.startsWith('helpDesk.tell.'));
    expect(impersonal.filter(([, text]) => /\b(u|uw|wij|jij|jouw)\b/.test(text)).map(([key]) => key)).toEqual([]);
  });
});

/** Texts that are names or values, not words. */
const ALLOWED: readonly string[] = ['radius.attribute.example.text: vpn-users', 'radius.attribute.example.hex: 00000009010a…'];

describe('language', () => {
  it('takes the choice, else what the browser wants, else English', () => {
    expect(firstLanguage(['nl-BE', 'en'], 'en')).toBe('en');
    expect(firstLanguage(['fr', 'nl-BE'], undefined)).toBe('nl');
    expect(firstLanguage(['fr'], undefined)).toBe('en');
  });

  it('formats by the browser’s variant of the language', () => {
    expect(localeOf('en', ['nl', 'en-AU'])).toBe('en-AU');
    expect(localeOf('nl', ['en-GB'])).toBe('nl');
    expect(localeOf('en', ['nl'])).toBe('en-GB');
  });
});
