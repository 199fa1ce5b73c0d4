/** What a phone call says, as an administrator records it (reference section 6.8). */
import { z } from 'zod';
import { CALL_PROMPT_TYPES, SPOKEN_NUMBER_MAX, VOICE_MESSAGE_TYPES } from '../voice-messages.ts';
import { instantSchema, textSchema } from './common.ts';
import { languageSchema } from './method-settings.ts';

/** 'number-0' to 'number-20': digits of an extension or a phone, and the least length of a PIN. */
export const NUMBER_TYPES = Array.from({ length: SPOKEN_NUMBER_MAX + 1 }, (_, value) => `number-${value}` as const);
/** The 18 of the old server, our own prompts, and the numbers. */
export const RECORDING_TYPES = [...VOICE_MESSAGE_TYPES, ...CALL_PROMPT_TYPES, ...NUMBER_TYPES] as const;
export type RecordingType = (typeof RECORDING_TYPES)[number];
export const recordingTypeSchema = z.enum(RECORDING_TYPES);

/** Bytes and seconds of a file that is uploaded (reference section 6.8). */
export const RECORDING_MAX_BYTES = 5 * 1024 * 1024;
export const RECORDING_MAX_SECONDS = 20;

/** Which recording it is: of one language and, where an application has its own, of that application. */
export const recordingKeySchema = z.object({
  type: recordingTypeSchema,
  language: languageSchema,
  /** '': every application. */
  applicationName: textSchema,
});
export type RecordingKey = z.infer<typeof recordingKeySchema>;

/** own: uploaded. delivered: of this product. */
export const RECORDING_SOURCES = ['own', 'delivered'] as const;
/** What a call in this language and application would say, and where that comes from. */
export const voiceMessageSchema = recordingKeySchema.extend({
  /** Undefined: there is none at all, not even in the language that stands in. */
  source: z.enum(RECORDING_SOURCES).optional(),
  /** The language and application that the recording really is of; other than asked for: it stands in. */
  spokenLanguage: z.string(),
  spokenApplicationName: z.string(),
  /** What is said, where it is known: the text of a delivered recording; ''. */
  text: z.string(),
  seconds: z.number(),
  /** Of an own one; ''. */
  fileName: z.string(),
  changedAt: instantSchema.optional(),
  changedBy: z.string(),
});
export type VoiceMessage = z.infer<typeof voiceMessageSchema>;
