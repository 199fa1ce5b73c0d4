/** What the engine is asked for an Access-Request. */
import type { Application, AuthenticationRequest } from '../engine/authentication/request.ts';
import type { Digest } from '../engine/ports.ts';
import type { Secret } from '../engine/secret.ts';
import { formatHex } from '../protocols/hex.ts';
import { type RadiusPacket, valueAt } from '../protocols/radius/packet.ts';
import { textAt, usernameOf } from './check-access-request.ts';
import type { RadiusSource } from './radius-clients.ts';
import { resendKeyOf } from './resend-key.ts';

type Arrived = {
  readonly source: RadiusSource;
  readonly packet: RadiusPacket;
  readonly datagram: { readonly receivedAt: number; readonly arrivedAt: number };
};

/**
 * A class for its getter: `resendKey` costs a digest that a request with a code does not need, and a getter of an object
 * literal costs half as much (0.6 of 1.1 microseconds). A copy by spreading would lose it.
 */
export class RadiusAuthenticationRequest implements AuthenticationRequest {
  readonly application: Application;
  readonly username: string;
  readonly password: Secret;
  readonly challengeId: string | undefined;
  readonly clientAddress: string;
  readonly callingAddress: string;
  readonly receivedAt: number;
  readonly arrivedAt: number;
  readonly sessionId: string;
  readonly #packet: RadiusPacket;
  readonly #digest: Pick<Digest, 'sha256'>;
  #resendKey: string | undefined;

  constructor({ source, packet, datagram }: Arrived, password: Secret, sessionId: string, digest: Pick<Digest, 'sha256'>) {
    this.application = source.client.application;
    this.username = usernameOf(packet);
    this.password = password;
    this.challengeId = packet.stateOffset === 0 ? undefined : formatHex(digest.sha256(valueAt(packet, packet.stateOffset)));
    this.clientAddress = source.address;
    this.callingAddress = textAt(packet, packet.callingStationIdOffset);
    this.receivedAt = datagram.receivedAt;
    this.arrivedAt = datagram.arrivedAt;
    this.sessionId = sessionId;
    this.#packet = packet;
    this.#digest = digest;
  }

  /** Read first while the password is there. */
  get resendKey(): string {
    this.#resendKey ??= resendKeyOf(this.#packet, this.password.reveal(), this.#digest.sha256);
    return this.#resendKey;
  }
}
