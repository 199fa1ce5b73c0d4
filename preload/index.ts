/**
 * Between the page and the desktop: hands the page its one connection to the engine and the two dialogs that a page
 * does not have. Runs sandboxed; nothing of Electron reaches the page (security checklist, item 20).
 */
import { contextBridge, ipcRenderer } from 'electron';
import { type NativeAnswer, PORT_CHANNEL, SAVE_EXPORT_CHANNEL, SAVE_FILE_CHANNEL } from '../main/electron/native-channels.ts';
import type { HostBridge } from '../shared/host.ts';

const isLoaded = new Promise<void>((resolve) => {
  window.addEventListener('load', () => resolve(), { once: true });
});

ipcRenderer.on(PORT_CHANNEL, (event) => {
  void isLoaded.then(() => window.postMessage(PORT_CHANNEL, window.location.origin, event.ports));
});

async function ask(channel: string, input: object): Promise<boolean> {
  const answer: NativeAnswer = await ipcRenderer.invoke(channel, input);
  if (answer.isOk) return answer.isSaved;
  // A plain object: an Error loses its properties on the way into the page.
  return Promise.reject({ code: answer.code, detail: answer.detail });
}

const host: HostBridge = {
  kind: 'electron',
  saveFile: ({ name, mediaType, content }) => ask(SAVE_FILE_CHANNEL, { name, mediaType, content }),
  saveExport: ({ id, name }) => ask(SAVE_EXPORT_CHANNEL, { id, name }),
};
contextBridge.exposeInMainWorld('countersignHost', host);
