/** Company Settings > Username Resolution (reference section 2.4): whose name it is that the application sent. */
import type { UsernameResolution } from '../../../../shared/schemas/method-settings.ts';
import type { AuthenticationReader, Subject } from '../../ports.ts';

/** The first way that finds a user counts. An e-mail address of several users is nobody's: 'ambiguous'. */
export async function resolveUser(
  reader: AuthenticationReader,
  settings: UsernameResolution,
  username: string,
): Promise<Subject | 'ambiguous' | undefined> {
  const exact = await reader.findSubject(username);
  if (exact !== undefined) return exact;
  for (const name of otherNames(settings, username)) {
    const found = await reader.findSubject(name);
    if (found !== undefined) return found;
  }
  if (!settings.matchesEmail || !username.includes('@')) return undefined;
  const [only, another] = await reader.findSubjectsByEmail(username);
  return another === undefined ? only : 'ambiguous';
}

/** The names to look for beside the one that was sent. */
export function otherNames(settings: UsernameResolution, username: string): readonly string[] {
  const bare = settings.stripsPrefixDomain ? username.replace(/^[^\\]*\\/, '') : username;
  const names = [bare];
  const at = bare.lastIndexOf('@');
  if (settings.stripsSuffixDomain && at > 0) names.push(bare.slice(0, at));
  if (settings.defaultSuffix !== '' && at === -1 && bare !== '') names.push(`${bare}@${settings.defaultSuffix}`);
  return [...new Set(names)].filter((name) => name !== username && name !== '');
}
