/** The thread of one upload: converts it, says what came of it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readRecording } from '../adapters/voice/read-recording.ts';
import type { FromRecording, RecordingTask } from '../adapters/voice/recording-worker.ts';
import { AppError } from '../engine/app-error.ts';

const { file } = workerData as RecordingTask;

async function answer(): Promise<FromRecording> {
  try {
    return { isOk: true, codes: await readRecording(file) };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
    return error instanceof AppError
      ? { isOk: false, code: error.code, detail: error.detail, stack }
      : { isOk: false, code: undefined, detail: {}, stack };
  }
}

parentPort?.postMessage(await answer());
