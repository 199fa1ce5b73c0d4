/** How every procedure of the contract is declared: permission, error codes, request, response. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { ErrorCode } from '../error-codes.ts';
import type { RequiredPermission } from '../roles.ts';

export type ProcedureMeta = { readonly permission: RequiredPermission; readonly changes: boolean };

const errorDetailSchema = z.record(z.string(), z.union([z.string(), z.number()]));
type ErrorMap<Code extends ErrorCode> = Record<
  Code | 'INTERNAL' | 'SIGN_IN_REQUIRED' | 'ROLE_INSUFFICIENT' | 'OPERATOR_DUTY_OPEN',
  { data: typeof errorDetailSchema }
>;

/**
 * A procedure that roles with `permission` may call. `changes` is true when it changes anything: those are never
 * repeated by the client after a lost connection.
 */
export function procedure<const Code extends ErrorCode = never>(options: {
  readonly permission: RequiredPermission;
  readonly changes?: boolean;
  readonly errors?: readonly Code[];
}) {
  const codes = ['INTERNAL', 'SIGN_IN_REQUIRED', 'ROLE_INSUFFICIENT', 'OPERATOR_DUTY_OPEN', ...(options.errors ?? [])] as const;
  const errors = Object.fromEntries(codes.map((code) => [code, { data: errorDetailSchema }])) as ErrorMap<Code>;
  return oc
    .$meta<ProcedureMeta>({ permission: 'administer', changes: true })
    .meta({ permission: options.permission, changes: options.changes ?? false })
    .errors(errors);
}
