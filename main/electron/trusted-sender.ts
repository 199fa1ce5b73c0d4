/** Item 17 of Electron's security checklist: a message counts only from the console's own page, not from a frame in it. */
import type { IpcMainInvokeEvent } from 'electron';
import { originOf } from './hardening.ts';

export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, ownOrigin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && originOf(frame.url) === ownOrigin;
}
