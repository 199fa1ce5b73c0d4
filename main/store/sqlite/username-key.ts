/** What usernames are compared by: NFKC, without case, so that look-alike spellings are one user. */
export function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase().normalize('NFKC');
}
