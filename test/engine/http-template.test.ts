import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillRequest, fillTemplate, type TemplateValues } from '../../main/engine/delivery/http-template.ts';
import { anHttpConnection } from '../support/gateways.ts';

const values: TemplateValues = {
  to: '+31612345678',
  from: 'Countersign',
  text: 'Code 123456 & "more" <b> é\nline 2',
  message_id: '0123456789abcdef0123456789abcdef',
  username: 'ann',
  password: 'p@ss/word',
  receipt_url: '',
  isUnicode: false,
};
const filled = (template: string, place: Parameters<typeof fillTemplate>[2], more: Partial<TemplateValues> = {}) => {
  const result = fillTemplate(template, { ...values, ...more }, place);
  return result.ok ? result.text : `refused: ${result.problem}`;
};

describe('a template of an HTTP gateway', () => {
  it('is filled as each place demands', () => {
    expect(filled('?to=<$to$>&t=<$text$>', 'url')).toBe(
      '?to=%2B31612345678&t=Code%20123456%20%26%20%22more%22%20%3Cb%3E%20%C3%A9%0Aline%202',
    );
    expect(filled('p=<$password$>', 'form')).toBe('p=p%40ss%2Fword');
    expect(filled('{"t":"<$text$>"}', 'json')).toBe('{"t":"Code 123456 & \\"more\\" <b> é\\nline 2"}');
    expect(filled('<t><$text$></t>', 'xml')).toBe('<t>Code 123456 &amp; &quot;more&quot; &lt;b&gt; é\nline 2</t>');
    expect(filled('<$text$>', 'text')).toBe(values.text);
    expect(filled('<$username$>:<$password$>', 'header')).toBe('ann:p@ss/word');
  });

  it('leaves names that it does not know, and fills no value a second time', () => {
    expect(filled('<$otp$> <$constructor$> <$to:1|2$>', 'text')).toBe('<$otp$> <$constructor$> <$to:1|2$>');
    expect(filled('<$text$>', 'text', { text: '<$password$>' })).toBe('<$password$>');
  });

  it('tells a text that GSM 03.38 cannot carry from one that it can', () => {
    expect(filled('coding=<$unicode:2|0$>', 'url')).toBe('coding=0');
    expect(filled('coding=<$unicode:2|0$>', 'url', { isUnicode: true })).toBe('coding=2');
    expect(filled('"<$unicode:|x$>"', 'json', { isUnicode: true })).toBe('""');
  });

  it('asks for receipts only where they can come back', () => {
    const url = '?a=1<$receipts$>&mask=3&url=<$receipt_url$>%3Fid%3D<$message_id$><$/receipts$>&b=2';
    expect(filled(url, 'url')).toBe('?a=1&b=2');
    const query = filled(url, 'url', { receipt_url: 'http://h:8089/sms/1/s' });
    expect(new URLSearchParams(query).get('url')).toBe(`http://h:8089/sms/1/s?id=${values.message_id}`);
    const json = '{"a":1<$receipts$>,\n"url":"<$receipt_url$>"<$/receipts$>}';
    expect(JSON.parse(filled(json, 'json'))).toEqual({ a: 1 });
    expect(JSON.parse(filled(json, 'json', { receipt_url: 'http://h' }))).toEqual({ a: 1, url: 'http://h' });
  });

  it('refuses what would break out of a header', () => {
    expect(filled('X <$from$>', 'header', { from: 'a\r\nX-Other: b' })).toMatch(/^refused: <\$from\$>/);
    expect(filled('X <$from$>', 'header', { from: 'é' })).toMatch(/^refused/);
  });

  it('carries any text whole, and nothing but that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(new URL(`http://h/?a=${filled('<$text$>', 'url', { text })}&b=1`).searchParams.get('a')).toBe(text);
        expect([...new URLSearchParams(filled('a=<$text$>&b=1', 'form', { text }))]).toEqual([
          ['a', text],
          ['b', '1'],
        ]);
        expect(JSON.parse(filled('{"a":"<$text$>"}', 'json', { text }))).toEqual({ a: text });
        expect(filled('<a><$text$></a>', 'xml', { text })).toMatch(/^<a>[^<>]*<\/a>$/);
      }),
    );
  });

  it('becomes a whole request with the content type of its body', () => {
    const form = anHttpConnection({ method: 'POST', bodyFormat: 'form', body: 'to=<$to$>\n&text=<$text$>\n' });
    expect(fillRequest(form, { ...values, text: 'a b' })).toMatchObject({
      ok: true,
      body: 'to=%2B31612345678&text=a%20b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const own = anHttpConnection({
      method: 'PUT',
      bodyFormat: 'json',
      body: '{"to":"<$to$>"}',
      headers: [{ name: 'Content-Type', value: 'application/vnd.example+json' }],
    });
    expect(fillRequest(own, values)).toMatchObject({ headers: { 'content-type': 'application/vnd.example+json' } });
    const broken = anHttpConnection({ method: 'POST', bodyFormat: 'json', body: '{"text": <$text$>}' });
    expect(fillRequest(broken, values)).toEqual({ ok: false, problem: 'the filled-in body is not JSON' });
    const get = anHttpConnection({ method: 'GET', bodyFormat: 'form', body: 'a=1' });
    expect(fillRequest(get, values)).toMatchObject({ ok: true, body: undefined });
  });
});
