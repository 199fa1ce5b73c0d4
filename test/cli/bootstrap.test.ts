/** When packages and console are installed and built anew, and what a wrong use of the scripts says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const BOOTSTRAP = fileURLToPath(new URL('../../main/bootstrap.mjs', import.meta.url));
type Bootstrap = {
  fingerprint(root: string, sources: readonly string[]): string;
  isStale(root: string, stamp: string, print: string): boolean;
};
const { fingerprint, isStale }: Bootstrap = await import(BOOTSTRAP);
const SOURCES = ['renderer', 'package-lock.json'];

describe('the fingerprint of what a build is made from', () => {
  let root: string;
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  beforeEach(() => {
    root = newFolder();
    mkdirSync(join(root, 'renderer/pages'), { recursive: true });
    write('renderer/main.tsx', 'main');
    write('renderer/pages/Users.tsx', 'users');
    write('package-lock.json', '{}');
  });
  afterEach(() => removeFolder(root));

  it('stays the same while nothing that counts changes', () => {
    const before = fingerprint(root, SOURCES);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    write('README.md', 'not a source');
    mkdirSync(join(root, 'renderer/node_modules'));
    write('renderer/node_modules/package.js', 'not a source either');
    write('renderer/main.tsx', 'main');
    expect(fingerprint(root, SOURCES)).toBe(before);
  });

  it('changes with a changed, added, removed or renamed file', () => {
    const prints = [fingerprint(root, SOURCES)];
    const note = () => prints.push(fingerprint(root, SOURCES));
    write('renderer/pages/Users.tsx', 'other users');
    note();
    write('renderer/pages/Tokens.tsx', '');
    note();
    renameSync(join(root, 'renderer/pages/Tokens.tsx'), join(root, 'renderer/pages/Clients.tsx'));
    note();
    rmSync(join(root, 'renderer/main.tsx'));
    note();
    rmSync(join(root, 'package-lock.json'));
    note();
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('is stale without a stamp, and with the stamp of another state', () => {
    const print = fingerprint(root, SOURCES);
    expect(isStale(root, '.stamp', print)).toBe(true);
    write('.stamp', `${print}\n`);
    expect(isStale(root, '.stamp', print)).toBe(false);
    write('package-lock.json', '{"changed":true}');
    expect(isStale(root, '.stamp', fingerprint(root, SOURCES))).toBe(true);
  });
});

it('says how it is used, with status 2, when the job is unknown', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BOOTSTRAP, 'dance'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('usage: node main/bootstrap.mjs start|test|countersign|bench');
});
