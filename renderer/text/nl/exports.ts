/** Bestanden van wat op het scherm staat en van de rapporten. */
import type { exports as english } from '../en/exports.ts';
import type { TextsOf } from '../shape.ts';

export const exports: TextsOf<typeof english> = {
  button: 'Exporteren',
  format: {
    xlsx: 'Excel-werkmap',
    csv: 'CSV, voor scripts en spreadsheets',
    pdf: 'PDF, om af te drukken en te bewaren',
    json: 'JSON, voor programma’s',
  },
  note: 'Alle rijen die de filters tonen, niet alleen de geladen rijen.',
  reportNote: 'Het rapport van deze periode, met de ingestelde filters. CSV bevat de hoofdtabel.',
  title: 'Exporteren',
  preparing: 'Wordt gestart…',
  rows_one: '{{formatted}} rij geschreven',
  rows_other: '{{formatted}} rijen geschreven',
  rowsOf: '{{formatted}} van {{total}} rijen geschreven',
  size: '{{size}} tot nu toe',
  progress: 'Voortgang van de export',
  saving: 'Het bestand is gereed: {{name}}',
  done_one: '{{name}} opgeslagen met {{formatted}} rij',
  done_other: '{{name}} opgeslagen met {{formatted}} rijen',
  cut: '{{name}} opgeslagen met de eerste {{formatted}} rijen: een pdf bevat er niet meer. Excel, CSV en JSON bevatten alles.',
  cancelled: 'Export geannuleerd. Er is niets opgeslagen.',
  cancel: 'Export annuleren',
  saveAgain: 'Opnieuw opslaan',
};
