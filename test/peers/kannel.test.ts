/** Debian's Kannel with its fake handset: texts go out by the preset's request, replies and receipts come in. */
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../main/adapters/log.ts';
import { createHttpGateway } from '../../main/adapters/sms/http-gateway.ts';
import { createInboundServer } from '../../main/adapters/sms/inbound-server.ts';
import type { DeliveryReceipt, InboundText } from '../../main/engine/delivery/gateway-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import { GATEWAY_PRESETS } from '../../shared/gateway-presets.ts';
import type { HttpGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anOutgoingText } from '../support/gateways.ts';
import { KANNEL_PROGRAMS, type Kannel, startKannel } from '../support/kannel.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(...KANNEL_PROGRAMS);
const INBOUND_SECRET = 'a-secret-of-the-test';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The preset, with what an administrator fills in. */
function presetFor(kannel: Kannel): HttpGateway {
  const preset = GATEWAY_PRESETS.find((one) => one.id === 'kannel')?.fields.connection;
  if (preset?.kind !== 'http') throw new Error('there is no preset for Kannel');
  const url = preset.url.replace('http://gateway.example.org:13013/cgi-bin/sendsms', kannel.url);
  return { ...preset, url, username: kannel.username, inbound: { ...preset.inbound, isEnabled: true } };
}

describe.skipIf(missing !== '')(`Kannel ${missing}`, () => {
  it('carries a text to the handset, its receipt and the handset’s reply', async () => {
    const replies: InboundText[] = [];
    const receipts: DeliveryReceipt[] = [];
    const lines: string[] = [];
    let gateway = aGateway({ kind: 'email-to-sms', address: '<$to$>@example.org', subject: '' });
    const inboundSecret = Secret.fromText(INBOUND_SECRET);
    const inbound = createInboundServer({
      find: (id) => (id === gateway.id ? { gateway, inboundSecret } : undefined),
      sink: { onReply: (_id, reply) => replies.push(reply), onReceipt: (_id, receipt) => receipts.push(receipt) },
      log: createLog((line) => lines.push(line)),
    });
    closers.push(() => inbound.close());
    await inbound.apply({ isEnabled: true, address: '127.0.0.1', port: 0 });
    const { port } = inbound.state();
    const kannel = await startKannel(`http://127.0.0.1:${port}/sms/1/${INBOUND_SECRET}`);
    closers.push(() => kannel.close());
    const http = presetFor(kannel);
    const inboundBase = () => `http://127.0.0.1:${port}`;
    gateway = aGateway(http);
    const sender = createHttpGateway({ gateway, http, password: Secret.fromText(kannel.password), inboundSecret, inboundBase });
    closers.push(() => sender.close());

    const text = anOutgoingText({ text: 'Your code is 123456 & 100% € yours + [ok]', sender: '3600' });
    expect(await sender.send(text, 5_000)).toEqual({ kind: 'accepted', reference: '' });
    expect(await kannel.waitForText(1)).toEqual({ from: '3600', to: '+31612345678', text: text.text });
    await expect.poll(() => receipts).toEqual([{ id: text.messageId, state: 'delivered', words: '1' }]);

    await kannel.reply('+31612345678', '3600', '123456');
    await expect.poll(() => replies).toEqual([{ from: '+31612345678', text: '123456' }]);
    expect(inbound.state().refusals).toEqual({});
    expect(lines).toEqual([]);

    const stranger = createHttpGateway({ gateway, http, password: Secret.fromText('wrong-password'), inboundSecret });
    closers.push(() => stranger.close());
    expect(await stranger.send(text, 5_000)).toEqual({
      kind: 'refused',
      problem: 'HTTP 403 Forbidden: Authorization failed for sendsms',
      isPermanent: false,
    });
  });
});
