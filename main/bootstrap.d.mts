/** Types of the parts of bootstrap.mjs that tests call. */
export function ensureConsole(node: string): void;
export function fingerprint(root: string, sources: readonly string[]): string;
export function isStale(root: string, stamp: string, print: string): boolean;
