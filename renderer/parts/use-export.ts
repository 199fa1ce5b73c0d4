/** One export of this page: started, watched, handed to the host to save, cancelled. */
import { useEffect, useRef, useState } from 'react';
import { isErrorCode } from '../../shared/error-codes.ts';
import type { ExportFormat, ExportJob, ExportSubject } from '../../shared/schemas/export.ts';
import { callProcedure } from '../bridge/call-procedure.ts';
import { ConsoleError, toConsoleError } from '../bridge/console-error.ts';
import { host } from '../bridge/host.ts';
import { currentLanguage } from '../text/language.ts';

/** Milliseconds between two looks at a running job; ours. */
const LOOK_MILLISECONDS = 300;

export type ExportChoice = {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  readonly columns?: readonly string[] | undefined;
};

export type ExportState =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly job?: ExportJob }
  | { readonly step: 'saving'; readonly job: ExportJob }
  | { readonly step: 'failed'; readonly error: ConsoleError; readonly job?: ExportJob };

/** What a host rejects with carries a code of ours; anything else is a write that failed. */
function saveError(error: unknown, path: string): ConsoleError {
  const { code, detail } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; detail?: unknown };
  if (typeof code !== 'string' || !isErrorCode(code))
    return new ConsoleError('EXPORT_WRITE_FAILED', { path, problem: error instanceof Error ? error.message : '' });
  return new ConsoleError(code, { path, problem: '', ...(detail as Record<string, string | number> | undefined) });
}

async function untilOver(first: ExportJob, signal: AbortSignal, onJob: (job: ExportJob) => void): Promise<ExportJob> {
  let job = first;
  while (job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    signal.throwIfAborted();
    job = await callProcedure('exports.get', { id: job.id }, signal);
    onJob(job);
  }
  return job;
}

/** Stops the job and wipes its file. One that cannot be reached any more is wiped when its time is up. */
function wipe(id: string): void {
  void callProcedure('exports.cancel', { id }).catch(() => undefined);
}

export function useExport(onSaved: (job: ExportJob) => void, onCancelled: () => void) {
  const [state, setState] = useState<ExportState>({ step: 'idle' });
  const running = useRef<{ readonly stop: AbortController; readonly choice: ExportChoice; job?: ExportJob }>(undefined);
  useEffect(
    () => () => {
      // Leaving the page stops the job: nobody would be there to save its file.
      running.current?.stop.abort();
      if (running.current?.job?.state === 'running') wipe(running.current.job.id);
    },
    [],
  );

  const save = async (job: ExportJob) => {
    setState({ step: 'saving', job });
    try {
      const isSaved = await host.saveExport({ id: job.id, name: job.fileName });
      setState({ step: 'idle' });
      if (isSaved) onSaved(job);
    } catch (error) {
      setState({ step: 'failed', error: saveError(error, job.fileName), job });
    }
  };
  const start = async (choice: ExportChoice) => {
    const entry: NonNullable<typeof running.current> = { stop: new AbortController(), choice };
    const { signal } = entry.stop;
    running.current = entry;
    setState({ step: 'running' });
    try {
      const request = {
        subject: choice.subject,
        format: choice.format,
        language: currentLanguage(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...(choice.columns === undefined ? {} : { columns: [...choice.columns] }),
      };
      const onJob = (job: ExportJob) => {
        entry.job = job;
        if (!signal.aborted) setState({ step: 'running', job });
      };
      const first = await callProcedure('exports.start', request);
      if (signal.aborted) return wipe(first.id);
      onJob(first);
      const job = await untilOver(first, signal, onJob);
      if (job.state === 'done') await save(job);
      else if (job.error !== undefined && isErrorCode(job.error.code))
        setState({ step: 'failed', error: new ConsoleError(job.error.code, job.error.detail) });
      else setState({ step: 'idle' });
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', error: toConsoleError(error) });
    }
  };
  return {
    state,
    start: (choice: ExportChoice) => void start(choice),
    /** The same again, or only the saving where the file is there already. */
    retry: () => {
      const { choice } = running.current ?? {};
      if (state.step === 'failed' && state.job !== undefined) void save(state.job);
      else if (choice !== undefined) void start(choice);
    },
    cancel: () => {
      const { stop, job } = running.current ?? {};
      stop?.abort();
      if (job !== undefined) wipe(job.id);
      setState({ step: 'idle' });
      if (state.step === 'running') onCancelled();
    },
  };
}
