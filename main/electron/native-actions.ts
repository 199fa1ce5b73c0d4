/** The dialogs that only the desktop has. Each message is checked for its sender (checklist item 17) and its shape. */
import { basename, dirname, extname, join } from 'node:path';
import { type BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import type { Log } from '../adapters/log.ts';
import { AppError } from '../engine/app-error.ts';
import { type NativeAnswer, SAVE_EXPORT_CHANNEL, SAVE_FILE_CHANNEL } from './native-channels.ts';
import type { Preferences } from './preferences.ts';
import { saveBytes } from './save-file.ts';
import { isTrustedSender } from './trusted-sender.ts';

export type NativeActionOptions = {
  readonly window: () => BrowserWindow | undefined;
  readonly preferences: Preferences;
  readonly ownOrigin: string;
  readonly log: Log;
  /** Offered first when nothing was saved before. */
  readonly documentsFolder: string;
  /** Of whoever is signed in in the window. */
  readonly exports: {
    /** Throws EXPORT_NOT_FOUND and SIGN_IN_REQUIRED. */
    check(id: string): Promise<unknown>;
    saveTo(id: string, path: string): Promise<void>;
  };
};

const saveFileSchema = z.object({
  name: z.string().min(1).max(255),
  mediaType: z.string().max(255),
  content: z.union([z.string(), z.instanceof(Uint8Array)]),
});
const saveExportSchema = z.object({ id: z.string().min(1).max(64), name: z.string().min(1).max(255) });

/** @returns the way to take them away */
export function serveNativeActions(options: NativeActionOptions): () => void {
  const serve = (channel: string, save: (input: unknown) => Promise<boolean>): void => {
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, input: unknown): Promise<NativeAnswer> => {
      if (!isTrustedSender(event, options.ownOrigin)) throw new TypeError('not the console');
      try {
        return { isOk: true, isSaved: await save(input) };
      } catch (error) {
        if (error instanceof AppError) return { isOk: false, code: error.code, detail: { ...error.detail } };
        options.log.error('a file could not be saved', error);
        return { isOk: false, code: 'INTERNAL', detail: { reference: 'desktop' } };
      }
    });
  };
  serve(SAVE_FILE_CHANNEL, async (input) => {
    const { name, content } = saveFileSchema.parse(input);
    return saveAs(options, name, (path) => saveBytes(path, content));
  });
  serve(SAVE_EXPORT_CHANNEL, async (input) => {
    const { id, name } = saveExportSchema.parse(input);
    // Before the dialog: nobody chooses a place for a file that is not there.
    await options.exports.check(id);
    return saveAs(options, name, (path) => options.exports.saveTo(id, path));
  });
  return () => {
    ipcMain.removeHandler(SAVE_FILE_CHANNEL);
    ipcMain.removeHandler(SAVE_EXPORT_CHANNEL);
  };
}

/** False when the dialog was cancelled. The name is the page's wish: a path in it would choose the folder. */
async function saveAs(options: NativeActionOptions, name: string, save: (path: string) => Promise<void>): Promise<boolean> {
  const { preferences } = options;
  const folder = preferences.get('lastExportFolder') ?? options.documentsFolder;
  const fileName = basename(name.replaceAll('\\', '/')).replaceAll(/[<>:"|?*\p{Cc}]/gu, '_') || 'countersign';
  const extension = extname(fileName).slice(1);
  const wanted = {
    defaultPath: join(folder, fileName),
    filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const window = options.window();
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(wanted)
    : dialog.showSaveDialog(window, wanted));
  if (canceled || filePath === '') return false;
  await save(filePath);
  preferences.set('lastExportFolder', dirname(filePath));
  return true;
}
