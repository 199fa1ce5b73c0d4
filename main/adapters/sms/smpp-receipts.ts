/**
 * Which text a delivery receipt is about. A long text has an id for each of its parts: it is delivered when all are, and
 * failed with the first that is. Kept in memory: a receipt that comes after a restart is told with every form of its id.
 */
import type { DeliveryReceipt } from '../../engine/delivery/gateway-port.ts';
import { messageIdForms, messageIdKey } from '../../protocols/smpp/receipt.ts';

type Sent = { readonly reference: string; readonly open: Set<string> };

/** Texts whose receipts are awaited; ours: the oldest is forgotten first. */
const AWAITED_MAX = 20_000;
/** Milliseconds that a receipt waits for the answer to its submit_sm, which may come by another connection; ours. */
const EARLY_RECEIPT_MILLISECONDS = 1000;

export function createReceiptBook(tell: (receipt: DeliveryReceipt) => void) {
  const awaited = new Map<string, Sent>();
  const early = new Set<NodeJS.Timeout>();

  const find = (id: string): { key: string; sent: Sent } | undefined => {
    for (const key of messageIdForms(id)) {
      const sent = awaited.get(key);
      if (sent !== undefined) return { key, sent };
    }
    return undefined;
  };
  const apply = (receipt: DeliveryReceipt): boolean => {
    const found = find(receipt.id);
    if (found === undefined) return false;
    const { key, sent } = found;
    awaited.delete(key);
    sent.open.delete(key);
    if (receipt.state === 'failed') for (const other of sent.open) awaited.delete(other);
    if (receipt.state === 'failed' || sent.open.size === 0) tell({ ...receipt, id: sent.reference });
    return true;
  };

  return {
    /** The ids that the centre gave to the parts of one text; the first is its reference (messageIdKey). */
    await(ids: readonly string[]): void {
      const keys = ids.map(messageIdKey);
      const [reference] = keys;
      if (reference === undefined || reference === '') return;
      const sent = { reference, open: new Set(keys) };
      for (const key of keys) awaited.set(key, sent);
      while (awaited.size > AWAITED_MAX) awaited.delete(awaited.keys().next().value ?? '');
    },
    take(receipt: DeliveryReceipt): void {
      if (apply(receipt)) return;
      const timer = setTimeout(() => {
        early.delete(timer);
        if (apply(receipt)) return;
        const [id = receipt.id, ...otherForms] = messageIdForms(receipt.id);
        tell({ ...receipt, id, otherForms });
      }, EARLY_RECEIPT_MILLISECONDS);
      timer.unref();
      early.add(timer);
    },
    close(): void {
      for (const timer of early) clearTimeout(timer);
      early.clear();
      awaited.clear();
    },
  };
}
