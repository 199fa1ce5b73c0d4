// The timers of transactions, RFC 3261 §17.1.1.1 and Table 4, and RFC 4320 §1. Left out: nothing; all are in milliseconds.

export type Timing = {
  /** TCP and TLS: nothing is sent again. */
  readonly isReliable: boolean;
  /** The round trip that is assumed. */
  readonly t1Milliseconds: number;
  /** The longest time between two retransmissions, INVITE apart. */
  readonly t2Milliseconds: number;
  /** How long a message can stay in the network. */
  readonly t4Milliseconds: number;
  /** How long an INVITE waits for the first word of an answer (timer B); 64 times T1 by the RFC, shorter to try the next trunk sooner. */
  readonly inviteTimeoutMilliseconds: number;
  /** The same for other requests (timer F). */
  readonly requestTimeoutMilliseconds: number;
};

const T1_MILLISECONDS = 500;
/** RFC 3261 §17.1.2.2, Table 4: timers B, F, H, J, L and M. */
const TIMEOUT_IN_T1 = 64;
/** RFC 3261 Table 4: at least 32 s for unreliable transports. */
export const TIMER_D_MILLISECONDS = 32_000;

/** The values of RFC 3261 Table 4. */
export function standardTiming(isReliable: boolean): Timing {
  return {
    isReliable,
    t1Milliseconds: T1_MILLISECONDS,
    t2Milliseconds: 4_000,
    t4Milliseconds: 5_000,
    inviteTimeoutMilliseconds: TIMEOUT_IN_T1 * T1_MILLISECONDS,
    requestTimeoutMilliseconds: TIMEOUT_IN_T1 * T1_MILLISECONDS,
  };
}

/** 64 times T1: how long a peer may take, whatever was set for timers B and F. */
export function longTimeoutMilliseconds(timing: Timing): number {
  return TIMEOUT_IN_T1 * timing.t1Milliseconds;
}
