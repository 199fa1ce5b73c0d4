/** Types of every procedure of the contract by its path, `users.list`, and the call by path. */
import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '../../shared/contract/index.ts';
import { client } from './client.ts';
import { toConsoleError } from './console-error.ts';

type Areas = ContractRouterClient<Contract>;
type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

export type Area = keyof Areas & string;
export type ProcedurePath = { [A in Area]: `${A}.${keyof Areas[A] & string}` }[Area];

type At<Tree, Path extends string> = Path extends `${infer A}.${infer P}`
  ? A extends keyof Tree
    ? P extends keyof Tree[A]
      ? Tree[A][P]
      : never
    : never
  : never;

export type InputOf<Path extends ProcedurePath> = At<Inputs, Path>;
export type OutputOf<Path extends ProcedurePath> = At<Outputs, Path>;
/** The arguments that name one call: the path, and the input where the procedure takes one. */
export type CallOf<Path extends ProcedurePath> =
  unknown extends InputOf<Path> ? readonly [path: Path] : readonly [path: Path, input: InputOf<Path>];

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

export function splitPath(path: ProcedurePath): readonly [area: string, name: string] {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** Query key of a procedure: area, name and, where given, input. Shorter keys match all that start with them. */
export function queryKeyOf(path: ProcedurePath, input?: unknown): readonly unknown[] {
  const parts = splitPath(path);
  return input === undefined ? parts : [...parts, input];
}
