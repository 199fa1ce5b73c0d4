/** The MessagePort that the desktop host's preload hands over, as a link of the same client. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ConnectionStore } from './connection.ts';

/** What preload posts to the page, with the port as its only transferable. */
export const PORT_MESSAGE = 'countersign-port';

/** Waits for the port; each later one (the engine was restarted) takes the place of the one before. */
export function createPortLink(page: Window, store: ConnectionStore): ClientLink<ClientContext> {
  store.set({ kind: 'connecting' });
  let take: (link: RPCLink<ClientContext>) => void = () => undefined;
  let current = new Promise<RPCLink<ClientContext>>((resolve) => {
    take = resolve;
  });
  page.addEventListener('message', (event) => {
    // Only the page's own frame may hand over a port: another origin's port would carry every secret typed here.
    if (event.source !== page || event.origin !== page.location.origin || event.data !== PORT_MESSAGE) return;
    const [port] = event.ports;
    if (port === undefined) return;
    port.start();
    const link = new RPCLink<ClientContext>({ port });
    take(link);
    current = Promise.resolve(link);
    store.set({ kind: 'open' });
  });
  return { call: async (path, input, options) => (await current).call(path, input, options) };
}
