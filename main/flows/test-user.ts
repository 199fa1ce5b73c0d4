/** The console's Test...: the user's second factor for real, through the engine. The attempt is logged as of the console. */
import { resultNumber } from '../../shared/authentication-results.ts';
import type { DecisionReason } from '../../shared/schemas/attempt.ts';
import { appError } from '../engine/app-error.ts';
import type { Application, AuthenticationRequest } from '../engine/authentication/request.ts';
import type { Clock, Digest, Random } from '../engine/ports.ts';
import { Secret } from '../engine/secret.ts';
import type { AuthenticationRunner, FinalVerdict } from './run-authentication.ts';

export type UserTest = {
  readonly outcome: 'granted' | 'denied' | 'asks';
  readonly isGranted: boolean;
  readonly result: number;
  readonly reason: DecisionReason;
  /** Of `asks`. */
  readonly prompt?: string;
  readonly challenge?: string;
};
export type UserTestInput = {
  readonly username: string;
  readonly password: string;
  readonly code: string;
  /** State of an earlier answer `asks`, base64. */
  readonly challenge?: string | undefined;
  /** The console closed its test. */
  readonly signal?: AbortSignal | undefined;
};

export type UserTestPorts = {
  readonly run: AuthenticationRunner['run'];
  readonly clock: Clock;
  readonly random: Random;
  readonly digest: Pick<Digest, 'sha256'>;
};

const SESSION_ID_BYTES = 16;
/** A two-way text may be answered as long as its code lives; the longest setting is 600 s. */
const TEST_TIMEOUT_SECONDS = 600;

const TEST_APPLICATION: Omit<Application, 'firstFactor' | 'otpEntry'> = {
  radiusClientId: undefined,
  name: 'Console test',
  type: 'console-test',
  requiresUserMatch: true,
  enablesFallbackOathToken: true,
  enablesSecurityQuestions: true,
  allowsMethodChoice: false,
  challengeText: '',
  timeoutSeconds: TEST_TIMEOUT_SECONDS,
  // Who tests wants to see the method at work.
  isTrusted: () => false,
};

export function createUserTest(ports: UserTestPorts) {
  return async (input: UserTestInput): Promise<UserTest> => {
    const request = requestFor(ports, input);
    try {
      const verdict = await ports.run(request, { signal: input.signal });
      // The engine stops while it runs.
      if (verdict === undefined) throw appError('CONNECTION_LOST');
      return testOf(verdict);
    } finally {
      request.password.wipe();
    }
  };
}

function testOf({ kind, result, reason, state, prompt }: FinalVerdict): UserTest {
  const shared = { isGranted: kind === 'accept', result: resultNumber(result), reason };
  if (kind !== 'challenge' || state === undefined) return { outcome: kind === 'accept' ? 'granted' : 'denied', ...shared };
  const challenge = Buffer.from(state).toString('base64');
  return { outcome: 'asks', ...shared, challenge, ...(prompt === undefined ? {} : { prompt }) };
}

function requestFor({ clock, random, digest }: UserTestPorts, input: UserTestInput): AuthenticationRequest {
  const { username, password, code, challenge } = input;
  const isAnswer = challenge !== undefined;
  const hasPassword = !isAnswer && password !== '';
  return {
    application: {
      ...TEST_APPLICATION,
      firstFactor: hasPassword ? 'local-password' : 'none',
      otpEntry: hasPassword ? 'after-password' : 'in-password',
    },
    username,
    password: Secret.fromText(hasPassword ? password + code : code),
    challengeId: isAnswer ? Buffer.from(digest.sha256(Buffer.from(challenge, 'base64'))).toString('hex') : undefined,
    clientAddress: '',
    callingAddress: '',
    receivedAt: clock.now(),
    // A test joins no sign-in.
    resendKey: '',
    sessionId: Buffer.from(random.bytes(SESSION_ID_BYTES)).toString('hex'),
  };
}
