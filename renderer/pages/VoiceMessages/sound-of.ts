import type { VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { callProcedure } from '../../bridge/call-procedure.ts';
import { base64ToBytes } from '../../parts/base64.ts';
import { heardKey } from './voice-rows.ts';

/** The recording as a caller hears it: a WAV file of the telephone's quality. */
export async function soundOf(message: VoiceMessage): Promise<Blob> {
  const { wav } = await callProcedure('voiceMessages.sound', heardKey(message));
  return new Blob([base64ToBytes(wav)], { type: 'audio/wav' });
}
