/** What this project uses of the package smpp 0.5, which comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  /** Fields of the command beside these, as SMPP 3.4 names them. */
  export class PDU {
    constructor(command: string, fields?: Readonly<Record<string, unknown>>);
    readonly command: string;
    readonly command_status: number;
    sequence_number: number;
    readonly [field: string]: unknown;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): PDU;
    toBuffer(): Buffer;
  }
  export class Session extends EventEmitter {
    constructor(options: { readonly socket: Socket });
    readonly socket: Socket;
    /** False when the socket takes nothing any more. Gives the PDU its sequence number. */
    send(pdu: PDU): boolean;
    close(): void;
    destroy(): void;
  }
  export function createServer(listener: (session: Session) => void): NetServer;
  export function createServer(
    options: { readonly key: string; readonly cert: string },
    listener: (session: Session) => void,
  ): NetServer;
  /** A CommonJS module: what it exports comes as its default. */
  const smpp: { readonly PDU: typeof PDU; readonly Session: typeof Session; readonly createServer: typeof createServer };
  // biome-ignore lint/style/noDefaultExport: it is how import() sees such a module
  export default smpp;
}
