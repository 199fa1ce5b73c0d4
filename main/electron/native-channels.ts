/** What the page may ask of the desktop, beside the contract. Shared with preload: names and plain values only. */
import type { ErrorCode } from '../../shared/error-codes.ts';

/** Carries the page's connection to the engine, and what preload says to the page with it (renderer/bridge/port-link.ts). */
export const PORT_CHANNEL = 'countersign-port';
export const SAVE_FILE_CHANNEL = 'countersign-save-file';
export const SAVE_EXPORT_CHANNEL = 'countersign-save-export';

/** An error's properties do not survive Electron's pipes: a refusal travels as a value. */
export type NativeAnswer =
  | { readonly isOk: true; readonly isSaved: boolean }
  | { readonly isOk: false; readonly code: ErrorCode; readonly detail: Readonly<Record<string, string | number>> };
