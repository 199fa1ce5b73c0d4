/** Reads of an export where phone numbers are masked: no document has to think of it. */
import { maskAttempt, maskPhone, maskUser } from '../../engine/mask-phone.ts';
import type { Reads } from '../../store/port.ts';
import type { Read } from './source.ts';

export function maskedRead(read: Read): Read {
  return (name, input) => {
    const output: unknown = read(name, input);
    // The output belongs to the name: the reader promises it, the compiler cannot follow it through a union.
    return mask(name, output) as never;
  };
}

function mask(name: keyof Reads, output: unknown): unknown {
  if (name === 'attempts.list') {
    const list = output as Reads['attempts.list']['output'];
    return { ...list, rows: list.rows.map(maskAttempt) };
  }
  if (name === 'users.list') {
    const page = output as Reads['users.list']['output'];
    return { ...page, rows: page.rows.map(maskUser) };
  }
  if (name === 'calls.of-sessions') {
    const calls = output as Reads['calls.of-sessions']['output'];
    return calls.map((call) => ({ ...call, number: maskPhone(call.number) }));
  }
  return output;
}
