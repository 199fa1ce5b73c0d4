import { describe, expect, it } from 'vitest';
import { findHttpProblem } from '../../main/engine/delivery/http-check.ts';
import type { HttpGateway } from '../../shared/schemas/gateway.ts';
import { anHttpConnection } from '../support/gateways.ts';

const problemOf = (fields: Partial<HttpGateway>) =>
  findHttpProblem(anHttpConnection(fields), (text) => URL.parse(text) ?? undefined);
const { success, inbound } = anHttpConnection();

describe('settings of an HTTP gateway', () => {
  it.each<[string, Partial<HttpGateway>]>([
    ['no http:// or https:// address', { url: 'https://' }],
    ['no http:// or https:// address', { url: 'https://[<$to$>?text=<$text$>' }],
    ['fields of their own', { url: 'https://ann:secret@192.0.2.1/?to=<$to$>&text=<$text$>' }],
    ['the proxy is no', { proxyUrl: 'socks5://192.0.2.1:1080' }],
    ['<$too$> means nothing here', { url: 'https://192.0.2.1/?to=<$too$>&text=<$text$>' }],
    ['<$unicode$> means nothing here', { url: 'https://192.0.2.1/?to=<$to$>&text=<$text$>&c=<$unicode$>' }],
    [
      '<$text$> is missing in the address (GET sends no body)',
      { url: 'https://192.0.2.1/?to=<$to$>', bodyFormat: 'form', body: '<$text$>' },
    ],
    ['<$to$> is missing', { method: 'POST', url: 'https://192.0.2.1/', bodyFormat: 'text', body: '<$text$>' }],
    ['the header Host is set', { headers: [{ name: 'Host', value: 'x' }] }],
    ['not JSON', { method: 'POST', bodyFormat: 'json', body: '{"a":<$receipts$>"<$receipt_url$>"<$/receipts$>}' }],
    ['needs a username', { authentication: 'basic' }],
    ['needs a name', { authentication: 'header' }],
    ['need the path', { success: { ...success, values: ['0'] } }],
    ['need the names', { inbound: { ...inbound, replyFrom: '', receiptId: '' } }],
  ])('say that %s', (words, fields) => {
    expect(problemOf(fields)).toContain(words);
  });

  it('that can work have no problem', () => {
    expect(problemOf({})).toBeUndefined();
    expect(problemOf({ inbound: { ...inbound, isEnabled: false, replyFrom: '', receiptId: '' } })).toBeUndefined();
    expect(
      problemOf({
        method: 'POST',
        url: 'https://192.0.2.1/<$username$>',
        bodyFormat: 'xml',
        body: '<m to="<$to$>"><$text$></m>',
      }),
    ).toBeUndefined();
  });
});
