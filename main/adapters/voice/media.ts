/** The media of all calls, in this thread: what workers/media.ts runs in a thread of its own, and what tests use. */
import { randomInt } from 'node:crypto';
import { OWN_WORDS } from '../../../shared/own-words.ts';
import { openMediaClock } from './media-clock.ts';
import { openMediaPort, type PortRange } from './media-port.ts';
import { nodeSrtpCrypto } from './node-srtp-crypto.ts';
import { type MediaEvent, type MediaFact, openRtpSession, type RtpSession } from './rtp-session.ts';

export type MediaPlace = {
  /** Of this machine, an IP address. */
  readonly address: string;
  readonly ports: PortRange;
  /** Behind NAT: see source-lock.ts. */
  readonly isSymmetric: boolean;
};

export type MediaOrder = MediaPlace & {
  readonly onEvent: (event: MediaEvent) => void;
  readonly onFact?: ((fact: MediaFact) => void) | undefined;
  /** Nothing more will be heard or sent. */
  readonly onLost: () => void;
};

export type MediaNotOpened = { readonly problem: string };

export type OpenedMedia = { readonly session: RtpSession; readonly port: number };

export type Media = {
  /** Milliseconds of a clock that never steps back. */
  now(): number;
  open(order: MediaOrder): Promise<OpenedMedia | MediaNotOpened>;
  /** All sessions must have been closed. */
  close(): Promise<void>;
};

export function openMedia(): Media {
  const clock = openMediaClock();
  return {
    now: clock.now,
    async open({ address, ports, isSymmetric, onEvent, onFact }) {
      const socket = await openMediaPort(address, ports, Math.random);
      if (socket === undefined) return { problem: OWN_WORDS['no-media-port'] };
      const randomUint32 = (): number => randomInt(2 ** 32);
      const session = openRtpSession({ socket, clock, randomUint32, srtpCrypto: nodeSrtpCrypto, isSymmetric, onEvent, onFact });
      return { session, port: socket.address().port };
    },
    close: async () => undefined,
  };
}
