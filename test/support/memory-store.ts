/** An in-memory store for engine tests: reads for the engine and the meaning of its guards and effects, nothing else. */

import type {
  AttemptDraft,
  Commit,
  CommitOutcome,
  Effect,
  Guard,
  MessageCodeDraft,
  MessageDraft,
  PhoneCallDraft,
  PlacedCallDraft,
} from '../../main/engine/effects.ts';
import type {
  AuthenticationReader,
  CachedGrant,
  Challenge,
  MessageCode,
  QueuedMessage,
  RunningCall,
  SecurityAnswer,
  Subject,
  TokenCredential,
} from '../../main/engine/ports.ts';
import type { TokenId, UserId } from '../../shared/ids.ts';

type StoredCode = Omit<MessageCode, 'messageState' | 'gatewayName'>;
type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

export class MemoryStore implements AuthenticationReader {
  readonly subjects = new Map<UserId, Subject>();
  readonly challenges = new Map<string, Challenge>();
  readonly attempts: AttemptDraft[] = [];
  readonly failures: EffectOf<'count-failure'>[] = [];
  readonly codes: StoredCode[] = [];
  readonly messages = new Map<string, QueuedMessage & { readonly words: string }>();
  readonly cached: (CachedGrant & { readonly userId: UserId })[] = [];
  readonly frauds: EffectOf<'report-fraud'>[] = [];
  readonly replies: EffectOf<'record-reply'>[] = [];
  readonly pinHistory = new Map<UserId, string[]>();
  readonly calls: (PhoneCallDraft & { readonly endedAt: number | undefined })[] = [];
  readonly placed: PlacedCallDraft[] = [];
  readonly answers = new Map<UserId, SecurityAnswer[]>();

  add(subject: Subject): void {
    this.subjects.set(subject.userId, subject);
  }

  change(userId: UserId, change: Partial<Subject>): void {
    const subject = this.subjects.get(userId);
    if (subject !== undefined) this.add({ ...subject, ...change });
  }

  async findSubject(username: string): Promise<Subject | undefined> {
    return [...this.subjects.values()].find((subject) => subject.username.toLowerCase() === username.toLowerCase());
  }

  async findSubjectById(userId: UserId): Promise<Subject | undefined> {
    return this.subjects.get(userId);
  }

  async findSubjectsByEmail(email: string): Promise<readonly Subject[]> {
    return [...this.subjects.values()].filter((subject) => subject.email === email).slice(0, 2);
  }

  async findChallenge(id: string): Promise<Challenge | undefined> {
    return this.challenges.get(id);
  }

