/** What goes between the server and its thread for media. `id` is of one session. */
import type { Digit } from '../../protocols/rtp/telephone-event.ts';
import type { AudioAgreement } from '../../protocols/sdp/answer.ts';
import type { MediaPlace } from './media.ts';
import type { KeyStroke } from './outgoing-sound.ts';
import type { MediaEvent, MediaFact, MediaFigures } from './rtp-session.ts';

export type ToMedia = { readonly id: number } & (
  | { readonly kind: 'open'; readonly place: MediaPlace }
  | { readonly kind: 'agree'; readonly agreement: AudioAgreement }
  | { readonly kind: 'play'; readonly sounds: readonly Int16Array[]; readonly playId: number }
  | { readonly kind: 'send-keys'; readonly strokes: readonly KeyStroke[] }
  | { readonly kind: 'info-key'; readonly key: Digit }
  | { readonly kind: 'close' }
);

/** How a session stands. */
export type MediaReading = { readonly id: number; readonly figures: MediaFigures | undefined };

export type FromMedia =
  | { readonly kind: 'opened'; readonly id: number; readonly port: number }
  | { readonly kind: 'not-opened'; readonly id: number; readonly problem: string }
  | { readonly kind: 'event'; readonly id: number; readonly event: MediaEvent }
  | { readonly kind: 'fact'; readonly id: number; readonly fact: MediaFact }
  | { readonly kind: 'readings'; readonly readings: readonly MediaReading[] };
