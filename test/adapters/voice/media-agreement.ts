import type { AudioAgreement } from '../../../main/protocols/sdp/answer.ts';

/** A-law and keys by RFC 4733 with a phone on loopback, in packets of 20 ms. */
export function agreed(remotePort: number, changes: Partial<AudioAgreement> = {}): AudioAgreement {
  return {
    codec: 'PCMA',
    payloadType: 8,
    sendEventPayloadType: 101,
    receiveEventPayloadTypes: [101],
    remoteAddress: '127.0.0.1',
    remotePort,
    maySend: true,
    mayReceive: true,
    isOnHold: false,
    packetMilliseconds: 20,
    srtp: undefined,
    ...changes,
  };
}
