/** What the host gives the page beside the contract: the desktop host's own object, or the browser's way. */
import { EXPORT_PATH, type HostBridge } from '../../shared/host.ts';

declare global {
  interface Window {
    /** Set by preload in the desktop host only. */
    readonly countersignHost?: HostBridge;
  }
}

const browserHost: HostBridge = {
  kind: 'browser',
  saveFile: async ({ name, mediaType, content }) => {
    const part = typeof content === 'string' ? content : new Uint8Array(content);
    const address = URL.createObjectURL(new Blob([part], { type: mediaType }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    // The download reads the blob after click() returned.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return true;
  },
  saveExport: async ({ id, name }) => {
    const anchor = document.createElement('a');
    anchor.href = `${EXPORT_PATH}/${id}`;
    anchor.download = name;
    anchor.click();
    return true;
  },
};

export const host: HostBridge = window.countersignHost ?? browserHost;
