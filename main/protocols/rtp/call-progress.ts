// Who or what answered a call, from its sound at 8000 Hz: the beep of a voicemail, the tones of a fax (ITU-T T.30 §4: CNG 1100 Hz,
// CED 2100 Hz), how long it was loud or silent. Left out: busy tones, which SIP says by its responses; who is speaking.
import { goertzel, levelOf, meanSquareOf, offsetHertz, openFramer, powerOf, SAMPLE_RATE } from './tone.ts';

/** Samples: frames of 20 ms. */
const FRAME_SAMPLES = 160;
const FRAME_MILLISECONDS = 20;
/** dBm0; ours: speech is at -15 to -30, a quiet line below -55. */
const SOUND_MIN_DBM0 = -42;
/** Milliseconds of silence that end an utterance; ours: pauses between words are shorter. */
const PAUSE_MIN_MILLISECONDS = 600;
/** Share of a frame's power in one frequency, for it to be a tone; ours. */
const TONE_SHARE_MIN = 0.92;
/** Share of the frequency by which a tone may wander; ours. Voices wander more. */
const TONE_WANDER = 0.012;
/** Samples between the two parts whose phases are compared: near ones tell apart 200 Hz to either side, far ones are exact. */
const REFINEMENTS = [20, 80] as const;
/** Frames without it inside a tone: the phase turns of CED (T.30, V.8 ANSam each 450 ms). */
const TONE_GAP_FRAMES = 1;
/** Hertz; beeps of voicemail systems lie from 400 to 2000, hums of voices below. */
const BEEP_MIN_HERTZ = 380;
const BEEP_MAX_HERTZ = 2500;
/** Milliseconds; ours. */
const BEEP_MIN_MILLISECONDS = 140;
const BEEP_MAX_MILLISECONDS = 3000;
/**
 * ITU-T E.180 §7: ringing of 400 to 450 Hz, 0.67 to 1.5 s, with wander and loss to either side; hertz and milliseconds. A
 * gateway without signals from the telephone network answers at once and lets it be heard. North America rings by two tones.
 */
const RINGING = { leastHertz: 395, mostHertz: 455, leastMilliseconds: 640, mostMilliseconds: 1560 } as const;
/** T.30 §4.3.3.3: 2100 Hz +- 15, 2.6 to 4 s. Certain after half a second; hertz and milliseconds. */
const FAX_ANSWER = { hertz: 2100, offMax: 25, leastMilliseconds: 500 } as const;
/** T.30 §4.3.3.2: 1100 Hz +- 38, 0.5 s +- 15 %, each 3 s; hertz and milliseconds. */
const FAX_CALLING = { hertz: 1100, offMax: 38, leastMilliseconds: 420, mostMilliseconds: 600 } as const;

export type CallSound =
  /** A tone that has ended, as after the greeting of a voicemail. */
  | { readonly kind: 'beep'; readonly frequencyHertz: number; readonly durationMilliseconds: number }
  /** A fax that answers (CED). */
  | { readonly kind: 'fax-answer' }
  /** A fax that calls (CNG), as of a line that is forwarded to one. */
  | { readonly kind: 'fax-calling' };

export type CallLevels = {
  readonly elapsedMilliseconds: number;
  /** Since the last sound, or since the start. */
  readonly silentMilliseconds: number;
  /** All frames with sound. */
  readonly soundMilliseconds: number;
  /** From the start of the present utterance, its short pauses counted in, to its last sound; 0 in silence. */
  readonly utteranceMilliseconds: number;
  /** A greeting of a machine is long, a person says a word or two. */
  readonly longestUtteranceMilliseconds: number;
  /** Of the last frame; -Infinity for digital silence. */
  readonly levelDbm0: number;
};

export type CallProgress = {
  /** What became certain with these samples. Feed it what was decoded, packets of any length. */
  feed(samples: Int16Array): readonly CallSound[];
  levels(): CallLevels;
};

type Tone = { frequencyHertz: number; frames: number; gapFrames: number; isFaxAnswer: boolean };

/** Listens to the sound of one call from its answer. */
export function openCallProgress(): CallProgress {
  const meter = openLevelMeter();
  let tone: Tone | undefined;
  let heard: CallSound[] = [];

  const endTone = (): void => {
    const sound = tone === undefined ? undefined : soundOf(tone);
    if (sound !== undefined) heard.push(sound);
    tone = undefined;
  };
  const frame = openFramer(FRAME_SAMPLES, (samples) => {
    const isSound = meter.measure(samples);
    const frequencyHertz = isSound ? toneOf(samples) : undefined;
    if (tone !== undefined && isSameTone(tone, frequencyHertz)) {
      tone.frames += 1 + tone.gapFrames;
      tone.gapFrames = 0;
    } else if (tone !== undefined && tone.gapFrames < TONE_GAP_FRAMES) {
      tone.gapFrames += 1;
      return;
    } else {
      endTone();
      if (frequencyHertz !== undefined) tone = { frequencyHertz, frames: 1, gapFrames: 0, isFaxAnswer: false };
    }
    if (tone !== undefined && !tone.isFaxAnswer && isFaxAnswer(tone)) {
      tone.isFaxAnswer = true;
      heard.push({ kind: 'fax-answer' });
    }
  });
  return {
    feed(samples) {
      heard = [];
      frame(samples);
      return heard;
    },
    levels: meter.levels,
  };
}

