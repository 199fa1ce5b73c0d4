/** Where the import of users stands: one union, one pure reducer. Nothing is changed before `imported`. */
import type { OutputOf } from '../../../bridge/procedures.ts';

export type UserImportAnswer = OutputOf<'users.importCsv'>;
/** `content` is the base64 of the file's bytes: the server finds out their encoding. */
export type ChosenFile = { readonly name: string; readonly sizeBytes: number; readonly content: string };

export type WizardState =
  | { readonly step: 'choose' }
  | {
      readonly step: 'preview';
      readonly file: ChosenFile;
      readonly updatesExisting: boolean;
      readonly preview: UserImportAnswer;
    }
  | { readonly step: 'result'; readonly fileName: string; readonly answer: UserImportAnswer };

export type WizardAction =
  | {
      readonly type: 'previewed';
      readonly file: ChosenFile;
      readonly updatesExisting: boolean;
      readonly preview: UserImportAnswer;
    }
  | { readonly type: 'imported'; readonly answer: UserImportAnswer }
  | { readonly type: 'restarted' };

export const START: WizardState = { step: 'choose' };

export function wizardReducer(state: WizardState, action: WizardAction): WizardState {
  switch (action.type) {
    case 'previewed':
      return { step: 'preview', file: action.file, updatesExisting: action.updatesExisting, preview: action.preview };
    case 'imported':
      return state.step === 'preview' ? { step: 'result', fileName: state.file.name, answer: action.answer } : state;
    case 'restarted':
      return START;
  }
}

/** How many users the import would create or change; 0: there is nothing to do or it may not be done. */
export function importableCount(preview: UserImportAnswer): number {
  return preview.error > 0 ? 0 : preview.created + preview.updated;
}
