/** Settings that the old server kept in the registry, from an exported .reg file or from this machine: a preview, then in force. */
import type { AllSettings, SettingsChange } from '../../shared/schemas/settings.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { appError } from '../engine/app-error.ts';
import { parseRegistryFile, type RegistryKey, type RegistryValue } from '../protocols/registry-file/parse.ts';
import { parseRegQuery } from '../protocols/registry-file/parse-reg-query.ts';
import type { SettingsFlows } from './change-setting.ts';

/** Reference sections 2.4 and 2.14. A 32-bit program: on 64-bit Windows its key is under Wow6432Node, which counts first. */
const OLD_SERVER_KEYS = [
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Positive Networks\\PhoneFactor',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Positive Networks\\PhoneFactor',
] as const;

type RegistryProblem = 'not-a-dword' | 'out-of-range';

export type RegistryImportRow = {
  readonly name: string;
  readonly found: string;
  readonly section: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** '' when it can be taken over. */
  readonly problem: RegistryProblem | '';
};
export interface RegistryImport {
  /** Rows with a problem stay as they are. Throws REGISTRY_FILE_INVALID, REGISTRY_UNAVAILABLE, SETTINGS_REVISION_CONFLICT. */
  run(
    actor: string,
    input: { readonly content?: string | undefined; readonly isDryRun: boolean },
  ): Promise<{ applied: boolean; values: RegistryImportRow[] }>;
}

type Taken = { readonly section: 'text-message' | 'username-resolution'; readonly field: string };
type Known = Taken & { readonly name: string; readonly read: (dword: number) => number | boolean | undefined };

const KNOWN: readonly Known[] = [
  {
    name: 'pfsvc_pendingSmsTimeoutSeconds',
    section: 'text-message',
    field: 'oneWayTimeoutSeconds',
    read: (dword) => {
      const { oneWayTimeoutSeconds } = SETTINGS_SECTIONS['text-message'].schema.shape;
      return oneWayTimeoutSeconds.safeParse(dword).data;
    },
  },
  {
    name: 'UsernameCxz_stripPrefixDomain',
    section: 'username-resolution',
    field: 'stripsPrefixDomain',
    read: (dword) => (dword === 0 || dword === 1 ? dword === 1 : undefined),
  },
];

export type RegistryImportPorts = {
  readonly settings: SettingsFlows;
  readonly settingsNow: () => AllSettings;
  /** What `reg query` prints; '' where there is no such key. Throws REGISTRY_UNAVAILABLE. */
  readonly readRegistryKey: (path: string) => Promise<string>;
};

export function createRegistryImport({ settings, settingsNow, readRegistryKey }: RegistryImportPorts): RegistryImport {
  const ofThisMachine = async (): Promise<RegistryKey[]> => {
    const printed = await Promise.all(OLD_SERVER_KEYS.map(readRegistryKey));
    return printed.flatMap(parseRegQuery);
  };
  return {
    async run(actor, { content, isDryRun }) {
      const keys = content === undefined ? await ofThisMachine() : ofFile(content);
      const now = settingsNow();
      const found = KNOWN.flatMap((known) => {
        const value = findValue(keys, known.name);
        return value === undefined ? [] : [rowOf(known, value, now)];
      });
      const wanted = found.filter(({ row, after }) => after !== undefined && row.before !== row.after);
      if (!isDryRun) for (const { known, after } of wanted) await change(settings, actor, known, after);
      return { applied: !isDryRun && wanted.length > 0, values: found.map(({ row }) => row) };
    },
  };
}

function ofFile(content: string): readonly RegistryKey[] {
  const file = parseRegistryFile(Buffer.from(content, 'base64'));
  if (!file.ok) throw appError('REGISTRY_FILE_INVALID', { detail: { line: file.line, problem: file.problem } });
  return file.keys;
}

/** Names of the registry are compared without case; the last of several lines of a file counts, as it does for regedit. */
function findValue(keys: readonly RegistryKey[], name: string): RegistryValue | undefined {
  for (const path of OLD_SERVER_KEYS) {
    const found = keys
      .filter((key) => sameText(key.path.replace(/^HKLM\\/i, 'HKEY_LOCAL_MACHINE\\'), path))
      .flatMap(({ values }) => values)
      .filter((value) => sameText(value.name, name))
      .at(-1);
    if (found !== undefined && found.content.kind !== 'removed') return found;
  }
  return undefined;
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function rowOf(known: Known, { content }: RegistryValue, now: AllSettings) {
  const { name, section, field } = known;
  const fields: Readonly<Record<string, unknown>> = now[section];
  const before = String(fields[field]);
  const after = content.kind === 'dword' ? known.read(content.number) : undefined;
  const problem = content.kind !== 'dword' ? 'not-a-dword' : after === undefined ? 'out-of-range' : '';
  const row: RegistryImportRow = {
    name,
    found: writtenAs(content),
    section,
    field,
    before,
    after: after === undefined ? before : String(after),
    problem,
  };
  return { known, row, after };
}

function writtenAs(content: RegistryValue['content']): string {
  switch (content.kind) {
    case 'dword':
      return String(content.number);
    case 'string':
      return content.text.slice(0, 100);
    case 'removed':
      return '-';
    case 'other':
      return content.type;
  }
}

async function change(settings: SettingsFlows, actor: string, { name, section, field }: Known, after: unknown): Promise<void> {
  const stored = (await settings.list()).find((each) => each.section === section);
  if (stored === undefined) throw new TypeError(`no section ${section}`);
  // `after` has passed the field's own check.
  const value = { ...stored.value, [field]: after };
  await settings.update(actor, { section, revision: stored.revision, value } as SettingsChange, { registryValue: name });
}
