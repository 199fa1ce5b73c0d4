import { describe, expect, it } from 'vitest';
import { ConsoleError } from '../../renderer/bridge/console-error.ts';
import {
  type ChosenFile,
  INITIAL_STATE,
  importBlock,
  isLeavingLossy,
  isResultChanged,
  type Lock,
  nextState,
  type OpenPreview,
  type PreviewState,
  type ResultState,
  type WizardEvent,
  type WizardState,
} from '../../renderer/pages/TokenImport/wizard-state.ts';

const file: ChosenFile = new File(['x'], 'tokens.xml');
const lock: Lock = { state: 'locked', needs: 'key', keyName: 'Pre-shared-key', problem: '' };
const options = { createsUsers: true, secretEncoding: undefined };
const summary = { ok: 214, duplicate: 3, error: 5, warning: 2, usersToCreate: 12 };
const result = { importedCount: 214, duplicateCount: 3, errorCount: 5, createdUserCount: 12, assignedCount: 200, at: 1 };

function openPreview(changes: Partial<OpenPreview['summary']> = {}): OpenPreview {
  return {
    state: 'preview',
    importId: 'a1',
    format: { kind: 'pskc', description: 'PSKC 1.0' },
    summary: { ...summary, ...changes },
    expiresAt: 900_000,
  };
}

function run(events: readonly WizardEvent[], from: WizardState = INITIAL_STATE): WizardState {
  return events.reduce(nextState, from);
}

function previewState(changes: Partial<OpenPreview['summary']> = {}): PreviewState {
  const state = run([
    { type: 'file-chosen', file },
    { type: 'previewed', file, preview: openPreview(changes), options, unlocking: {} },
  ]);
  if (state.step !== 'preview') throw new TypeError(state.step);
  return state;
}

describe('the import wizard', () => {
  it('goes from a protected file over unlock to the preview and keeps what opened it', () => {
    const locked = run([
      { type: 'file-chosen', file },
      { type: 'work-started', work: { kind: 'checking' } },
      { type: 'locked', file, lock, options },
    ]);
    expect(locked).toMatchObject({ step: 'unlock', lock, work: undefined, options });
    const wrong = nextState(locked, { type: 'locked', file, lock: { ...lock, problem: 'PSKC_KEY_WRONG' }, options });
    expect(wrong).toMatchObject({ step: 'unlock', lock: { problem: 'PSKC_KEY_WRONG' } });
    const unlocking = { keyHex: '00' };
    const open = nextState(wrong, { type: 'previewed', file, preview: openPreview(), options, unlocking });
    expect(open).toMatchObject({ step: 'preview', unlocking, policy: 'all-or-nothing', isExpired: false });
  });

  it('forgets the encoding chosen for the last file, and its error, when another is chosen', () => {
    const state = run([
      { type: 'file-chosen', file },
      { type: 'options-changed', options: { createsUsers: true, secretEncoding: 'hex' } },
      { type: 'failed', error: new ConsoleError('IMPORT_FILE_EMPTY') },
      { type: 'file-chosen', file },
    ]);
    expect(state).toMatchObject({ error: undefined, options: { createsUsers: true, secretEncoding: undefined } });
  });

  it('does not offer the import of rows with errors under all or nothing, and does once told to leave them out', () => {
    const state = previewState();
    expect(importBlock(state)).toBe('refused');
    const allowed = nextState(state, { type: 'policy-chosen', policy: 'good-rows' }) as PreviewState;
    expect(importBlock(allowed)).toBeUndefined();
    expect(importBlock(previewState({ error: 0 }))).toBeUndefined();
    expect(importBlock(previewState({ ok: 0 }))).toBe('nothing');
  });

  it('keeps the policy when the same file is checked again with other options', () => {
    const state = run(
      [
        { type: 'policy-chosen', policy: 'good-rows' },
        { type: 'previewed', file, preview: openPreview({ ok: 220 }), options, unlocking: {} },
      ],
      previewState(),
    );
    expect(state).toMatchObject({ policy: 'good-rows', preview: { summary: { ok: 220 } } });
  });

  it('has ended when the server does not know the import any more, whoever noticed', () => {
    const byCommit = nextState(previewState(), { type: 'failed', error: new ConsoleError('IMPORT_NOT_FOUND') });
    const byRows = nextState(previewState(), { type: 'expired' });
    for (const state of [byCommit, byRows]) {
      expect(state).toMatchObject({ step: 'preview', isExpired: true, error: undefined, work: undefined });
      expect(importBlock(state as PreviewState)).toBe('expired');
      expect(isLeavingLossy(state)).toBe(false);
    }
    const again = nextState(byRows, { type: 'previewed', file, preview: openPreview(), options, unlocking: {} });
    expect(again).toMatchObject({ isExpired: false });
  });

  it.each(['IMPORT_CONFLICT', 'STORE_WRITE_FAILED', 'IMPORT_HAS_BAD_ROWS'] as const)(
    'stays on the preview and shows %s',
    (code) => {
      const working = nextState(previewState(), { type: 'work-started', work: { kind: 'committing' } });
      const state = nextState(working, { type: 'failed', error: new ConsoleError(code) });
      expect(state).toMatchObject({ step: 'preview', isExpired: false, work: undefined, error: { code } });
    },
  );

  it('ignores answers that come after the step was left', () => {
    const back = nextState(previewState(), { type: 'went-back' });
    expect(back).toMatchObject({ step: 'choose', file, options });
    expect(nextState(back, { type: 'imported', result, log: [] })).toBe(back);
    expect(nextState(back, { type: 'expired' })).toBe(back);
    expect(nextState(back, { type: 'policy-chosen', policy: 'good-rows' })).toBe(back);
  });

  it('ends with the counts that were done, and says when they are not those announced', () => {
    const done = nextState(previewState(), { type: 'imported', result, log: [] }) as ResultState;
    expect(done).toMatchObject({ step: 'result', fileName: 'tokens.xml', result });
    expect(isResultChanged(done)).toBe(false);
    expect(isResultChanged({ ...done, result: { ...result, importedCount: 213 } })).toBe(true);
    expect(isLeavingLossy(done)).toBe(false);
    expect(nextState(done, { type: 'restarted' })).toMatchObject({ step: 'choose', file: undefined });
  });

  it('loses something only while a preview is open', () => {
    expect(isLeavingLossy(previewState())).toBe(true);
    expect(isLeavingLossy(INITIAL_STATE)).toBe(false);
  });
});
