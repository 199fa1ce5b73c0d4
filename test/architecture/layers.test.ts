import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Report = {
  modules: { source: string; dependencies: unknown[] }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

function cruise(): Report {
  const program = fileURLToPath(new URL('../../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url));
  const args = [
    program,
    '--config',
    'test/architecture/layers.cjs',
    '--output-type',
    'json',
    'main',
    'shared',
    'renderer',
    'preload',
  ];
  // A violation makes the program end with the number of violations: the report is on standard output all the same.
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

describe('layers', () => {
  const report = cruise();

  it('the checker saw every source file: a checker that sees none passes', () => {
    const seen = new Set(report.modules.map((module) => module.source));
    const files = globSync('{main,shared,renderer,preload}/**/*.{ts,tsx}', { cwd: root }).filter(
      (file) => !file.endsWith('.d.ts'),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
    expect(report.modules.some((module) => module.dependencies.length > 3)).toBe(true);
  });

  it('no arrow turns and nothing is a cycle', () => {
    expect(report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });
}, 120_000);
