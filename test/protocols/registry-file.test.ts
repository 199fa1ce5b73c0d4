import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegistryFile } from '../../main/protocols/registry-file/parse.ts';
import { parseRegQuery } from '../../main/protocols/registry-file/parse-reg-query.ts';

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const ansi = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const PATH = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Positive Networks\PhoneFactor`;

/** As regedit of Windows Server writes it. */
const EXPORTED = [
  'Windows Registry Editor Version 5.00',
  '',
  `[${PATH}]`,
  '@="main"',
  '"pfsvc_pendingSmsTimeoutSeconds"=dword:00000258',
  String.raw`"InstallPath"="C:\\Program Files\\Multi-Factor \"Server\"\\"`,
  '"Blob"=hex:01,02,03,\\',
  '  04,05',
  '"Hosts"=hex(7):6d,00,66,00,\\',
  '  00,00',
  '"Gone"=-',
  '; a comment',
  '"Notes"="two',
  'lines"',
  '',
  `[-${PATH}\\Old]`,
  '"UsernameCxz_stripPrefixDomain"=dword:00000001',
  '',
].join('\r\n');

describe('a .reg file', () => {
  it('is read as regedit writes it: keys, DWORDs, strings, bytes over several lines, comments', () => {
    expect(parseRegistryFile(utf16(EXPORTED))).toEqual({
      ok: true,
      keys: [
        {
          path: PATH,
          values: [
            { name: '', line: 4, content: { kind: 'string', text: 'main' } },
            { name: 'pfsvc_pendingSmsTimeoutSeconds', line: 5, content: { kind: 'dword', number: 600 } },
            {
              name: 'InstallPath',
              line: 6,
              content: { kind: 'string', text: String.raw`C:\Program Files\Multi-Factor "Server"\ `.trim() },
            },
            { name: 'Blob', line: 7, content: { kind: 'other', type: 'hex' } },
            { name: 'Hosts', line: 9, content: { kind: 'other', type: 'hex(7)' } },
            { name: 'Gone', line: 11, content: { kind: 'removed' } },
            { name: 'Notes', line: 13, content: { kind: 'string', text: 'two\nlines' } },
          ],
        },
      ],
    });
  });

  it('is read as Windows 2000 and scripts write it: REGEDIT4, a plain file, UTF-8, any line ends', () => {
    const text = '\nREGEDIT4\n\n[HKLM\\SOFTWARE\\Positive Networks\\PhoneFactor]\n"a"=dword:1 ; one\n"é"="ü"';
    for (const bytes of [ansi(text), new Uint8Array(Buffer.from(`\uFEFF${text}`)), ansi(text.replaceAll('\n', '\r'))]) {
      expect(parseRegistryFile(bytes)).toMatchObject({
        ok: true,
        keys: [
          {
            values: [
              { name: 'a', content: { number: 1 } },
              { name: 'é', content: { text: 'ü' } },
            ],
          },
        ],
      });
    }
  });

  it.each([
    ['nothing', '', 1],
    ['another file', 'serial,secret\n1,2', 1],
    ['a value before the first key', 'REGEDIT4\n"a"=dword:1', 2],
    ['a line that is neither', 'REGEDIT4\n[HKLM\\A]\nnonsense', 3],
    ['a number that is none', 'REGEDIT4\n[HKLM\\A]\n"a"=dword:xyz', 3],
    ['a string without end', 'REGEDIT4\n[HKLM\\A]\n\n"a"="open', 4],
  ])('is refused with its line: %s', (_what, text, line) => {
    expect(parseRegistryFile(ansi(text))).toMatchObject({ ok: false, line });
  });

  it('is refused where the text is torn', () => {
    expect(parseRegistryFile(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00))).toMatchObject({ ok: false, line: 1 });
  });

  it('never throws, whatever the bytes', () => {
    const piece = fc.constantFrom('[', ']', '"', '\\', '=', 'dword:', 'hex:', '-', ';', '\n', '\r\n', 'a', '0', '@', '\u0000');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(piece, { maxLength: 60 }), (bytes, pieces) => {
        parseRegistryFile(bytes);
        parseRegistryFile(Uint8Array.of(0xff, 0xfe, ...bytes));
        parseRegistryFile(ansi(`REGEDIT4\n[HKLM\\A]\n${pieces.join('')}`));
      }),
    );
  });

  it('brings back what was written', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && text.isWellFormed());
    const value = fc.oneof(
      fc.nat({ max: 0xffffffff }).map((number) => ({ kind: 'dword', number }) as const),
      name.map((text) => ({ kind: 'string', text }) as const),
    );
    const escaped = (text: string) => text.replaceAll(/["\\]/g, '\\$&');
    fc.assert(
      fc.property(fc.array(fc.record({ name, value }), { maxLength: 10 }), (values) => {
        const lines = values.map(
          (each) =>
            `"${escaped(each.name)}"=${each.value.kind === 'dword' ? `dword:${each.value.number.toString(16).padStart(8, '0')}` : `"${escaped(each.value.text)}"`}`,
        );
        const read = parseRegistryFile(utf16(['Windows Registry Editor Version 5.00', '', `[${PATH}]`, ...lines].join('\r\n')));
        const expected = values.map((each, index) => ({ name: each.name, line: index + 4, content: each.value }));
        expect(read).toEqual({ ok: true, keys: [{ path: PATH, values: expected }] });
      }),
    );
  });
});

it('reads what reg query prints', () => {
  const printed = `\r\n${PATH}\r\n    pfsvc_pendingSmsTimeoutSeconds    REG_DWORD    0x258\r\n    Path    REG_SZ    C:\\A    B\r\n    Raw    REG_BINARY    0102\r\n\r\n`;
  expect(parseRegQuery(printed)).toEqual([
    {
      path: PATH,
      values: [
        { name: 'pfsvc_pendingSmsTimeoutSeconds', line: 3, content: { kind: 'dword', number: 600 } },
        { name: 'Path', line: 4, content: { kind: 'string', text: 'C:\\A    B' } },
        { name: 'Raw', line: 5, content: { kind: 'other', type: 'REG_BINARY' } },
      ],
    },
  ]);
  fc.assert(fc.property(fc.string(), (text) => void parseRegQuery(text)));
});
