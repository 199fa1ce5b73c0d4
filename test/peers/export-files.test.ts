/** What other programs read out of exported files: LibreOffice from workbooks, poppler from PDFs. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../main/adapters/csv-syntax.ts';
import type { ExportSubject } from '../../shared/schemas/export.ts';
import type { ReportSummary } from '../../shared/schemas/report.ts';
import type { ContractClient } from '../contract/pipes.ts';
import { type ExportWorld, FROM, NASTY, openExportWorld, UNTIL, ZONE } from '../support/exports.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { temporaryFolder } from '../support/store.ts';

const missing = missingPrograms('soffice', 'pdftotext', 'pdffonts', 'pdfinfo');
const ATTEMPTS = 6000;
const REPORT: ExportSubject = { kind: 'authentications', filter: { from: FROM, until: UNTIL, bucket: 'day' } };

describe.skipIf(missing !== '')(`exported files in other programs ${missing}`, () => {
  let world: ExportWorld;
  let client: ContractClient;
  let summary: ReportSummary;
  const folder = temporaryFolder();
  beforeAll(async () => {
    world = await openExportWorld(ATTEMPTS);
    ({ client } = await world.console('Alice'));
    summary = await client.reports.summary({ from: FROM, until: UNTIL, bucket: 'day', timeZone: ZONE });
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    folder.remove();
  });

  /** Rows of sheet `number`, from 1, as LibreOffice writes them. */
  const sheetOf = (path: string, number: number): readonly (readonly string[])[] => {
    const filter = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,${number}`;
    const profile = `-env:UserInstallation=file://${join(folder.path, 'profile')}`;
    const out = join(folder.path, `sheet-${basename(path)}-${number}`);
    execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, path], {
      timeout: 120_000,
      stdio: 'pipe',
    });
    const [written = ''] = readdirSync(out);
    return readCsv(readFileSync(join(out, written), 'utf8'), ',').map(({ cells }) => cells);
  };
  const textOf = (path: string): string => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });

  it('LibreOffice reads the numbers of the report from the workbook', async () => {
    const path = world.pathOf(await world.make(client, REPORT, 'xlsx'));
    const [header, ...days] = sheetOf(path, 2);
    expect(header).toEqual(['From', 'Until', 'Granted', 'Denied', 'Pending', 'All', 'Success rate']);
    expect(days).toHaveLength(summary.series.length);
    const sum = (column: number) => days.reduce((total, cells) => total + Number(cells[column]), 0);
    expect([sum(2), sum(3), sum(4)]).toEqual([summary.totals.granted, summary.totals.denied, summary.totals.pending]);
    const results = sheetOf(path, 3).slice(1);
    expect(results.map((cells) => [Number(cells[0]), Number(cells[3])])).toEqual(
      summary.byResult.map(({ result, count }) => [result, count]),
    );
  });

  it('LibreOffice reads text that looks like a formula as text', async () => {
    const path = world.pathOf(await world.make(client, { kind: 'attempts', filter: { from: UNTIL - 60_000 } }, 'xlsx'));
    const names = sheetOf(path, 2)
      .slice(1)
      .map((cells) => cells[2]);
    expect(names.toReversed().slice(0, 4)).toEqual(NASTY.slice(0, 4));
  });

  it('a PDF says what it is on its first page, and has the numbers of the report', async () => {
    const path = world.pathOf(await world.make(client, REPORT, 'pdf'));
    const text = textOf(path);
    const count = (value: number) => new Intl.NumberFormat('en-GB').format(value);
    for (const words of ['Authentications', 'Made by', 'Alice', ZONE, 'Page 1 of', 'Success rate']) expect(text).toContain(words);
    for (const total of Object.values(summary.totals)) expect(text).toContain(count(total));
    for (const { applicationName, granted, denied } of summary.byApplication) {
      const line = text.split('\n').find((each) => each.trimStart().startsWith(applicationName) && each.includes('%'));
      expect(
        line
          ?.trim()
          .split(/\s{2,}/)
          .slice(1, 3),
      ).toEqual([count(granted), count(denied)]);
    }
  });

  it('a PDF of the log is cut at 5,000 rows and says so; its fonts are embedded and subset', async () => {
    const job = await world.make(client, { kind: 'attempts', filter: {} }, 'pdf');
    expect(job).toMatchObject({ isCut: true, rowCount: 5000 });
    const path = world.pathOf(job);
    expect(textOf(path)).toContain('first 5,000 rows');
    const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const line of fonts) expect(line).toMatch(/^[A-Z]{6}\+DejaVuSans\S*\s.*\byes\s+yes\s+yes/);
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Title:\s+Authentication log/);
  });
});
