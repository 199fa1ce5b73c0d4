/** The results of a run as one table: what was measured, the aim of design section 6, and whether it was met. */

type Results = Readonly<Record<string, unknown>>;
type Line = {
  readonly what: string;
  /** Path of names in the results. */
  readonly at: string;
  readonly unit: string;
  readonly aim?: number;
  /** More is better; else less is. */
  readonly isAtLeast?: boolean;
};

const LINES: readonly Line[] = [
  { what: 'RADIUS, 128 at once: times FreeRADIUS', at: 'radius.inFlight128.ratio', unit: '×', aim: 1, isAtLeast: true },
  { what: 'RADIUS, 128 at once', at: 'radius.inFlight128.countersignPerSecond', unit: '/s' },
  { what: 'RADIUS, one by one: times FreeRADIUS', at: 'radius.oneAtATime.ratio', unit: '×', aim: 3, isAtLeast: true },
  { what: 'RADIUS, one by one, median', at: 'radius.oneAtATime.countersignP50Milliseconds', unit: 'ms' },
  { what: 'Import of PSKC keys', at: 'import.seconds', unit: 's', aim: 10 },
  { what: 'Memory at rest', at: 'memoryAtRest.megabytes', unit: 'MB', aim: 150 },
  { what: 'Cold start to the first answer', at: 'users.coldStartToFirstAnswerMilliseconds', unit: 'ms', aim: 2000 },
  { what: 'Search of users, slowest', at: 'users.searchMilliseconds', unit: 'ms', aim: 50 },
  { what: 'Users, any filter and order: slowest page', at: 'userList.worstPage.median', unit: 'ms', aim: 50 },
  { what: 'Users, any filter and order: first time', at: 'userList.worstFirstTime.first', unit: 'ms', aim: 150 },
  { what: 'Scroll by wheel, 95 of 100 frames', at: 'scroll.wheel.p95Milliseconds', unit: 'ms', aim: 33 },
  { what: 'Scroll by bar, 95 of 100 frames', at: 'scroll.drag.p95Milliseconds', unit: 'ms', aim: 50 },
  { what: 'Charts, slowest period and filter', at: 'attempts.summaryMilliseconds', unit: 'ms', aim: 100 },
  { what: 'Log, slowest first page', at: 'attempts.firstPageMilliseconds', unit: 'ms', aim: 150 },
  { what: 'User summary of a year', at: 'attempts.usersReport.yearSeconds', unit: 's' },
  { what: 'Export of the log, CSV', at: 'exports.csv.seconds', unit: 's' },
  { what: 'Export of the log, Excel', at: 'exports.xlsx.seconds', unit: 's' },
  { what: 'Sign-ins during an export: times at rest', at: 'exports.csv.p99TimesIdle', unit: '×' },
  { what: '200 sign-ins by phone call at once: granted', at: 'voice.signIns.granted', unit: '', aim: 200, isAtLeast: true },
  { what: 'Calls set up', at: 'voice.line.answeredASecond', unit: '/s' },
  { what: 'RTP of 200 calls at the phone, 99 of 100: late', at: 'voice.line.arrivals.late.p99', unit: 'ms', aim: 20 },
  { what: 'RTP of 200 calls at the phone, the latest', at: 'voice.line.arrivals.late.worst', unit: 'ms', aim: 60 },
  { what: 'The same in a busy server, 99 of 100', at: 'voice.busyLine.arrivals.late.p99', unit: 'ms', aim: 20 },
  { what: 'First JavaScript, compressed', at: 'firstPaint.scriptKilobytesCompressed', unit: 'kB' },
  { what: 'First contentful paint', at: 'firstPaint.firstContentfulPaintMilliseconds', unit: 'ms' },
];

/** A number, or the largest of several; undefined where it was not measured. */
function valueAt(results: Results, path: string): number | undefined {
  const found = path.split('.').reduce<unknown>((value, name) => (value as Results | undefined)?.[name], results);
  if (typeof found === 'number') return found;
  if (typeof found !== 'object' || found === null) return undefined;
  return Math.max(...Object.values(found).filter((value) => typeof value === 'number'));
}

/** `isQuick`: fewer rows than the aims speak of, so none is called met or missed. */
export function tableOf(results: Results, isQuick: boolean): string {
  const rows = LINES.map(({ what, at, unit, aim, isAtLeast = false }) => {
    const value = valueAt(results, at);
    const isMet = value !== undefined && aim !== undefined && (isAtLeast ? value >= aim : value <= aim);
    const verdict = isMet ? 'met' : 'missed';
    return [
      what,
      value === undefined ? 'not measured' : `${Math.round(value * 100) / 100} ${unit}`,
      aim === undefined ? '' : `${isAtLeast ? 'at least' : 'at most'} ${aim} ${unit}`,
      aim === undefined || isQuick ? '' : verdict,
    ];
  });
  const all = [['', 'measured', 'aim', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
