import { loadavg } from 'node:os';
import { missingPrograms } from '../support/required-programs.ts';
import { SIPP_PROGRAMS } from '../support/sipp.ts';
import { measureVoiceCalls } from './voice-calls.ts';
import { measureVoiceSignIns } from './voice-sign-ins.ts';

const CALLS = 200;
const CALLS_A_SECOND = 200;
/** Of every 200: a server that is busy a sixth of its time, in pieces that no phone's buffer would cover. */
const BUSY_MILLISECONDS = 30;

/** 200 calls at once: of the lines alone, the same in a busy server, and as sign-ins through the whole engine. */
export async function measureVoice(seconds: number): Promise<Record<string, unknown>> {
  const missing = missingPrograms(...SIPP_PROGRAMS);
  if (missing !== '') return { missing };
  const load = { calls: CALLS, seconds, callsASecond: CALLS_A_SECOND };
  // What else runs on this machine makes packets late: the figures of a shared one say little without it.
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  return {
    loadBefore,
    line: await measureVoiceCalls({ ...load, busyMilliseconds: 0 }),
    busyLine: await measureVoiceCalls({ ...load, busyMilliseconds: BUSY_MILLISECONDS }),
    signIns: await measureVoiceSignIns({ count: CALLS, seconds }),
  };
}
