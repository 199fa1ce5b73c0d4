/** Types of every procedure of the contract by its path, `users.list`. */
import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '../../shared/contract/index.ts';

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

export function splitPath(path: ProcedurePath): readonly [area: string, name: string] {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** Query key of a procedure: area, name and, where given, input. Shorter keys match all that start with them. */
export function queryKeyOf(path: ProcedurePath, input?: unknown): readonly unknown[] {
  const parts = splitPath(path);
  return input === undefined ? parts : [...parts, input];
}
