/**
 * Delivery receipts of SMPP 3.4: the text form of Appendix B ("id:… stat:DELIVRD err:000") and message_state (§5.2.28).
 * Left out: dates and counts, which centres write in ways of their own.
 */
export type SmppReceipt = {
  /** As the centre wrote it. */
  readonly id: string;
  /** Undefined while it is on its way. */
  readonly state: 'delivered' | 'failed' | undefined;
  /** "DELIVRD", "UNDELIV err 011". */
  readonly words: string;
};

/** message_state by number, as the texts of Appendix B name them. */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];
const ON_ITS_WAY = new Set(['ENROUTE', 'ACCEPTD', 'BUFFRED', 'BUFFERED', 'SCHEDULED', '']);

/** esm_class of deliver_sm, bits 2 to 5: 0001 is a delivery receipt (§5.2.12). */
export function isReceipt(esmClass: number): boolean {
  return (esmClass & 0x3c) === 0x04;
}

/** Undefined where neither text nor parameters name a message. Parameters go before the text. */
export function readReceipt(
  text: string,
  parameters: { readonly receiptedMessageId?: string | undefined; readonly messageState?: number | undefined },
): SmppReceipt | undefined {
  const id = parameters.receiptedMessageId?.replace(/\0+$/, '') || /\bid:\s*([^\s]{1,65})/i.exec(text)?.[1];
  if (id === undefined || id === '') return undefined;
  const named = /\bstat:\s*([A-Za-z]{1,16})/i.exec(text)?.[1]?.toUpperCase();
  const stat = STATES[parameters.messageState ?? -1] ?? named ?? '';
  const error = /\berr:\s*([0-9A-Za-z]{1,8})/i.exec(text)?.[1];
  const hasError = error !== undefined && !/^0*$/.test(error);
  const state = stat.startsWith('DELIV') ? 'delivered' : ON_ITS_WAY.has(stat) ? undefined : 'failed';
  return { id, state, words: `${stat === '' ? 'no state' : stat}${hasError ? ` err ${error}` : ''}` };
}

/** Without the zeros in front, which some centres write in one place only. */
export function messageIdKey(id: string): string {
  const plain = id.trim().toLowerCase();
  return plain.replace(/^0+(?=.)/, '');
}

/**
 * The keys under which the message of a receipt may be known, likeliest first: submit_sm_resp often has the id in
 * hexadecimal and the receipt in decimal, or the other way round.
 */
export function messageIdForms(id: string): readonly string[] {
  const key = messageIdKey(id);
  const forms = [key];
  if (/^\d{1,20}$/.test(key)) forms.push(BigInt(key).toString(16));
  if (/^[0-9a-f]{1,16}$/.test(key)) forms.push(BigInt(`0x${key}`).toString());
  return [...new Set(forms)];
}
