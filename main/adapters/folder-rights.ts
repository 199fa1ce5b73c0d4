/**
 * Who may read the data folder on Windows. Modes mean nothing there: what lies below ProgramData is readable by every
 * user of the machine, and service.key opens all seeds. The rule is that of packaging/installer.nsh: SYSTEM and
 * Administrators; the engine adds the account that it runs as.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { PRIVATE_FILE_MODE, problemOf } from './durable-file.ts';

/** Says that the folder was closed; made once it is. */
export const CLOSED_MARKER = 'closed-to-others';
/** Well-known: SYSTEM, Administrators. */
const ALWAYS = ['S-1-5-18', 'S-1-5-32-544'];
const SID = /"(S-1-[\d-]+)"/;
const TIMEOUT_MILLISECONDS = 15_000;

/** Runs a program of Windows and answers what it printed; throws where it fails. */
export type RunProgram = (program: string, args: readonly string[]) => string;
export type RightsPorts = { readonly platform: NodeJS.Platform; readonly run: RunProgram };

/** From its own folder: a program of the same name elsewhere on the path is never run. */
const runOfSystem: RunProgram = (program, args) =>
  execFileSync(win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', program), [...args], {
    encoding: 'utf8',
    timeout: TIMEOUT_MILLISECONDS,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
export const SYSTEM_RIGHTS: RightsPorts = { platform: process.platform, run: runOfSystem };

export type FolderRights =
  | { readonly isClosed: true }
  /** `command`: what an administrator runs by hand. */
  | { readonly isClosed: false; readonly problem: string; readonly command: string };

/** True where only the rights of its parent stand between the folder and every user of the machine. */
export function isOpenToOthers(folder: string, { platform }: Pick<RightsPorts, 'platform'> = SYSTEM_RIGHTS): boolean {
  return platform === 'win32' && !existsSync(join(folder, CLOSED_MARKER));
}

/** Closes the folder to everybody else, once; elsewhere than on Windows its mode does that. */
export function closeToOthers(folder: string, ports: RightsPorts = SYSTEM_RIGHTS): FolderRights {
  if (!isOpenToOthers(folder, ports)) return { isClosed: true };
  let account: string | undefined;
  try {
    account = SID.exec(ports.run('whoami.exe', ['/user', '/fo', 'csv', '/nh']))?.[1];
    if (account === undefined) throw new TypeError('whoami told no SID');
    ports.run('icacls.exe', [folder, '/inheritance:r', '/grant:r', ...grants(account)]);
    writeFileSync(join(folder, CLOSED_MARKER), `${account}\n`, { mode: PRIVATE_FILE_MODE });
    return { isClosed: true };
  } catch (error) {
    return { isClosed: false, problem: problemOf(error), command: closingCommand(folder, account) };
  }
}

const grants = (account: string) => [...new Set([...ALWAYS, account])].map((sid) => `*${sid}:(OI)(CI)F`);

/** For the administrator's own hands; where the account is not known, the one who is signed in. */
export function closingCommand(folder: string, account?: string): string {
  const rights = account === undefined ? [...grants('S-1-5-18'), '"%USERNAME%:(OI)(CI)F"'] : grants(account);
  return `icacls "${folder}" /inheritance:r /grant:r ${rights.join(' ')}`;
}
