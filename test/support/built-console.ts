/** Global set-up of the end-to-end tests: the console as `npm start` would serve it, built only when it is stale. */
import { ensureConsole } from '../../main/bootstrap.mjs';

export function setup(): void {
  ensureConsole(process.execPath);
}
