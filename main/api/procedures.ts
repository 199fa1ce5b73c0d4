/** The contract as procedures to serve: errors mapped and the caller's role checked before any input is looked at. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract/index.ts';
import type { ProcedureMeta } from '../../shared/contract/procedure.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/error-codes.ts';
import { isPermitted, OPERATOR_ROLES } from '../../shared/roles.ts';
import type { Session } from '../../shared/schemas/operator.ts';
import type { Log } from '../adapters/log.ts';
import { AppError, appError } from '../engine/app-error.ts';
import type { SessionFlows } from '../flows/sessions.ts';
import type { Actor, ApiContext, Caller } from './context.ts';

const REFERENCE_CHARACTERS = 8;
/** HTTP status of refusals, for what reads statuses only (RFC 9110 §15.5); the code in the body says which. */
const STATUS_REFUSED = 422;
const STATUS_OF: Partial<Record<ErrorCode, number>> = {
  SIGN_IN_REQUIRED: 401,
  SIGN_IN_REFUSED: 401,
  ROLE_INSUFFICIENT: 403,
  OPERATOR_DUTY_OPEN: 403,
  SIGN_IN_TICKET_OVER: 401,
  SIGN_IN_THROTTLED: 429,
};

async function actorOf(caller: Caller, sessions: SessionFlows): Promise<Actor> {
  if (caller.kind === 'local') return { name: 'local', role: 'administrator', session: undefined, sessionId: undefined };
  const sessionId = caller.carrier.current();
  const session: Session | undefined = sessionId === undefined ? undefined : await sessions.use(sessionId);
  return { name: session?.operator.name ?? '', role: session?.operator.role, session, sessionId };
}

/** Why this actor may not call it, or undefined. */
function checkRole(actor: Actor, meta: ProcedureMeta): AppError | undefined {
  if (isPermitted(actor.role, meta.permission)) return checkDuties(actor, meta);
  if (actor.role === undefined) return appError('SIGN_IN_REQUIRED');
  const required = OPERATOR_ROLES.filter((role) => isPermitted(role, meta.permission)).join(', ');
  return appError('ROLE_INSUFFICIENT', { detail: { required } });
}

/** Until a duty is done, only the own account and what is public are open. */
function checkDuties({ session }: Actor, { permission }: ProcedureMeta): AppError | undefined {
  const [duty] = session?.duties ?? [];
  if (duty === undefined || permission === 'public' || permission === 'own-account') return undefined;
  return appError('OPERATOR_DUTY_OPEN', { detail: { duty } });
}

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] };

/** `path` and `problem` of the first thing that is wrong with an input. */
function describeIssues(error: ORPCError<string, unknown>): { path: string; problem: string } {
  const issues = (error.data as { issues?: readonly Issue[] } | undefined)?.issues ?? [];
  const path = issues[0]?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? '';
  return { path, problem: issues[0]?.message ?? error.message };
}

/** What crosses the pipe for an error: a code and what its text may quote, never a message, a cause or a stack. */
export function toWireError(error: unknown, log: Log, path: string): ORPCError<string, unknown> {
  if (error instanceof AppError && error.code !== 'INTERNAL') {
    // A refused file or a taken name is no fault of the server's.
    if (error.cause !== undefined && ERROR_CODES[error.code].severity !== 'notice')
      log.error(`${path}: ${error.code}`, error.cause);
    return new ORPCError(error.code, {
      data: error.detail,
      message: error.code,
      status: STATUS_OF[error.code] ?? STATUS_REFUSED,
    });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new ORPCError('BAD_REQUEST', { data: describeIssues(error), message: 'BAD_REQUEST' });
  const reference = crypto.randomUUID().slice(0, REFERENCE_CHARACTERS);
  log.error(`${path} failed, reference ${reference}`, error);
  return new ORPCError('INTERNAL', { data: { reference }, message: 'INTERNAL' });
}

function isEvents(output: unknown): output is AsyncGenerator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** Events fail later than their call: what breaks them is told like any other error. */
async function* guardEvents(events: AsyncGenerator<unknown>, log: Log, path: string): AsyncGenerator<unknown> {
  try {
    yield* events;
  } catch (error) {
    throw toWireError(error, log, path);
  }
}

/** The builder that every file of this folder makes its handlers with. */
export function createProcedures(sessions: SessionFlows, log: Log) {
  return implement(contract)
    .$context<ApiContext>()
    .use(async ({ context, next, path, procedure }) => {
      try {
        const actor = await actorOf(context.caller, sessions);
        const refused = checkRole(actor, procedure['~orpc'].meta as ProcedureMeta);
        if (refused !== undefined) throw refused;
        const result = await next({ context: { actor } });
        return isEvents(result.output) ? { ...result, output: guardEvents(result.output, log, path.join('.')) } : result;
      } catch (error) {
        throw toWireError(error, log, path.join('.'));
      }
    });
}
export type Procedures = ReturnType<typeof createProcedures>;
