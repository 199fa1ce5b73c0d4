/** The small object that a host gives the page beside the contract (same in Electron and in a browser). */
export interface HostBridge {
  /** Which host carries this console. */
  readonly kind: 'electron' | 'browser';
  /** Offers `content` to the operator as a file to save. Resolves to false when the dialog was cancelled. */
  saveFile(file: { readonly name: string; readonly mediaType: string; readonly content: string | Uint8Array }): Promise<boolean>;
  /**
   * Offers the finished file of an export job to the operator. Resolves to false when the dialog was cancelled. The
   * desktop host rejects with an error whose `code` is EXPORT_FILE_LOCKED, EXPORT_DISK_FULL or EXPORT_WRITE_FAILED, and
   * leaves no half file.
   */
  saveExport(file: { readonly id: string; readonly name: string }): Promise<boolean>;
}

/** Path of the RPC endpoints of the headless host: HTTP POST below RPC_HTTP_PATH, WebSocket at RPC_SOCKET_PATH. */
export const RPC_HTTP_PATH = '/rpc';
export const RPC_SOCKET_PATH = '/rpc-socket';
/** GET EXPORT_PATH/:id answers the finished file of an export job to the session that started it. */
export const EXPORT_PATH = '/exports';

/** One policy for both hosts. Mantine sets inline styles, hence 'unsafe-inline' for styles only. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  // Recordings are played from memory.
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What both hosts send with every answer to a page. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
