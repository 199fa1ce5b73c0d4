import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ArrivalFigures } from './voice-phones.ts';

export type VoicePhones = {
  /** Where their media goes, on loopback. */
  readonly port: number;
  /** To be asked once, when the calls are over. */
  figures(): Promise<ArrivalFigures>;
  stop(): void;
};

const PROGRAM = fileURLToPath(new URL('./voice-phones.ts', import.meta.url));

/** The phones of voice-phones.ts; each presses # so many seconds after its first packet. */
export async function startVoicePhones(seconds: number): Promise<VoicePhones> {
  const phones = fork(PROGRAM, [`${seconds}`]);
  const [port] = await once(phones, 'message');
  return {
    port,
    async figures() {
      phones.send('figures');
      const [figures] = await once(phones, 'message');
      return figures;
    },
    stop: () => void phones.kill(),
  };
}
