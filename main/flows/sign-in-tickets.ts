import type { OperatorId } from '../../shared/ids.ts';
import type { Clock, Random } from '../engine/ports.ts';

const TICKET_BYTES = 32;
/** Milliseconds to find the token and type its code; ours. */
const TICKET_LIFETIME_MILLISECONDS = 5 * 60 * 1000;
/** Wrong codes that one right password is worth; ours. */
const TRIES_MAX = 5;
/** Tickets at once; ours. Beyond it the oldest ends. */
const TICKETS_MAX = 1000;

/** A right password that still wants a code. `revision` of the operator: a ticket ends when its operator is changed. */
export type Ticket = { readonly operatorId: OperatorId; readonly revision: number; readonly address: string };

export type SignInTickets = {
  open(ticket: Ticket): { readonly ticket: string; readonly expiresAt: number };
  /** Undefined when it is over, or from another address. */
  find(ticket: string, address: string): Ticket | undefined;
  /** Takes one try, before the code is looked at; false when none was left. */
  take(ticket: string): boolean;
  close(ticket: string): void;
};

/** In memory only: a restart asks for the password again. */
export function createSignInTickets(clock: Clock, random: Random): SignInTickets {
  const tickets = new Map<string, { readonly ticket: Ticket; readonly expiresAt: number; triesLeft: number }>();
  const alive = (id: string) => {
    const found = tickets.get(id);
    if (found !== undefined && clock.now() < found.expiresAt && found.triesLeft > 0) return found;
    tickets.delete(id);
    return undefined;
  };
  return {
    open(ticket) {
      const id = Buffer.from(random.bytes(TICKET_BYTES)).toString('base64url');
      const expiresAt = clock.now() + TICKET_LIFETIME_MILLISECONDS;
      tickets.set(id, { ticket, expiresAt, triesLeft: TRIES_MAX });
      for (const [key, each] of tickets) {
        if (tickets.size <= TICKETS_MAX && clock.now() < each.expiresAt) break;
        tickets.delete(key);
      }
      return { ticket: id, expiresAt };
    },
    find(id, address) {
      const found = alive(id);
      return found?.ticket.address === address ? found.ticket : undefined;
    },
    take(id) {
      const found = alive(id);
      if (found === undefined) return false;
      found.triesLeft -= 1;
      return true;
    },
    close: (id) => void tickets.delete(id),
  };
}
