/** The passphrase between the step that makes it and the step that shows it, and the proof that it was written down. */

let fresh: string | undefined;

/** In memory of this window only: a reload forgets it. */
export const freshPassphrase = {
  keep(passphrase: string): void {
    fresh = passphrase;
  },
  read(): string | undefined {
    return fresh;
  },
  forget(): void {
    fresh = undefined;
  },
} as const;

/** Which group (from 0) is asked for: not the first, which is in sight longest. */
export function askedGroup(passphrase: string, random: () => number = Math.random): number {
  const count = passphrase.split('-').length;
  return count < 2 ? 0 : 1 + Math.floor(random() * (count - 1));
}

/** Letters that look alike are taken for each other, as the server does. */
export function isGroup(passphrase: string, group: number, typed: string): boolean {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  const wanted = passphrase.split('-')[group];
  return wanted !== undefined && plain(typed) === plain(wanted);
}
