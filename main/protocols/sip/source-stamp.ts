// Where a request really came from, written into it before anybody answers: RFC 3261 §18.2.1 and RFC 3581 §4. Left out: sending by it; the edge answers to where the request came from.
import { header, type IncomingRequest } from './message.ts';
import { splitList } from './syntax.ts';
import { formatVia, stampSource } from './via.ts';

/** The request with received and rport in its topmost Via, which its response copies. `address` without brackets. */
export function stampRequest(request: IncomingRequest, address: string, port: number): IncomingRequest {
  const via = stampSource(request.envelope.via, address, port);
  const at = request.headers.findIndex(({ name }) => name === 'Via');
  const headers = request.headers.map((field, index) => {
    if (index !== at) return field;
    const [, ...others] = splitList(field.value) ?? [];
    return header('Via', [formatVia(via), ...others].join(', '));
  });
  return { ...request, headers, envelope: { ...request.envelope, via } };
}
