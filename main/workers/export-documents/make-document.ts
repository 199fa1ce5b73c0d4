import type { ExportDocument } from '../../adapters/export-formats/document.ts';
import { attemptsDocument } from './attempts.ts';
import { operatorLogDocument, tokensDocument, usersDocument } from './lists.ts';
import { authenticationsDocument, denialsDocument, userSummaryDocument } from './reports.ts';
import { createSource, type ExportOrder, type Read } from './source.ts';

/** The document of an order; its rows are read while it is written. @throws what the reads throw: REPORT_PERIOD_INVALID */
export function makeDocument(read: Read, order: ExportOrder): ExportDocument {
  const source = createSource(read, order);
  const { subject } = order.request;
  switch (subject.kind) {
    case 'attempts':
      return attemptsDocument(source, subject.filter);
    case 'users':
      return usersDocument(source, subject.filter);
    case 'tokens':
      return tokensDocument(source, subject.filter);
    case 'operator-log':
      return operatorLogDocument(source);
    case 'authentications':
      return authenticationsDocument(source, subject.filter);
    case 'user-summary':
      return userSummaryDocument(source, subject.filter);
    case 'denials-by-reason':
      return denialsDocument(source, subject.filter);
  }
}
