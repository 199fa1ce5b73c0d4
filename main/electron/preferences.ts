/** What this window remembers: console preferences only, never a setting of the server. A broken file means the defaults. */
import ElectronStore from 'electron-store';
import { z } from 'zod';

const rectangleSchema = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
const SCHEMAS = {
  bounds: rectangleSchema,
  isMaximized: z.boolean(),
  lastExportFolder: z.string().max(4096),
  /** The notice that closing the window leaves the engine running was shown. */
  isTrayNoticeShown: z.boolean(),
} as const;
type Name = keyof typeof SCHEMAS;
type Value<Key extends Name> = z.infer<(typeof SCHEMAS)[Key]>;

export interface Preferences {
  /** Undefined when it was never set, or what is stored is no such thing. */
  get<Key extends Name>(name: Key): Value<Key> | undefined;
  /** A preference that cannot be written is lost, and nothing else. */
  set<Key extends Name>(name: Key, value: Value<Key>): void;
}

/** In the user's own profile folder (`cwd`; Electron's userData without it). */
export function openPreferences(cwd?: string): Preferences {
  const store = new ElectronStore<Record<string, unknown>>({
    name: 'window',
    clearInvalidConfig: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  return {
    get: (name) => SCHEMAS[name].safeParse(store.get(name)).data as never,
    set: (name, value) => {
      try {
        store.set(name, value);
      } catch {
        // A full disk or a locked profile: the window opens where it always does, that is all.
      }
    },
  };
}
