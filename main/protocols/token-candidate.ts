// One token as a maker's file describes it, whichever format the file has.
import type { OathAlgorithm, SeedEncoding, TokenType } from '../../shared/schemas/token.ts';
import type { RowCode } from '../../shared/schemas/token-import.ts';

/** What a parser found wrong, or worth a warning, in one row: the first problem only. */
export type Finding = {
  readonly code: RowCode;
  /** Column or element, as the file writes it. */
  readonly column: string;
  /** One English sentence: what is wrong and what to do. Never quotes a secret. */
  readonly message: string;
};

/** A row with an error finding has no seed; its other fields hold what could be read, or defaults. */
export type TokenCandidate = {
  /** Line of the file where the row or key starts, from 1. */
  readonly line: number;
  readonly serial: string;
  /** Username, or ''. */
  readonly user: string;
  readonly type: TokenType;
  readonly algorithm: OathAlgorithm;
  readonly digits: number;
  readonly periodSeconds: number;
  /** Decimal, up to 64 bits. */
  readonly counter: string;
  /** Whole time steps; + is ahead. */
  readonly driftSteps: number;
  readonly manufacturer: string;
  readonly model: string;
  /** Epoch milliseconds. */
  readonly startsAt: number | undefined;
  readonly expiresAt: number | undefined;
  readonly encoding: SeedEncoding | undefined;
  readonly seed: Uint8Array | undefined;
  readonly finding: Finding | undefined;
  /** How the file calls its columns or elements, for the messages of later checks. */
  readonly columns: { readonly serial: string; readonly secret: string; readonly user: string; readonly expires: string };
};

/** Throw inside a row parser to end the row with this finding. */
export class RowProblem extends Error {
  readonly finding: Finding;

  constructor(code: RowCode, column: string, message: string) {
    super(message);
    this.name = 'RowProblem';
    this.finding = { code, column, message };
  }
}
