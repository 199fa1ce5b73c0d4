/** One authentication as a front end (RADIUS, the console's Test...) hands it to the engine. */
import type { RadiusClientId } from '../../../shared/ids.ts';
import type { AuthenticationType } from '../../../shared/methods.ts';
import type { FirstFactor, OtpEntry } from '../../../shared/schemas/radius.ts';
import type { Secret } from '../secret.ts';

/** The settings of the application (RADIUS client) that asks. */
export type Application = {
  readonly radiusClientId: RadiusClientId | undefined;
  /** Shown in log and reports. */
  readonly name: string;
  readonly type: AuthenticationType;
  readonly requiresUserMatch: boolean;
  readonly enablesFallbackOathToken: boolean;
  readonly enablesSecurityQuestions: boolean;
  readonly allowsMethodChoice: boolean;
  /** What a challenge for an OATH code says here; '': the text of the settings, in the user's language. */
  readonly challengeText: string;
  /** Seconds that the application waits for an answer. */
  readonly timeoutSeconds: number;
  /** Addresses of people who need no second factor, parsed. */
  readonly isTrusted: (callingAddress: string) => boolean;
  readonly firstFactor: FirstFactor;
  readonly otpEntry: OtpEntry;
};

export type AuthenticationRequest = {
  readonly application: Application;
  readonly username: string;
  /** What the person typed; empty when nothing was. UTF-8. */
  readonly password: Secret;
  /** SHA-256 of State in hexadecimal when the request answers a challenge. */
  readonly challengeId: string | undefined;
  /** Address of the RADIUS client. */
  readonly clientAddress: string;
  /** Address of the person where the client tells it (Calling-Station-Id), else ''. */
  readonly callingAddress: string;
  /** Epoch milliseconds when the request arrived. */
  readonly receivedAt: number;
  /** The same on the monotonic clock of AuthenticatePorts, where the front end has it; else the engine's own start. */
  readonly arrivedAt?: number | undefined;
  /**
   * The same for copies of one request that come as new packets (a VPN that sends again with a new identifier): a digest of
   * all that the application sent of the person and the session, the password among it. '' joins nothing.
   */
  readonly resendKey: string;
  /** New for each first request: 32 hexadecimal digits. A challenge's answer takes over the challenge's. */
  readonly sessionId: string;
};
