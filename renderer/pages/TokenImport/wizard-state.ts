/** The import wizard without React: where it stands, and what each event makes of that. */

import type { SeedEncoding } from '../../../shared/schemas/token.ts';
import type { ImportPreview, ImportResult, ImportRow } from '../../../shared/schemas/token-import.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';

/** What is used of a browser's File. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'slice'>;
export type Lock = Extract<ImportPreview, { state: 'locked' }>;
export type OpenPreview = Extract<ImportPreview, { state: 'preview' }>;
export type ImportPolicy = 'all-or-nothing' | 'good-rows';

export type ImportOptions = {
  readonly createsUsers: boolean;
  /** Undefined: recognised row by row. */
  readonly secretEncoding: SeedEncoding | undefined;
};
/** What opens a protected file. Kept while the wizard is open, so that a changed option does not ask again. */
export type Unlocking = { readonly password?: string; readonly keyHex?: string };

/** What is going on, with the share done (0 to 1) where that is known. */
export type Work =
  | { readonly kind: 'reading' | 'collecting'; readonly share: number }
  | { readonly kind: 'checking' | 'committing' };

type Common = {
  readonly options: ImportOptions;
  readonly work: Work | undefined;
  /** Why the last command was refused. */
  readonly error: ConsoleError | undefined;
};
export type ChooseState = Common & { readonly step: 'choose'; readonly file: ChosenFile | undefined };
export type UnlockState = Common & {
  readonly step: 'unlock';
  readonly file: ChosenFile;
  readonly lock: Lock;
};
export type PreviewState = Common & {
  readonly step: 'preview';
  readonly file: ChosenFile;
  readonly unlocking: Unlocking;
  readonly preview: OpenPreview;
  /** How rows with errors are treated, where there are any. */
  readonly policy: ImportPolicy;
  /** The server has forgotten the import: its time was up, or it was restarted. */
  readonly isExpired: boolean;
};
export type ResultState = Common & {
  readonly step: 'result';
  readonly fileName: string;
  readonly result: ImportResult;
  /** What the preview announced. */
  readonly announced: OpenPreview['summary'];
  /** Every row as the preview judged it. */
  readonly log: readonly ImportRow[];
};
export type WizardState = ChooseState | UnlockState | PreviewState | ResultState;

export type WizardEvent =
  | { readonly type: 'file-chosen'; readonly file: ChosenFile }
  | { readonly type: 'options-changed'; readonly options: ImportOptions }
  | { readonly type: 'work-started'; readonly work: Work }
  | { readonly type: 'work-stopped' }
  | { readonly type: 'failed'; readonly error: ConsoleError }
  | { readonly type: 'locked'; readonly file: ChosenFile; readonly lock: Lock; readonly options: ImportOptions }
  | {
      readonly type: 'previewed';
      readonly file: ChosenFile;
      readonly preview: OpenPreview;
      readonly options: ImportOptions;
      readonly unlocking: Unlocking;
    }
  | { readonly type: 'policy-chosen'; readonly policy: ImportPolicy }
  | { readonly type: 'expired' }
  | { readonly type: 'went-back' }
  | { readonly type: 'imported'; readonly result: ImportResult; readonly log: readonly ImportRow[] }
  | { readonly type: 'restarted' };

const IDLE = { work: undefined, error: undefined } as const;

export const INITIAL_STATE: ChooseState = {
  step: 'choose',
  file: undefined,
  options: { createsUsers: false, secretEncoding: undefined },
  ...IDLE,
};

/** The next state. An event that does not belong to the step (a late answer) changes nothing. */
export function nextState(state: WizardState, event: WizardEvent): WizardState {
  switch (event.type) {
    case 'file-chosen':
      // Another file, another maker: the encoding chosen for the last one says nothing about it.
      return state.step === 'choose'
        ? { ...state, ...IDLE, file: event.file, options: { ...state.options, secretEncoding: undefined } }
        : state;
    case 'options-changed':
      return state.step === 'choose' ? { ...state, options: event.options } : state;
    case 'work-started':
      return { ...state, work: event.work, error: undefined };
    case 'work-stopped':
      return { ...state, work: undefined };
    case 'failed':
      return failed(state, event.error);
    case 'locked':
      return { step: 'unlock', file: event.file, lock: event.lock, options: event.options, ...IDLE };
    case 'previewed':
      return previewed(state, event);
    case 'policy-chosen':
      return state.step === 'preview' ? { ...state, policy: event.policy, error: undefined } : state;
    case 'expired':
      return state.step === 'preview' ? { ...state, isExpired: true, work: undefined, error: undefined } : state;
    case 'went-back':
      return state.step === 'unlock' || state.step === 'preview'
        ? { step: 'choose', file: state.file, options: state.options, ...IDLE }
        : state;
    case 'imported':
      return state.step === 'preview' ? imported(state, event.result, event.log) : state;
    case 'restarted':
      return { ...INITIAL_STATE, options: { ...INITIAL_STATE.options, createsUsers: state.options.createsUsers } };
  }
}

function failed(state: WizardState, error: ConsoleError): WizardState {
  const isGone = state.step === 'preview' && error.code === 'IMPORT_NOT_FOUND';
  return isGone ? { ...state, ...IDLE, isExpired: true } : { ...state, work: undefined, error };
}

function previewed(state: WizardState, event: Extract<WizardEvent, { type: 'previewed' }>): PreviewState {
  const { file, preview, options, unlocking } = event;
  // All or nothing until the operator says otherwise, and what was said stays for the same file.
  const policy = state.step === 'preview' ? state.policy : 'all-or-nothing';
  return { step: 'preview', file, preview, options, unlocking, policy, isExpired: false, ...IDLE };
}

function imported(state: PreviewState, result: ImportResult, log: readonly ImportRow[]): ResultState {
  return {
    step: 'result',
    fileName: state.file.name,
    result,
    announced: state.preview.summary,
    log,
    options: state.options,
    ...IDLE,
  };
}

/** Why the last button is not offered; undefined when it is. */
export function importBlock(state: PreviewState): 'expired' | 'nothing' | 'refused' | undefined {
  if (state.isExpired) return 'expired';
  const { ok, error } = state.preview.summary;
  if (ok === 0) return 'nothing';
  return error > 0 && state.policy === 'all-or-nothing' ? 'refused' : undefined;
}

/** True when leaving the page loses something that was on the screen. */
export function isLeavingLossy(state: WizardState): boolean {
  return state.step === 'preview' && !state.isExpired;
}

/** True when the counts that were done are not those that the last button named. */
export function isResultChanged({ result, announced }: ResultState): boolean {
  return result.importedCount !== announced.ok || result.createdUserCount !== announced.usersToCreate;
}
