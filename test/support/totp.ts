import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The code that oathtool, not this project's own code, shows for a Base32 seed now. */
export function currentTotp(
  seedBase32: string,
  options: { readonly digits?: number; readonly periodSeconds?: number; readonly algorithm?: string } = {},
): string {
  const { digits = 6, periodSeconds = 30, algorithm = 'SHA1' } = options;
  return execFileSync('oathtool', [`--totp=${algorithm}`, '-b', '-d', String(digits), '-s', `${periodSeconds}s`, seedBase32], {
    encoding: 'utf8',
  }).trim();
}

/** Waits until the next time step has begun: a code of the step before has been used. */
export async function nextStep(periodSeconds = 30): Promise<void> {
  const periodMilliseconds = periodSeconds * 1000;
  await sleep(periodMilliseconds - (Date.now() % periodMilliseconds) + 50);
}
