/** The contract for a command: over the engine that runs on the folder, else from the folder itself. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/index.ts';
import { RPC_SOCKET_PATH } from '../../shared/host.ts';
import { type EngineAddress, readEngineAddress } from '../adapters/engine-address.ts';
import { createLog } from '../adapters/log.ts';
import { composeEngine } from '../compose.ts';

export type ContractClient = ContractRouterClient<Contract>;
export type Connected = { readonly client: ContractClient; close(): Promise<void> };

/** Undefined when nobody answers there: the engine was killed and its file stayed. */
async function attach({ console, localToken }: EngineAddress): Promise<Connected | undefined> {
  const url = new URL(RPC_SOCKET_PATH, console);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${localToken}` } });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!isOpen) return undefined;
  const client = createORPCClient<ContractClient>(new RPCLink({ websocket: socket }));
  return {
    client,
    async close() {
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.close();
      await closed;
    },
  };
}

/** Throws what composeEngine throws: DATA_FOLDER_IN_USE when the folder is owned and nobody answers. */
export async function connect(dataFolder: string, writeLog: (line: string) => void): Promise<Connected> {
  const address = readEngineAddress(dataFolder);
  const attached = address === undefined ? undefined : await attach(address);
  if (attached !== undefined) return attached;
  const log = createLog(writeLog);
  const engine = await composeEngine({ dataFolder, host: 'command-line', listens: false, log });
  const client = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
  return { client: client as ContractClient, close: () => engine.close() };
}
