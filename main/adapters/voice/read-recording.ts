/**
 * An uploaded recording as a telephone plays it: WAV or MP3, by what the file holds and not by its name, to A-law at 8000 Hz.
 * Holds its thread for as long as it takes: recording-worker.ts gives it one of its own.
 */
import { RECORDING_MAX_BYTES, RECORDING_MAX_SECONDS } from '../../../shared/schemas/voice-message.ts';
import { type AppError, appError } from '../../engine/app-error.ts';
import { findMpegFrames, type MpegFrames } from '../../protocols/mpeg/layer-3.ts';
import { encodeG711 } from '../../protocols/rtp/g711.ts';
import { resampleToTelephone, toInt16 } from '../../protocols/rtp/resample.ts';
import { readWav, type WavRefusal } from '../../protocols/rtp/wav.ts';

type Sound = { readonly rateHertz: number /** One channel, -1 to 1. */; readonly samples: Float32Array };

/** Seconds that gapless playing may take off what the frames make; 1105 samples at either end and a frame at 8000 Hz. */
const MPEG_TOLERANCE_SECONDS = 0.4;
/** Below, a call would be as silent as with no recording at all: -50 dBFS. */
const SILENT_PEAK = 10 ** (-50 / 20);
/** What a loud recording is turned down to, so that the low-pass does not make it clip. */
const PEAK_MAX = 0.95;

/** wFormatTag of what recorders write. */
const WAV_FORMATS: Readonly<Record<number, string>> = {
  2: 'WAV (Microsoft ADPCM)',
  17: 'WAV (IMA ADPCM)',
  49: 'WAV (GSM 6.10)',
  80: 'WAV (MPEG)',
  85: 'WAV (MP3)',
};

/**
 * Octets of A-law.
 * @throws RECORDING_TOO_LARGE · RECORDING_TOO_LONG · RECORDING_UNREADABLE · RECORDING_FORMAT_UNSUPPORTED · RECORDING_DAMAGED ·
 * RECORDING_SILENT
 */
export async function readRecording(file: Uint8Array): Promise<Uint8Array> {
  if (file.length > RECORDING_MAX_BYTES) throw tooLarge();
  const wav = readWav(file);
  const sound = 'reason' in wav ? await readOther(file, wav) : wav;
  const samples = resampleToTelephone(sound.samples, sound.rateHertz);
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  if (peak < SILENT_PEAK) throw appError('RECORDING_SILENT');
  const factor = peak > PEAK_MAX ? PEAK_MAX / peak : 1;
  return encodeG711('PCMA', toInt16(factor === 1 ? samples : samples.map((sample) => sample * factor)));
}

function readOther(file: Uint8Array, refusal: WavRefusal): Promise<Sound> {
  if (refusal.reason !== 'wav-not-riff') throw wavError(refusal);
  const found = findMpegFrames(file);
  const frameBytes = found?.frames.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0) ?? 0;
  // Here and there two headers in a row can be found in anything.
  if (found === undefined || found.strayBytes > frameBytes) throw appError('RECORDING_UNREADABLE');
  return readMpeg(file, found);
}

async function readMpeg(file: Uint8Array, { frames, rateHertz, samplesAFrame, announcedFrames }: MpegFrames): Promise<Sound> {
  const seconds = (frames.length * samplesAFrame) / rateHertz;
  if (seconds > RECORDING_MAX_SECONDS + MPEG_TOLERANCE_SECONDS) throw tooLong(seconds);
  // The frame that announces them is not counted in, by most programs.
  if (announcedFrames !== undefined && frames.length < announcedFrames) throw appError('RECORDING_DAMAGED');
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = decoded(() => decoder.decode(joined(file, frames)));
    const [left, right] = channelData;
    if (left === undefined || samplesDecoded === 0 || sampleRate !== rateHertz) throw appError('RECORDING_DAMAGED');
    const decodedSeconds = samplesDecoded / rateHertz;
    const isHalf = decodedSeconds + MPEG_TOLERANCE_SECONDS < seconds / 2;
    if (errors.length > frames.length || isHalf) throw appError('RECORDING_DAMAGED');
    if (decodedSeconds > RECORDING_MAX_SECONDS) throw tooLong(decodedSeconds);
    const samples = left.map((sample, at) => (sample + (right?.[at] ?? sample)) / 2);
    return { rateHertz, samples: samples.map((sample) => (Number.isFinite(sample) ? sample : 0)) };
  } finally {
    decoder.free();
  }
}

/** A decoder that fails has met what it did not expect. */
function decoded<Result>(decode: () => Result): Result {
  try {
    return decode();
  } catch (cause) {
    throw appError('RECORDING_DAMAGED', { cause });
  }
}

/** Only the frames: what stands between them is not the decoder's. */
function joined(file: Uint8Array, frames: MpegFrames['frames']): Uint8Array {
  const bytes = new Uint8Array(frames.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
  let at = 0;
  for (const { start, lengthBytes } of frames) {
    bytes.set(file.subarray(start, start + lengthBytes), at);
    at += lengthBytes;
  }
  return bytes;
}

function wavError(refusal: Exclude<WavRefusal, { reason: 'wav-not-riff' }>): AppError {
  switch (refusal.reason) {
    case 'wav-too-large':
      return tooLarge();
    case 'wav-too-long':
      return tooLong(refusal.seconds);
    case 'wav-empty':
      return appError('RECORDING_SILENT');
    case 'wav-malformed':
    case 'wav-cut-off':
      return appError('RECORDING_DAMAGED');
    case 'wav-format-unsupported':
      return unsupported(WAV_FORMATS[refusal.formatTag] ?? `WAV (0x${refusal.formatTag.toString(16).padStart(4, '0')})`);
    case 'wav-bits-unsupported':
      return unsupported(`WAV (${refusal.bits} bit)`);
    case 'wav-channels-unsupported':
      return unsupported(`WAV (${refusal.channels} ch)`);
    case 'wav-rate-unsupported':
      return unsupported(`WAV (${refusal.rateHertz} Hz)`);
  }
}

function tooLarge(): AppError {
  return appError('RECORDING_TOO_LARGE', { detail: { maximum: RECORDING_MAX_BYTES / 1024 / 1024 } });
}

/** 20.01 seconds are more than 20 in words too. */
function tooLong(seconds: number): AppError {
  return appError('RECORDING_TOO_LONG', { detail: { seconds: Math.ceil(seconds * 10) / 10, maximum: RECORDING_MAX_SECONDS } });
}

function unsupported(format: string): AppError {
  return appError('RECORDING_FORMAT_UNSUPPORTED', { detail: { format } });
}
