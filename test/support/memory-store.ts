/** An in-memory store for engine tests: reads for the engine and the meaning of its guards, nothing else. */

import type { AttemptDraft, Commit, CommitOutcome, Effect, Guard } from '../../main/engine/effects.ts';
import type { AuthenticationReader, Challenge, Subject, TokenCredential } from '../../main/engine/ports.ts';
import type { TokenId, UserId } from '../../shared/ids.ts';

export class MemoryStore implements AuthenticationReader {
  readonly subjects = new Map<UserId, Subject>();
  readonly challenges = new Map<string, Challenge>();
  readonly attempts: AttemptDraft[] = [];
  readonly failures: (Effect & { kind: 'count-failure' })[] = [];

  add(subject: Subject): void {
    this.subjects.set(subject.userId, subject);
  }

  async findSubject(username: string): Promise<Subject | undefined> {
    return [...this.subjects.values()].find((subject) => subject.username.toLowerCase() === username.toLowerCase());
  }

  async findSubjectById(userId: UserId): Promise<Subject | undefined> {
    return this.subjects.get(userId);
  }

  async findChallenge(id: string): Promise<Challenge | undefined> {
    return this.challenges.get(id);
  }

  changeToken(tokenId: TokenId, change: (token: TokenCredential) => TokenCredential): void {
    for (const [userId, subject] of this.subjects) {
      this.subjects.set(userId, {
        ...subject,
        tokens: subject.tokens.map((token) => (token.id === tokenId ? change(token) : token)),
      });
    }
  }

  commit(commit: Commit): CommitOutcome {
    const missed = commit.guards.findIndex((guard) => !this.#spend(guard));
    for (const effect of commit.effects) {
      if (missed === -1) this.#apply(effect);
      else if (effect.kind === 'record-attempt') this.attempts.push({ ...effect.attempt, ...commit.ifMissed[missed] });
    }
    return missed === -1 ? { isDone: true } : { isDone: false, missed };
  }

  #token(tokenId: TokenId): TokenCredential | undefined {
    return [...this.subjects.values()].flatMap((subject) => subject.tokens).find((token) => token.id === tokenId);
  }

  #spend(guard: Guard): boolean {
    if (guard.kind === 'spend-challenge') return this.challenges.delete(guard.challengeId);
    if (guard.kind === 'admit-user') {
      const subject = this.subjects.get(guard.userId);
      return subject?.isEnabled === true && (subject.lockedUntil ?? 0) <= guard.at;
    }
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
    if (effect.kind === 'record-attempt') this.attempts.push(effect.attempt);
    else if (effect.kind === 'open-challenge') this.challenges.set(effect.challenge.id, effect.challenge);
    else if (effect.kind === 'count-failure') this.failures.push(effect);
    else
      this.changeToken(effect.tokenId, (token) => ({
        ...token,
        resyncCandidate: { factor: BigInt(effect.factor), at: effect.at },
      }));
  }
}
