/** A call to Debian's baresip over TLS with SRTP (RFC 4568): another maker's ciphers open what ours sealed, and the reverse. */
import { afterEach, describe, expect, it } from 'vitest';
import { openMedia } from '../../main/adapters/voice/media.ts';
import { createPhoneLines } from '../../main/adapters/voice/phone-lines.ts';
import type { CallTraceStep, PhoneEnd, PhoneEvent } from '../../main/engine/delivery/phone-port.ts';
import { settingsOf } from '../adapters/voice/fake-trunk.ts';
import { BARESIP_PROGRAMS, startBaresip } from '../support/baresip.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { likenessOf } from '../support/sound-likeness.ts';
import { TEST_AUTHORITY } from '../support/test-certificate.ts';

const NUMBER = '+31612345678';
const missing = missingPrograms(...BARESIP_PROGRAMS);
/** A tone that rises: like nothing else than itself. */
const PROMPT = Float32Array.from({ length: 8_000 }, (_, at) => 0.3 * Math.sin((at / 8_000) ** 2 * 2 * Math.PI * 900));

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe.skipIf(missing !== '')(`baresip ${missing}`, () => {
  it('over TLS hears by SRTP what was played, and its # is heard', async () => {
    const phone = await startBaresip(NUMBER, true);
    closers.push(phone.stop);
    const lines = createPhoneLines({ media: openMedia(), mediaPorts: () => ({ from: 20_000, to: 29_999 }) });
    closers.push(lines.close);
    const over = { transport: 'tls', host: 'localhost', usesSrtp: true, authorityCertificate: TEST_AUTHORITY } as const;
    const trunk = settingsOf(phone.port, { ...over, optionsSeconds: 60, responseTimeoutSeconds: 5 });
    await lines.replace([{ trunk, password: undefined }]);
    const events: PhoneEvent[] = [];
    const steps: CallTraceStep[] = [];
    const order = {
      number: NUMBER,
      callerId: { number: '+31201234567', displayName: 'Example IT', isPrivate: false },
      answerTimeoutMilliseconds: 5_000,
      onTrace: (step: CallTraceStep) => steps.push(step),
    };
    const end = await new Promise<PhoneEnd>((resolve) => {
      const call = lines.call(order, (event) => {
        events.push(event);
        if (event.kind === 'answered') call.play([Int16Array.from(PROMPT, (sample) => Math.round(sample * 32_767))]);
        if (event.kind === 'played') setTimeout(() => void phone.press('#'), 100);
        if (event.kind === 'key') setTimeout(call.hangUp, 100);
        if (event.kind === 'ended') resolve(event.end);
      });
    });
    expect(events.map(({ kind }) => kind)).toEqual(['line-chosen', 'ringing', 'answered', 'played', 'key', 'ended']);
    expect(end).toMatchObject({ how: 'hung-up', sipStatus: 200, foreignPackets: 0 });
    expect(steps.find(({ what }) => what === 'Codec')?.detail).toContain('SRTP AES_CM_128_HMAC_SHA1_80');
    expect(lines.health().get(trunk.id)).toMatchObject({ state: 'up', answeredCount: 1 });
    await expect.poll(phone.heard).toBeDefined();
    expect(likenessOf(PROMPT, phone.heard() ?? new Float32Array()).correlation).toBeGreaterThan(0.98);
  }, 20_000);
});
