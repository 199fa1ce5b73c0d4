/** How a command ends when it cannot do its work: one line on standard error, status 1; wrong usage 2. */
import { ORPCError } from '@orpc/client';
import { type ErrorCode, isErrorCode } from '../../shared/error-codes.ts';
import { ERROR_TEXT } from '../../shared/error-text.ts';
import { AppError } from '../engine/app-error.ts';

export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

type Detail = Readonly<Record<string, unknown>>;

function fill(text: string, detail: Detail): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(detail[name] ?? ''));
}

/** `CODE: what happened. What to do.` */
export function failureLine(code: ErrorCode, detail: Detail): string {
  const { what, next } = ERROR_TEXT[code];
  return `${code}: ${fill(what, detail)}. ${fill(next, detail)}`.replaceAll(/\s+/g, ' ');
}

/** Code and detail of whatever a command threw. */
export function describeFailure(error: unknown): { readonly code: ErrorCode; readonly detail: Detail } {
  if (error instanceof AppError) return { code: error.code, detail: error.detail };
  if (error instanceof ORPCError && isErrorCode(error.code)) return { code: error.code, detail: (error.data ?? {}) as Detail };
  return { code: 'INTERNAL', detail: { reference: error instanceof Error ? error.message : String(error) } };
}

/** A wrong use that the command line's own grammar cannot see. */
export class UsageError extends Error {}
