/** SpreadsheetML (ECMA-376 part 1, §18): the pieces of a workbook that do not depend on what is exported. */

/** Index in the styles part (cellXfs). */
export const STYLE = {
  plain: 0,
  text: 1,
  header: 2,
  instant: 3,
  count: 4,
  share: 5,
  title: 6,
  label: 7,
  wrapped: 8,
  note: 9,
} as const;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Characters of one cell, and of a sheet's name: Excel's limits. */
const CELL_MAX_CHARACTERS = 32_767;
const SHEET_NAME_MAX_CHARACTERS = 31;

/** What XML 1.0 §2.2 has no way to write: control characters, halves of a pair, and two that are no characters. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|\uFFFE|\uFFFF/gu;
const SPECIAL = /[&<>"]/;
const NEEDS_CARE = /[^\t\n\r -~]|_x[0-9A-Fa-f]{4}_/;

/** Text as XML content or attribute value. */
export function xmlText(text: string): string {
  let safe = text.length > CELL_MAX_CHARACTERS ? text.slice(0, CELL_MAX_CHARACTERS) : text;
  // Excel reads _x0041_ as the letter A: such text is kept by writing its underscore so (ECMA-376 §22.4.2.4).
  if (NEEDS_CARE.test(safe)) safe = safe.replaceAll(NOT_XML, '\uFFFD').replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  if (!SPECIAL.test(safe)) return safe;
  return safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A, B ... Z, AA ... for column 0, 1 ... */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** A name that Excel takes, and that no sheet of `taken` has. */
export function sheetName(title: string, taken: ReadonlySet<string>): string {
  const plain = title.replaceAll(/[[\]:*?/\\']/g, ' ').trim() || 'Sheet';
  for (let copy = 1; ; copy += 1) {
    const suffix = copy === 1 ? '' : ` (${copy})`;
    const name = plain.slice(0, SHEET_NAME_MAX_CHARACTERS - suffix.length) + suffix;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

const font = (size: number, extra = '') => `<font>${extra}<sz val="${size}"/><name val="Calibri"/><family val="2"/></font>`;
const style = (numberFormat: number, fontId: number, extra = '') =>
  `<xf numFmtId="${numberFormat}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${extra === '' ? '/>' : ` applyAlignment="1">${extra}</xf>`}`;

export const STYLES_XML = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="4">${font(11)}${font(11, '<b/>')}${font(16, '<b/>')}${font(11, '<i/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3EEF1"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF5B7A83"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10">${[
  style(0, 0),
  style(49, 0),
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
  style(164, 0, '<alignment horizontal="left"/>'),
  style(3, 0),
  style(10, 0),
  style(49, 2),
  style(49, 1, '<alignment vertical="top"/>'),
  style(49, 0, '<alignment vertical="top" wrapText="1"/>'),
  style(49, 3, '<alignment vertical="top" wrapText="1"/>'),
].join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export type SheetEntry = {
  readonly name: string;
  /** Like $A$1:$L$200; a sheet of rows under a header line. */
  readonly filterRange?: string | undefined;
};

const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;

export function workbookXml(sheets: readonly SheetEntry[]): string {
  const list = sheets
    .map(({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('');
  const names = sheets
    .flatMap(({ name, filterRange }, index) =>
      filterRange === undefined
        ? []
        : [
            `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${xmlText(`${quoted(name)}!${filterRange}`)}</definedName>`,
            `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(`${quoted(name)}!$1:$1`)}</definedName>`,
          ],
    )
    .join('');
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list}</sheets>${names === '' ? '' : `<definedNames>${names}</definedNames>`}</workbook>`;
}

export function workbookRelationsXml(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  ).join('');
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${sheets}<Relationship Id="rId${sheetCount + 1}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`;
}

export const ROOT_RELATIONS_XML = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export function contentTypesXml(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${CONTENT_TYPE}.worksheet+xml"/>`,
  ).join('');
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT_TYPE}.sheet.main+xml"/>${sheets}<Override PartName="/xl/styles.xml" ContentType="${CONTENT_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
}

export function corePropertiesXml(title: string, madeAt: number): string {
  const at = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>Countersign</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`;
}

/** Start of a sheet; `widths` in characters. `isTable`: a header line that stays in view and on each printed page. */
export function sheetStart(widths: readonly number[], isTable: boolean): string {
  const columns = widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width + 2}" customWidth="1"/>`)
    .join('');
  const pane = isTable
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    : '';
  const grid = isTable ? '' : ' showGridLines="0"';
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${grid}>${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns}</cols><sheetData>`;
}

export function sheetEnd(filterRange: string | undefined): string {
  const filter = filterRange === undefined ? '' : `<autoFilter ref="${filterRange.replaceAll('$', '')}"/>`;
  return `</sheetData>${filter}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}
