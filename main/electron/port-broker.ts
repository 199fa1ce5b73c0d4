/** Joins a window to the engine: one MessagePort for each page that the own scheme loaded, and for no other. */
import { type BrowserWindow, MessageChannelMain } from 'electron';
import type { Log } from '../adapters/log.ts';
import { type PipeEngine, type ServedPipe, serveMessagePort } from '../api/message-port-pipe.ts';
import { originOf } from './hardening.ts';
import { PORT_CHANNEL } from './native-channels.ts';

/** How a console in this window is named where a browser's address would stand (throttle, list of sessions). */
const WINDOW_ADDRESS = 'desktop';

export type PortBroker = {
  /** Session of the console in the window, while one is signed in. */
  sessionId(): string | undefined;
  close(): void;
};

export function createPortBroker(
  window: BrowserWindow,
  options: { engine: PipeEngine; log: Log; ownOrigin: string },
): PortBroker {
  let pipe: ServedPipe | undefined;
  const drop = () => {
    pipe?.close();
    pipe = undefined;
  };
  const { webContents } = window;
  const handOver = (): void => {
    const frame = webContents.mainFrame;
    // An error page, or whatever else a window might end at, would get everything the console can do.
    if (originOf(frame.url) !== options.ownOrigin) {
      options.log.info('no connection for a page that is not the console', { origin: originOf(frame.url) });
      return;
    }
    drop();
    const { port1, port2 } = new MessageChannelMain();
    pipe = serveMessagePort({ engine: options.engine, log: options.log, port: port1, address: WINDOW_ADDRESS });
    frame.postMessage(PORT_CHANNEL, null, [port2]);
  };
  // After a reload the page has lost its end: it gets a new one, and the old session ends with the old pipe.
  webContents.on('did-finish-load', handOver);
  webContents.on('render-process-gone', drop);
  webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) drop();
  });
  window.on('closed', drop);
  return { sessionId: () => pipe?.sessionId(), close: drop };
}
