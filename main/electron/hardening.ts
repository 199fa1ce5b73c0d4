/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), one function an item that code can
 * keep, with its number. The others: 1 and 18 app-protocol.ts (own scheme, nothing remote), 2 3 4 6 8 9 10 window.ts
 * (preferences), 7 app-protocol.ts (policy), 16 the lock file, 17 trusted-sender.ts, 19 electron-builder.yml (fuses),
 * 20 preload/index.ts.
 */
import type { App, Session, WebContents } from 'electron';
import type { Log } from '../adapters/log.ts';

/** Permissions that the console itself uses, and only on its own origin: copying a secret or an address. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Where an address belongs; '' for one that cannot be read. */
export function originOf(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(address);
  return match?.[1]?.toLowerCase() ?? '';
}

/** Item 5: whoever gets code into the page must not get the microphone, the location or a device with it. */
export function refusePermissions(session: Session, ownOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(GRANTED_PERMISSIONS.has(permission) && originOf(details.requestingUrl) === ownOrigin);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED_PERMISSIONS.has(permission) && originOf(origin) === ownOrigin,
  );
  session.setDevicePermissionHandler(() => false);
}

/** Items 11 and 12: a <webview> could bring its own preload and Node. The console has none. */
export function refuseWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Item 13: a window that navigates elsewhere would hand its preload, and the operator's trust, to another page. */
export function stayAtHome(contents: WebContents, ownOrigin: string, log: Log): void {
  const check = (event: { preventDefault(): void; url: string }): void => {
    if (originOf(event.url) === ownOrigin) return;
    event.preventDefault();
    log.info('a navigation out of the console was refused', { to: originOf(event.url) });
  };
  contents.on('will-navigate', check);
  contents.on('will-redirect', check);
  contents.on('will-frame-navigate', check);
}

/** Items 14 and 15: no second window and nothing handed to the system's browser: the console links to itself only. */
export function refuseNewWindows(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(({ url }) => {
    log.info('a new window was refused', { to: originOf(url) });
    return { action: 'deny' };
  });
}

/** What every page of this process gets, also one that nobody thought of. */
export function hardenAllContents(app: App, ownOrigins: ReadonlySet<string>, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseWebviews(contents);
    refuseNewWindows(contents, log);
    contents.on('will-navigate', (event) => {
      if (!ownOrigins.has(originOf(event.url))) event.preventDefault();
    });
  });
  // A console whose certificate does not fit is no console; the own scheme has none.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  // Credentials of a proxy or a site are never asked for: nothing here is fetched from elsewhere.
  app.on('login', (event) => event.preventDefault());
}
