/** The wizard with its commands. At most one runs; what answers late is thrown away, and its import is cancelled. */
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { PAGE_ROWS_MAX } from '../../../shared/limits.ts';
import type { ImportRow } from '../../../shared/schemas/token-import.ts';
import { callProcedure } from '../../bridge/call-procedure.ts';
import { toConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { checkFileSize, readBase64 } from './read-base64.ts';
import {
  type ChosenFile,
  type ImportOptions,
  type ImportPolicy,
  INITIAL_STATE,
  nextState,
  type Unlocking,
  type WizardState,
} from './wizard-state.ts';

export type ImportWizard = {
  readonly state: WizardState;
  readonly choose: (file: ChosenFile) => void;
  /** On the preview it checks the file again with them. */
  readonly changeOptions: (options: ImportOptions) => void;
  readonly check: (unlocking?: Unlocking) => void;
  readonly choosePolicy: (policy: ImportPolicy) => void;
  readonly expire: () => void;
  readonly commit: () => void;
  readonly stop: () => void;
  readonly back: () => void;
  /** Ends the preview on the server: its secrets are wiped at once. */
  readonly abandon: () => void;
  readonly restart: () => void;
};

export function useImportWizard(): ImportWizard {
  const [state, dispatch] = useReducer(nextState, INITIAL_STATE);
  const { mutateAsync: preview } = useCommand('imports.preview');
  const { mutateAsync: commit } = useCommand('imports.commit');
  const { mutate: cancel } = useCommand('imports.cancel');
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const commands = useMemo(() => {
    /** Starts a piece of work in the place of the one that runs; its failure is shown unless it was stopped. */
    const run = async (work: (signal: AbortSignal) => Promise<void>) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      try {
        await work(controller.signal);
      } catch (error) {
        if (!controller.signal.aborted) dispatch({ type: 'failed', error: toConsoleError(error) });
      }
    };
    const stop = () => {
      running.current?.abort();
      dispatch({ type: 'work-stopped' });
    };
    const checkFile = (file: ChosenFile, options: ImportOptions, unlocking: Unlocking, openImportId: string | undefined) =>
      run(async (signal) => {
        const refusal = checkFileSize(file);
        if (refusal !== undefined) throw refusal;
        const onShare = (share: number) => dispatch({ type: 'work-started', work: { kind: 'reading', share } });
        onShare(0);
        const content = await readBase64(file, onShare, signal);
        dispatch({ type: 'work-started', work: { kind: 'checking' } });
        const { createsUsers, secretEncoding } = options;
        const answer = await preview({
          fileName: plainFileName(file.name),
          content,
          createsUsers,
          ...(secretEncoding === undefined ? {} : { secretEncoding }),
          ...unlocking,
        });
        if (signal.aborted) {
          if (answer.state === 'preview') cancel({ importId: answer.importId });
          return;
        }
        if (answer.state === 'locked') dispatch({ type: 'locked', file, lock: answer, options });
        else dispatch({ type: 'previewed', file, preview: answer, options, unlocking });
        if (openImportId !== undefined) cancel({ importId: openImportId });
      });
    const commitImport = (importId: string, policy: ImportPolicy) =>
      run(async (signal) => {
        const onShare = (share: number) => dispatch({ type: 'work-started', work: { kind: 'collecting', share } });
        onShare(0);
        const log = await collectRows(importId, onShare, signal);
        dispatch({ type: 'work-started', work: { kind: 'committing' } });
        const result = await commit({ importId, policy });
        dispatch({ type: 'imported', result, log });
      });
    return { stop, checkFile, commitImport };
  }, [preview, commit, cancel]);

  const importId = state.step === 'preview' ? state.preview.importId : undefined;
  const abandon = () => {
    commands.stop();
    if (importId !== undefined) cancel({ importId });
  };
  const checkWith = (options: ImportOptions, unlocking: Unlocking) => {
    if (state.step === 'result' || state.file === undefined) return;
    void commands.checkFile(state.file, options, unlocking, importId);
  };
  return {
    state,
    choose: (file) => dispatch({ type: 'file-chosen', file }),
    changeOptions: (options) => {
      if (state.step === 'preview') checkWith(options, state.unlocking);
      else dispatch({ type: 'options-changed', options });
    },
    check: (unlocking) => checkWith(state.options, unlocking ?? (state.step === 'preview' ? state.unlocking : {})),
    choosePolicy: (policy) => dispatch({ type: 'policy-chosen', policy }),
    expire: () => dispatch({ type: 'expired' }),
    commit: () => {
      if (state.step !== 'preview') return;
      // Without errors nobody was asked: then every row counts, or none.
      void commands.commitImport(state.preview.importId, state.preview.summary.error === 0 ? 'all-or-nothing' : state.policy);
    },
    stop: commands.stop,
    back: () => {
      abandon();
      dispatch({ type: 'went-back' });
    },
    abandon,
    restart: () => dispatch({ type: 'restarted' }),
  };
}

/** A file name as the contract takes it: it is only written to the audit log. */
export function plainFileName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, ' ').slice(-200);
}

/** Every row of the import, for the log: after the commit the server has forgotten them. */
async function collectRows(importId: string, onShare: (share: number) => void, signal: AbortSignal): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (;;) {
    const page = await callProcedure('imports.rows', { importId, offset: rows.length, limit: PAGE_ROWS_MAX }, signal);
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
    onShare(rows.length / page.total);
  }
}
