/** What the program was started with. Electron and Chromium have switches of their own: theirs are left alone. */
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../adapters/default-data-folder.ts';

export type DesktopArguments = {
  readonly dataFolder: string;
  /** No window and no tray: the engine and its console on loopback, for a machine where nobody is signed in. */
  readonly isHeadless: boolean;
  readonly consolePort: number;
  readonly radiusPort: number | undefined;
};

const CONSOLE_PORT_DEFAULT = 8123;
const PORT_MAX = 65_535;

/** @throws RangeError for a port that is none */
export function readArguments(argv: readonly string[]): DesktopArguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      data: { type: 'string' },
      headless: { type: 'boolean' },
      'console-port': { type: 'string' },
      'radius-port': { type: 'string' },
    },
  });
  const { data } = values;
  return {
    dataFolder: typeof data === 'string' && data !== '' ? data : defaultDataFolder(),
    isHeadless: values.headless === true,
    consolePort: readPort(values['console-port'], '--console-port') ?? CONSOLE_PORT_DEFAULT,
    radiusPort: readPort(values['radius-port'], '--radius-port'),
  };
}

function readPort(value: string | boolean | undefined, name: string): number | undefined {
  if (typeof value !== 'string') return undefined;
  const port = Number(value);
  if (value === '' || !Number.isInteger(port) || port < 0 || port > PORT_MAX)
    throw new RangeError(`${name} takes a port from 0 to 65535`);
  return port;
}
