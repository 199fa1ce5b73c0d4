/** A call with a peer that the test plays: what it is told is kept, timers run when the clock is moved. */
import type { Call, CallAction, CallEnd, CallEvent, CallNotice, CallOptions } from '../../../main/protocols/sip/call/call.ts';
import { startCall, stepCall } from '../../../main/protocols/sip/call/step.ts';
import type { IncomingRequest } from '../../../main/protocols/sip/message.ts';
import { headerValues } from '../../../main/protocols/sip/message.ts';
import { parseMessage } from '../../../main/protocols/sip/parse-message.ts';
import type { Content } from '../../../main/protocols/sip/request.ts';
import { standardTiming } from '../../../main/protocols/sip/timing.ts';
import { FakeClock } from './fake-clock.ts';
import { testMeans } from './means.ts';
import { mustParse, octets } from './message-text.ts';

export const sdp = (text: string): Content => ({ type: 'application/sdp', bytes: new TextEncoder().encode(text) });

export const OPTIONS: CallOptions = {
  agent: { transport: 'UDP', address: { host: '192.0.2.1', port: 5060 }, contactUser: 'mfa', product: 'Countersign/1.0' },
  timing: standardTiming(false),
  target: 'sip:+31612345678@trunk.example.com',
  routes: [],
  identity: {
    displayName: 'Sign-in',
    uri: 'sip:+31201234567@example.com',
    assertedUri: 'sip:+31201234567@example.com',
    isPrivate: false,
  },
  credentials: { username: 'u', revealPassword: () => 'p' },
  content: sdp('v=0 ours'),
  answerTimeoutMilliseconds: 30_000,
  sessionSeconds: undefined,
  redirectsAllowed: 0,
  headers: [],
};

export type ReplyOptions = {
  readonly toTag?: string;
  readonly lines?: readonly string[];
  readonly body?: string;
  readonly to?: IncomingRequest;
};

export class CallWorld {
  call: Call;
  readonly notices: CallNotice[] = [];
  isForgotten = false;
  readonly clock: FakeClock;
  readonly #means = testMeans();
  #peerCseq = 100;
  #branch = 0;
  constructor(options: Partial<CallOptions> = {}) {
    this.clock = new FakeClock((timer) => this.event({ kind: 'timer', timer }));
    const started = startCall({ ...OPTIONS, ...options }, this.#means);
    this.call = started.call;
    this.#do(started.actions);
  }
  event(event: CallEvent): void {
    const step = stepCall(this.call, event, this.#means);
    this.call = step.call;
    this.#do(step.actions);
  }
  #do(actions: readonly CallAction[]): void {
    for (const action of actions) {
      if (action.kind === 'tell') this.notices.push(action.notice);
      else if (action.kind === 'forget') this.isForgotten = true;
      else this.clock.do([action]);
    }
  }
  /** Octets as a socket gives them; what is no message is dropped. */
  receiveOctets(bytes: Uint8Array): void {
    const parsed = parseMessage(bytes);
    if (parsed.ok) this.event({ kind: 'message', message: parsed.message });
  }
  hangUp(): void {
    this.event({ kind: 'hang-up' });
  }
  /** The peer's response to the last request of that method. */
  reply(method: string, status: number, options: ReplyOptions = {}): void {
    const request = options.to ?? this.clock.lastRequest(method);
    const { toTag = 'peer', lines = [], body = '' } = options;
    const copied = request.headers.filter(({ name }) => ['Via', 'From', 'Call-ID', 'CSeq'].includes(name));
    const to = headerValues(request, 'To')[0] ?? '';
    const tagged = to.includes(';tag=') || status === 100 ? to : `${to};tag=${toTag}`;
    this.#receive(
      `SIP/2.0 ${status} Words ${status}`,
      [...copied.map(({ name, value }) => `${name}: ${value}`), `To: ${tagged}`, ...lines],
      body,
    );
  }
  /** The peer picks up. */
  pickUp(options: ReplyOptions = {}): void {
    const lines = ['Contact: <sip:phone@198.51.100.9:5062>', ...(options.lines ?? [])];
    this.reply('INVITE', 200, { body: 'v=0 theirs', ...options, lines });
  }
  /** A request of the peer in the dialog; the branch is a new one unless it stands in `lines`. */
  peerSends(
    method: string,
    options: { readonly lines?: readonly string[]; readonly body?: string; readonly cseq?: number; readonly tag?: string } = {},
  ): void {
    const { lines = [], body = '', tag = 'peer' } = options;
    this.#branch += 1;
    if (method !== 'ACK' && method !== 'CANCEL') this.#peerCseq += 1;
    const cseq = options.cseq ?? this.#peerCseq;
    const usual = [
      `From: <${this.call.options.target}>;tag=${tag}`,
      `To: <sip:+31201234567@example.com>;tag=${this.call.localTag}`,
      `Call-ID: ${this.call.callId}`,
      `CSeq: ${cseq} ${method}`,
    ];
    const via = lines.some((line) => line.startsWith('Via:'))
      ? []
      : [`Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKp${this.#branch}`];
    this.#receive(`${method} sip:mfa@192.0.2.1:5060 SIP/2.0`, [...via, ...usual, ...lines], body);
  }
  #receive(start: string, lines: readonly string[], body: string): void {
    const type = body === '' || lines.some((line) => line.startsWith('Content-Type')) ? [] : ['Content-Type: application/sdp'];
    this.event({ kind: 'message', message: mustParse(octets(start, ...lines, ...type, '', body)) });
  }
  get end(): CallEnd {
    const ends = this.notices.flatMap((notice) => (notice.kind === 'ended' ? [notice.end] : []));
    const [end] = ends;
    if (end === undefined || ends.length > 1) throw new Error(`${ends.length} ends`);
    return end;
  }
  get told(): readonly string[] {
    const text = (content: Content | undefined) => (content === undefined ? '' : ` ${new TextDecoder().decode(content.bytes)}`);
    return this.notices.map((notice) => {
      if (notice.kind === 'progress') return `progress ${notice.status}${text(notice.content)}`;
      if (notice.kind === 'ended') return `ended ${notice.end.how}`;
      return notice.kind === 'digit' ? `digit ${notice.digit.digit}` : `${notice.kind}${text(notice.content)}`;
    });
  }
  /** Everything that was sent, in order: methods and statuses. */
  get sent(): readonly string[] {
    return this.clock.sent.map(({ message }) => (message.kind === 'request' ? message.method : String(message.status)));
  }
}
