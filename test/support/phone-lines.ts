/** Lines whose phones do what a test says, and the calls that a test plays by itself. */
import type { PhoneEnd, PhoneEvent, PhoneLineCall, PhoneLines, PhoneOrder } from '../../main/engine/delivery/phone-port.ts';
import { DIGITS } from '../../main/protocols/rtp/telephone-event.ts';
import type { TrunkId } from '../../shared/ids.ts';

const END: PhoneEnd = {
  how: 'hung-up',
  wasAnswered: true,
  sipStatus: 200,
  words: '',
  q850Cause: undefined,
  sentPackets: 10,
  receivedPackets: 10,
  foreignPackets: 0,
};

export class CallDouble implements PhoneLineCall {
  readonly order: PhoneOrder;
  readonly #onEvent: (event: PhoneEvent) => void;
  readonly played: (readonly Int16Array[])[] = [];
  readonly sentKeys: string[] = [];
  isHungUp = false;
  #isOver = false;
  #playId = 0;

  constructor(order: PhoneOrder, onEvent: (event: PhoneEvent) => void) {
    this.order = order;
    this.#onEvent = onEvent;
  }
  tell(event: PhoneEvent): void {
    if (!this.#isOver) this.#onEvent(event);
  }
  /** The trunk takes it, and the phone is answered. */
  answer(trunkName = 'Trunk 1'): void {
    const sent = {
      dialled: this.order.number,
      from: `<sip:${this.order.callerId.number}@pbx.example.org>`,
      assertedIdentity: '',
      privacy: '',
    };
    this.tell({ kind: 'line-chosen', trunkId: 1 as TrunkId, trunkName, sent });
    this.tell({ kind: 'ringing' });
    this.tell({ kind: 'answered' });
  }
  press(keys: string): void {
    for (const key of keys) {
      const known = DIGITS.find((digit) => digit === key);
      if (known !== undefined) this.tell({ kind: 'key', key: known });
    }
  }
  end(end: Partial<PhoneEnd> = {}): void {
    this.tell({ kind: 'ended', end: { ...END, ...end } });
    this.#isOver = true;
  }
  /** Nobody picks up. */
  ring(): void {
    this.tell({ kind: 'ringing' });
    this.end({ how: 'no-answer', wasAnswered: false, sipStatus: 487 });
  }
  play(sounds: readonly Int16Array[], playId = 0): void {
    this.#playId = playId;
    if (sounds.length > 0) this.played.push(sounds);
  }
  /** All of what plays now was heard. */
  finishPlaying(playId = this.#playId): void {
    this.tell({ kind: 'played', playId });
  }
  sendKeys(strokes: Parameters<PhoneLineCall['sendKeys']>[0]): void {
    this.sentKeys.push(strokes.map((stroke) => (stroke.kind === 'key' ? stroke.key : ',')).join(''));
    queueMicrotask(() => this.tell({ kind: 'keys-sent' }));
  }
  hangUp(): void {
    if (this.isHungUp) return;
    this.isHungUp = true;
    queueMicrotask(() => this.end());
  }
}

/** `onCall` is told of each call once it is placed. */
export function linesDouble(onCall: (call: CallDouble, at: number) => void = () => undefined) {
  const calls: CallDouble[] = [];
  const lines: Pick<PhoneLines, 'call'> = {
    call(order, onEvent) {
      const call = new CallDouble(order, onEvent);
      calls.push(call);
      queueMicrotask(() => onCall(call, calls.length));
      return call;
    },
  };
  return { lines, calls };
}
