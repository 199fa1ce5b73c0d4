/** DATA/demo.json: says that a data folder holds invented data only, and who may sign in there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './durable-file.ts';

const FILE = 'demo.json';
const demoMarkerSchema = z.object({
  version: z.literal(1),
  /** Everything in the folder comes from this number. */
  seed: z.int(),
  /** The operator that the sign-in page offers: the data are worth nothing, and the console answers on loopback only. */
  operator: z.object({ name: z.string(), password: z.string() }),
});
export type DemoMarker = z.infer<typeof demoMarkerSchema>;

/** Undefined for every folder that is no demo. */
export function readDemoMarker(folder: string): DemoMarker | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return demoMarkerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Damaged or not ours: then nothing says that these data are invented, and they are treated as real.
    return undefined;
  }
}

export async function writeDemoMarker(folder: string, marker: DemoMarker): Promise<void> {
  await writeDurably(join(folder, FILE), async (file) => file.writeFile(`${JSON.stringify(marker, null, 2)}\n`));
}