function openLevelMeter(): { measure(frame: Int16Array): boolean; levels(): CallLevels } {
  let elapsed = 0;
  let soundMilliseconds = 0;
  let lastSoundAt = 0;
  let utteranceFrom = 0;
  let longest = 0;
  let levelDbm0 = Number.NEGATIVE_INFINITY;
  return {
    measure(frame) {
      levelDbm0 = levelOf(meanSquareOf(frame));
      const isSound = levelDbm0 >= SOUND_MIN_DBM0;
      if (isSound) {
        const isFirst = soundMilliseconds === 0 || elapsed - lastSoundAt >= PAUSE_MIN_MILLISECONDS;
        if (isFirst) utteranceFrom = elapsed;
        soundMilliseconds += FRAME_MILLISECONDS;
        lastSoundAt = elapsed + FRAME_MILLISECONDS;
        longest = Math.max(longest, lastSoundAt - utteranceFrom);
      }
      elapsed += FRAME_MILLISECONDS;
      return isSound;
    },
    levels: () => ({
      elapsedMilliseconds: elapsed,
      silentMilliseconds: elapsed - lastSoundAt,
      soundMilliseconds,
      utteranceMilliseconds: elapsed - lastSoundAt >= PAUSE_MIN_MILLISECONDS ? 0 : lastSoundAt - utteranceFrom,
      longestUtteranceMilliseconds: longest,
      levelDbm0,
    }),
  };
}

/**
 * The frequency of a frame that is one tone, else undefined. First from the samples beside each (a sine has
 * x[n-1] + x[n+1] = 2 cos w x[n]), which noise draws towards 2000 Hz; then sharper from the phases of two parts of the
 * frame; then its share in the power is taken.
 */
function toneOf(frame: Int16Array): number | undefined {
  let across = 0;
  let own = 0;
  for (let at = 1; at + 1 < frame.length; at += 1) {
    const sample = frame[at] ?? 0;
    across += sample * ((frame[at - 1] ?? 0) + (frame[at + 1] ?? 0));
    own += sample * sample;
  }
  const cosine = own === 0 ? 1 : across / (2 * own);
  if (Math.abs(cosine) >= 1) return undefined;
  let frequencyHertz = (Math.acos(cosine) * SAMPLE_RATE) / (2 * Math.PI);
  for (const samplesApart of REFINEMENTS) {
    const earlier = goertzel(frame, frequencyHertz, 0, frame.length - samplesApart);
    const later = goertzel(frame, frequencyHertz, samplesApart);
    frequencyHertz += offsetHertz(earlier, later, { frequencyHertz, samplesApart });
  }
  const share = (2 * powerOf(goertzel(frame, frequencyHertz))) / (frame.length ** 2 * meanSquareOf(frame));
  return share >= TONE_SHARE_MIN ? frequencyHertz : undefined;
}

function isSameTone(tone: Tone, frequencyHertz: number | undefined): boolean {
  return frequencyHertz !== undefined && Math.abs(frequencyHertz - tone.frequencyHertz) <= tone.frequencyHertz * TONE_WANDER;
}

function isFaxAnswer({ frequencyHertz, frames }: Tone): boolean {
  const isLongEnough = frames * FRAME_MILLISECONDS >= FAX_ANSWER.leastMilliseconds;
  return isLongEnough && Math.abs(frequencyHertz - FAX_ANSWER.hertz) <= FAX_ANSWER.offMax;
}

function isRinging(frequencyHertz: number, durationMilliseconds: number): boolean {
  const { leastHertz, mostHertz, leastMilliseconds, mostMilliseconds } = RINGING;
  const isItsTone = frequencyHertz >= leastHertz && frequencyHertz <= mostHertz;
  return isItsTone && durationMilliseconds >= leastMilliseconds && durationMilliseconds <= mostMilliseconds;
}

/** What a tone that has ended was. */
function soundOf({ frequencyHertz, frames, isFaxAnswer: wasFax }: Tone): CallSound | undefined {
  const durationMilliseconds = frames * FRAME_MILLISECONDS;
  if (wasFax) return undefined;
  if (Math.abs(frequencyHertz - FAX_CALLING.hertz) <= FAX_CALLING.offMax) {
    const isOfFax = durationMilliseconds >= FAX_CALLING.leastMilliseconds && durationMilliseconds <= FAX_CALLING.mostMilliseconds;
    if (isOfFax) return { kind: 'fax-calling' };
  }
  if (isRinging(frequencyHertz, durationMilliseconds)) return undefined;
  if (frequencyHertz < BEEP_MIN_HERTZ || frequencyHertz > BEEP_MAX_HERTZ) return undefined;
  if (durationMilliseconds < BEEP_MIN_MILLISECONDS || durationMilliseconds > BEEP_MAX_MILLISECONDS) return undefined;
  return { kind: 'beep', frequencyHertz: Math.round(frequencyHertz), durationMilliseconds };
}
