/** The rights that Windows keeps on the data folder: which programs are called, in which order, and what a failure means. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ownDataFolder, refuseOpenFolder } from '../../main/adapters/data-folder.ts';
import { CLOSED_MARKER, closeToOthers, isOpenToOthers, type RunProgram } from '../../main/adapters/folder-rights.ts';
import { AppError } from '../../main/engine/app-error.ts';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const root = newFolder();
afterAll(() => removeFolder(root));
const ACCOUNT = 'S-1-5-21-111-222-333-1001';

type Calls = { readonly calls: string[][]; readonly run: RunProgram };
/** Windows, with the programs that fail. */
function windows(failing: readonly string[] = [], account = ACCOUNT): Calls & { readonly platform: 'win32' } {
  const calls: string[][] = [];
  return {
    platform: 'win32',
    calls,
    run: (program, args) => {
      calls.push([program, ...args]);
      if (failing.includes(program)) throw Object.assign(new Error('Access is denied.'), { code: 'EACCES' });
      return program === 'whoami.exe' ? `"example\\svc-mfa","${account}"\r\n` : 'Successfully processed 1 files';
    },
  };
}
const refusalOf = (work: () => void): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new TypeError('nothing was refused');
};

it('closes a new folder to all but SYSTEM, Administrators and its own account, once', () => {
  const folder = join(root, 'new');
  const ports = windows();
  ownDataFolder(folder, ports).release();
  const grants = ['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', `*${ACCOUNT}:(OI)(CI)F`];
  expect(ports.calls).toEqual([
    ['whoami.exe', '/user', '/fo', 'csv', '/nh'],
    ['icacls.exe', folder, '/inheritance:r', '/grant:r', ...grants],
  ]);
  expect(readFileSync(join(folder, CLOSED_MARKER), 'utf8')).toBe(`${ACCOUNT}\n`);
  ownDataFolder(folder, ports).release();
  expect(ports.calls.length).toBe(2);
  expect(isOpenToOthers(folder, ports)).toBe(false);
});

it('names SYSTEM once where the engine runs as SYSTEM', () => {
  const ports = windows([], 'S-1-5-18');
  ownDataFolder(join(root, 'service'), ports).release();
  expect(ports.calls[1]?.slice(4)).toEqual(['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F']);
});

it('calls nothing elsewhere than on Windows', () => {
  const folder = join(root, 'linux');
  const ports = windows();
  ownDataFolder(folder, { ...ports, platform: 'linux' }).release();
  expect(ports.calls).toEqual([]);
  expect(existsSync(join(folder, CLOSED_MARKER))).toBe(false);
});

it('makes no keys in a folder that stays open, says what to run by hand, and leaves it free for the next start', () => {
  const folder = join(root, 'open');
  const byAccount = refusalOf(() => ownDataFolder(folder, windows(['icacls.exe'])));
  expect(byAccount).toMatchObject({
    code: 'DATA_FOLDER_OPEN_TO_OTHERS',
    detail: {
      folder,
      problem: 'EACCES',
      command: `icacls "${folder}" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *${ACCOUNT}:(OI)(CI)F`,
    },
  });
  // Without an account nothing is granted to nobody: icacls is not called at all.
  const nameless = windows(['whoami.exe']);
  const byName = refusalOf(() => ownDataFolder(folder, nameless));
  expect(nameless.calls.map(([program]) => program)).toEqual(['whoami.exe']);
  expect(byName.detail.command).toMatch(/\*S-1-5-32-544:\(OI\)\(CI\)F "%USERNAME%:\(OI\)\(CI\)F"$/);
  const mute = windows([], 'nothing that is a SID');
  expect(refusalOf(() => ownDataFolder(folder, mute)).code).toBe('DATA_FOLDER_OPEN_TO_OTHERS');
  expect(existsSync(join(folder, CLOSED_MARKER))).toBe(false);
  ownDataFolder(folder, windows()).release();
  expect(existsSync(join(folder, CLOSED_MARKER))).toBe(true);
});

it('goes on with a folder that has keys already, tries again at each start, and knows that it is open', () => {
  const folder = join(root, 'in-use');
  mkdirSync(folder);
  writeFileSync(join(folder, 'keys.json'), '{}');
  const ports = windows(['icacls.exe']);
  ownDataFolder(folder, ports).release();
  ownDataFolder(folder, ports).release();
  expect(ports.calls.length).toBe(4);
  expect(isOpenToOthers(folder, ports)).toBe(true);
  expect(closeToOthers(folder, windows())).toEqual({ isClosed: true });
  expect(isOpenToOthers(folder, ports)).toBe(false);
});

it('refuses the folder of a restore as well, before its keys are written', () => {
  const folder = join(root, 'stage');
  mkdirSync(folder);
  expect(refusalOf(() => refuseOpenFolder(folder, windows(['icacls.exe']))).code).toBe('DATA_FOLDER_OPEN_TO_OTHERS');
  expect(() => refuseOpenFolder(folder, windows())).not.toThrow();
});

it('says that a folder is in use before it asks for rights: the desktop program then opens the console of the service', () => {
  const folder = join(root, 'service-runs');
  const owner = ownDataFolder(folder, windows());
  const ports = windows(['icacls.exe', 'whoami.exe']);
  expect(refusalOf(() => ownDataFolder(folder, ports)).code).toBe('DATA_FOLDER_IN_USE');
  expect(ports.calls).toEqual([]);
  owner.release();
});
