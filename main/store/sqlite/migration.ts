import type { Connection } from './connection.ts';

export type Migration = {
  /** In tens, so that a fix of a released version fits between. */
  readonly version: number;
  readonly up: (connection: Connection) => void;
};