  #whole(code: StoredCode): MessageCode {
    const message = this.messages.get(code.messageId);
    return { ...code, messageState: message?.state ?? 'queued', gatewayName: message?.gatewayName ?? '' };
  }

  async listMessageCodes(userId: UserId, at: number): Promise<readonly MessageCode[]> {
    const own = this.codes.filter((code) => code.userId === userId && code.expiresAt > at);
    return own.toReversed().map((code) => this.#whole(code));
  }

  async findMessageCode(id: string): Promise<MessageCode | undefined> {
    const code = this.codes.find((each) => each.id === id);
    return code === undefined ? undefined : this.#whole(code);
  }

  async countMessages(userId: UserId, since: number): Promise<number> {
    const messages = [...this.messages.values()].filter((message) => message.userId === userId && message.queuedAt >= since);
    return messages.length + this.calls.filter((call) => call.userId === userId && call.openedAt >= since).length;
  }

  async findRunningCall(userId: UserId, at: number): Promise<RunningCall | undefined> {
    return this.calls.find((call) => call.userId === userId && call.endedAt === undefined && call.expiresAt > at);
  }

  async findMessage(id: string): Promise<QueuedMessage | undefined> {
    return this.messages.get(id);
  }

  async listUnsentMessages(): Promise<readonly QueuedMessage[]> {
    return [...this.messages.values()].filter(({ state }) => state === 'queued' || state === 'sending');
  }

  async listTwoWayCodes(recipient: string): Promise<readonly MessageCode[]> {
    const toNumber = this.codes.filter((code) => code.isTwoWay && this.messages.get(code.messageId)?.recipient === recipient);
    return toNumber.toReversed().map((code) => this.#whole(code));
  }

  async listCachedGrants(userId: UserId, since: number): Promise<readonly CachedGrant[]> {
    return this.cached.filter((grant) => grant.userId === userId && grant.at >= since);
  }

  async listPinHistory(userId: UserId): Promise<readonly string[]> {
    return this.pinHistory.get(userId) ?? [];
  }

  async listSecurityAnswers(userId: UserId): Promise<readonly SecurityAnswer[]> {
    return this.answers.get(userId) ?? [];
  }

  changeToken(tokenId: TokenId, change: (token: TokenCredential) => TokenCredential): void {
    for (const [userId, subject] of this.subjects) {
      this.subjects.set(userId, {
        ...subject,
        tokens: subject.tokens.map((token) => (token.id === tokenId ? change(token) : token)),
      });
    }
  }

  changeCode(id: string, change: (code: StoredCode) => StoredCode | undefined): boolean {
    const at = this.codes.findIndex((code) => code.id === id);
    const code = this.codes[at];
    const changed = code === undefined ? undefined : change(code);
    if (changed !== undefined) this.codes[at] = changed;
    return changed !== undefined;
  }

  /** What became of a message, as the outbox would write it. */
  setMessage(id: string, change: Partial<QueuedMessage>): void {
    const message = this.messages.get(id);
    if (message !== undefined) this.messages.set(id, { ...message, ...change });
  }

  commit(commit: Commit): CommitOutcome {
    const missed = commit.guards.findIndex((guard) => !this.#spend(guard));
    const outcome = commit.ifMissed[missed];
    for (const effect of commit.effects) {
      if (missed === -1) this.#apply(effect);
      else if (effect.kind === 'record-attempt' && outcome) this.attempts.push({ ...effect.attempt, ...outcome });
    }
    return missed === -1 ? { isDone: true } : { isDone: false, missed };
  }

  #token(tokenId: TokenId): TokenCredential | undefined {
    return [...this.subjects.values()].flatMap((subject) => subject.tokens).find((token) => token.id === tokenId);
  }

  #spend(guard: Guard): boolean {
    switch (guard.kind) {
      case 'spend-challenge':
        return this.challenges.delete(guard.challengeId);
      case 'admit-user': {
        const subject = this.subjects.get(guard.userId);
        const isOpen = (until: number | undefined) => (until ?? 0) <= guard.at;
        return subject?.isEnabled === true && isOpen(subject.lockedUntil) && isOpen(subject.blockedUntil);
      }
      case 'spend-bypass': {
        const until = this.subjects.get(guard.userId)?.bypassUntil ?? 0;
        this.change(guard.userId, { bypassUntil: undefined });
        return until > guard.at;
      }
      case 'open-message-code':
        return this.#open(guard.code, guard.message, guard.noneSince);
      case 'spend-message-code':
        return this.changeCode(guard.codeId, (code) => {
          const isOpen = code.state === 'open' || (code.state === 'replied' && code.reply === 'right');
          return isOpen && guard.at < code.expiresAt ? { ...code, state: 'spent' } : undefined;
        });
      case 'take-reply':
        return this.changeCode(guard.codeId, (code) =>
          code.state === 'open' && guard.at < code.expiresAt ? { ...code, state: 'replied', reply: guard.verdict } : undefined,
        );
      case 'open-phone-call': {
        const { userId, openedAt } = guard.call;
        if (this.calls.some((call) => call.userId === userId && call.endedAt === undefined && call.expiresAt > openedAt))
          return false;
        this.calls.push({ ...guard.call, endedAt: undefined });
        return true;
      }
      case 'end-phone-call': {
        const at = this.calls.findIndex(({ id, endedAt }) => id === guard.callId && endedAt === undefined);
        const call = this.calls[at];
        if (call !== undefined) this.calls[at] = { ...call, endedAt: guard.at };
        return call !== undefined;
      }
      default:
        return this.#spendFactor(guard);
    }
  }

  #open(code: MessageCodeDraft, message: MessageDraft, noneSince: number): boolean {
    const isSame = (each: StoredCode) =>
      each.userId === code.userId && each.channel === code.channel && each.isTwoWay === code.isTwoWay && each.state === 'open';
    const isTaken = this.codes.some(
      (each) => isSame(each) && each.applicationName === code.applicationName && each.openedAt > noneSince,
    );
    if (isTaken) return false;
    for (const each of this.codes.filter(isSame)) this.changeCode(each.id, (old) => ({ ...old, state: 'superseded' }));
    this.codes.push({ ...code, tries: 0, state: 'open', reply: undefined });
    const words = Buffer.from(message.sealedText, 'base64').toString();
    this.messages.set(message.id, { ...message, words, sealedText: undefined, state: 'queued', gatewayName: '', problem: '' });
    return true;
  }

  #spendFactor(guard: Extract<Guard, { kind: 'spend-time-step' | 'spend-counter' }>): boolean {
    const token = this.#token(guard.tokenId);
    if (guard.kind === 'spend-time-step') {
      if (token?.type !== 'totp' || (token.lastStep ?? -1) >= guard.step) return false;
      this.changeToken(guard.tokenId, () => ({ ...token, lastStep: guard.step, driftSteps: guard.driftSteps }));
      return true;
    }
    if (token?.type !== 'hotp' || token.nextCounter > BigInt(guard.counter)) return false;
    this.changeToken(guard.tokenId, () => ({ ...token, nextCounter: BigInt(guard.counter) + 1n }));
    return true;
  }

  #apply(effect: Effect): void {
    switch (effect.kind) {
      case 'record-attempt':
        this.attempts.push(effect.attempt);
        return;
      case 'open-challenge':
        this.challenges.set(effect.challenge.id, effect.challenge);
        return;
      case 'count-failure':
        this.failures.push(effect);
        return;
      case 'note-resync-candidate':
        this.changeToken(effect.tokenId, (token) => ({
          ...token,
          resyncCandidate: { factor: BigInt(effect.factor), at: effect.at },
        }));
        return;
      case 'count-code-try':
        this.changeCode(effect.codeId, (code) => {
          const tries = code.tries + 1;
          return { ...code, tries, state: tries >= effect.triesMax ? 'exhausted' : code.state };
        });
        return;
      case 'end-message-code':
        this.changeCode(effect.codeId, (code) => (code.state === 'open' ? { ...code, state: 'ended' } : code));
        return;
      case 'set-pin': {
        const before = this.subjects.get(effect.userId)?.pinHash;
        const history = [...(before === undefined ? [] : [before]), ...(this.pinHistory.get(effect.userId) ?? [])];
        this.pinHistory.set(effect.userId, history.slice(0, effect.historyLength));
        this.change(effect.userId, { pinHash: effect.pinHash, pinSetAt: effect.at, mustChangePin: false });
        return;
      }
      case 'remember-grant':
        this.cached.push(effect);
        return;
      case 'report-fraud':
        this.frauds.push(effect);
        if (effect.until !== undefined) this.change(effect.userId, { blockedUntil: effect.until });
        return;
      case 'set-message-state':
        this.setMessage(effect.messageId, { state: effect.state, gatewayName: effect.gatewayName ?? '' });
        return;
      case 'record-reply':
        this.replies.push(effect);
        return;
      case 'record-call':
        this.placed.push(effect.call);
        return;
      case 'set-phone':
        this.change(effect.userId, { phoneNumber: effect.phone });
        return;
    }
  }
}
