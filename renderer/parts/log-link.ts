/** Search parameters of the authentication log, for whoever links to it (pages/AuthenticationLog/search.ts reads them). */
import type { Method, Mode } from '../../shared/methods.ts';

export type LogLink = {
  readonly period?: 'custom';
  readonly from?: number;
  readonly until?: number;
  readonly outcome?: 'granted' | 'denied' | 'pending';
  readonly result?: number;
  readonly applicationName?: string;
  readonly method?: Method;
  readonly mode?: Mode;
  readonly userId?: number;
  readonly username?: string;
};

/** The log between two instants. */
export const logBetween = ({ from, until }: { readonly from: number; readonly until: number }): LogLink => ({
  period: 'custom',
  from,
  until,
});
