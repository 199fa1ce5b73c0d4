/** DATA/engine.json: where the engine of a data folder answers, for the command line of an account that may read it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PRIVATE_FILE_MODE } from './durable-file.ts';

const FILE = 'engine.json';
const engineAddressSchema = z.object({ console: z.string(), localToken: z.string(), processId: z.int() });
export type EngineAddress = z.infer<typeof engineAddressSchema>;

/** New at each start, so that an old copy of the file opens nothing. */
export function writeEngineAddress(folder: string, address: EngineAddress): void {
  const path = join(folder, FILE);
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(address)}\n`, { mode: PRIVATE_FILE_MODE });
}

export function removeEngineAddress(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** Undefined when no engine says that it runs there. It may have been killed: connecting tells. */
export function readEngineAddress(folder: string): EngineAddress | undefined {
  try {
    return engineAddressSchema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    // Missing, half written or not ours: no engine to attach to. The folder's lock still tells a running one.
    return undefined;
  }
}
