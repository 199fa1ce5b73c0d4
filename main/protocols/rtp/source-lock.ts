// Whose media is listened to: symmetric RTP (RFC 4961) and the negotiated address. Left out: ICE (RFC 8445).

/** An address in one spelling (formatAddress), so that two texts of one address are equal. */
export type MediaSource = { readonly address: string; readonly port: number };

export type SourceLockOptions = {
  /** The address and port of the other side's description. */
  readonly negotiated: MediaSource;
  /**
   * Behind NAT the packets come from another address than the description says. True: the first source with valid
   * packets is taken. False: only the negotiated address, by whichever port its first packet has.
   */
  readonly isSymmetric: boolean;
};

export type SourceLock = {
  /** Whether a packet from here may be the other side's. Asks only; call before the packet is opened. */
  admits(source: MediaSource): boolean;
  /** The packet was valid (well-formed, with SRTP authentic): from now on this is the source. */
  latch(source: MediaSource): void;
  /** Where to send: the latched source under symmetric RTP, else what was negotiated. */
  target(): MediaSource;
};

/**
 * Whoever guesses the port could send digits into the call, so the lock is never opened again, but for one case: packets
 * from the negotiated address and port itself displace a stranger who was first.
 */
export function openSourceLock({ negotiated, isSymmetric }: SourceLockOptions): SourceLock {
  let latched: MediaSource | undefined;
  return {
    admits(source) {
      if (latched !== undefined && isSame(source, latched)) return true;
      if (latched !== undefined) return isSame(source, negotiated);
      return isSymmetric || source.address === negotiated.address;
    },
    latch(source) {
      latched = source;
    },
    target: () => (isSymmetric ? (latched ?? negotiated) : negotiated),
  };
}

function isSame(one: MediaSource, other: MediaSource): boolean {
  return one.address === other.address && one.port === other.port;
}
