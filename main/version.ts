import { readFileSync } from 'node:fs';

const packageFile: { readonly version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** Version of this program, from package.json. */
export const VERSION = packageFile.version;
