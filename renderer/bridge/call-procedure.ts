import { client } from './client.ts';
import { toConsoleError } from './console-error.ts';
import { type OutputOf, type ProcedurePath, splitPath } from './procedures.ts';

/** Calls a procedure. @throws ConsoleError, always that */
export async function callProcedure<Path extends ProcedurePath>(
  path: Path,
  input: unknown,
  signal?: AbortSignal,
): Promise<OutputOf<Path>> {
  const [area, name] = splitPath(path);
  // The path's type has proved that area and name exist; the compiler cannot follow that through the split.
  const areas = client as unknown as Record<string, Record<string, (input: unknown, options: object) => Promise<unknown>>>;
  const call = areas[area]?.[name];
  if (call === undefined) throw new TypeError(`no such procedure: ${path}`);
  try {
    return (await call(input, signal === undefined ? {} : { signal })) as OutputOf<Path>;
  } catch (error) {
    throw toConsoleError(error);
  }
}
