/**
 * Electron's calls, recorded: vi.mock('electron', () => import('../support/electron-double.ts')). It does what the
 * documentation says of each call and nothing more, so that the desktop host can be tested where Electron's program
 * cannot be downloaded. MessageChannelMain is Node's own channel: the ports really carry messages.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Rectangle = { x: number; y: number; width: number; height: number };

/** What was asked of Electron, by name, with its arguments. */
export const calls: { name: string; args: unknown[] }[] = [];
const note = (name: string, ...args: unknown[]): void => void calls.push({ name, args });
export const callsOf = (name: string): unknown[][] => calls.filter((call) => call.name === name).map(({ args }) => args);

/** What a test chooses; reset() puts it back. */
export const world = {
  displays: [{ x: 0, y: 0, width: 1920, height: 1040 }] as Rectangle[],
  saveDialog: { canceled: false, filePath: '' } as { canceled: boolean; filePath: string },
  isEncryptionAvailable: true,
  storageBackend: 'gnome_libsecret',
  /** Another account's keystore wraps with another key. */
  keystoreKey: 0x5a,
  profileFolder: '',
  isFirstInstance: true,
};
const initial = structuredClone(world);

export function reset(): void {
  calls.length = 0;
  Object.assign(world, structuredClone(initial));
  handlers.clear();
  app.removeAllListeners();
  BrowserWindow.all.length = 0;
  Tray.all.length = 0;
}

export class WebContents extends EventEmitter {
  readonly posted: { channel: string; message: unknown; ports: MessagePort[] }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly mainFrame = {
    url: '',
    parent: null,
    postMessage: (channel: string, message: unknown, ports: MessagePort[]) => void this.posted.push({ channel, message, ports }),
  };
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new WebContents();
  bounds: Rectangle;
  isShown = false;
  isMaximizedNow = false;
  readonly options: Record<string, unknown>;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    const { x, y, width, height } = options as Rectangle;
    this.bounds = { x, y, width, height };
    BrowserWindow.all.push(this);
  }
  async loadURL(url: string): Promise<void> {
    note('loadURL', url);
    this.webContents.mainFrame.url = url;
  }
  show(): void {
    this.isShown = true;
  }
  hide(): void {
    this.isShown = false;
  }
  focus(): void {
    note('focus');
  }
  maximize(): void {
    this.isMaximizedNow = true;
  }
  isMaximized(): boolean {
    return this.isMaximizedNow;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
}

export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  image: NativeImage;
  toolTip = '';
  menu: { label?: string; enabled?: boolean; click?: () => void }[] = [];
  isDestroyedNow = false;
  constructor(image: NativeImage) {
    super();
    this.image = image;
    Tray.all.push(this);
  }
  setImage(image: NativeImage): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: { template: Tray['menu'] }): void {
    this.menu = menu.template;
  }
  destroy(): void {
    this.isDestroyedNow = true;
  }
}

class NativeImage {
  readonly representations: { scaleFactor: number; width: number; height: number; buffer: Buffer }[] = [];
  addRepresentation(representation: NativeImage['representations'][number]): void {
    this.representations.push(representation);
  }
}
export const nativeImage = { createEmpty: () => new NativeImage() };

/** Node's ports already have on('message') and 'close'; MessagePortMain hands over an event with `data`, as here. */
export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: MessagePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortMain(port1);
    this.port2 = port2;
  }
}

class PortMain extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.#port.unref();
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.#port.close();
  }
}

export const Menu = {
  buildFromTemplate: (template: unknown[]) => ({ template }),
  setApplicationMenu: (menu: unknown) => note('setApplicationMenu', menu),
};
class App extends EventEmitter {
  isPackaged = false;
  whenReady = async (): Promise<void> => undefined;
  getLocale = (): string => 'nl-NL';
  getPath = (name: string): string => `${world.profileFolder}/${name}`;
  getVersion = (): string => '0.0.0';
  requestSingleInstanceLock = (): boolean => world.isFirstInstance;
  disableHardwareAcceleration = (): void => note('disableHardwareAcceleration');
  exit = (status: number): void => note('exit', status);
  quit = (): void => note('quit');
}
export const app = new App();
export const session = {
  defaultSession: {
    protocol: { handle: (scheme: string) => note('handle', scheme) },
    setPermissionRequestHandler: () => note('setPermissionRequestHandler'),
    setPermissionCheckHandler: () => note('setPermissionCheckHandler'),
    setDevicePermissionHandler: () => note('setDevicePermissionHandler'),
  },
};
export const nativeTheme = { shouldUseDarkColors: false };
export class Notification {
  static isSupported = (): boolean => true;
  readonly #options: unknown;
  constructor(options: unknown) {
    this.#options = options;
  }
  show(): void {
    note('notification', this.#options);
  }
}

export const screen = { getAllDisplays: () => world.displays.map((workArea) => ({ workArea })) };
export const dialog = {
  showErrorBox: (...args: unknown[]) => note('showErrorBox', ...args),
  showSaveDialog: async (...args: unknown[]) => {
    note('showSaveDialog', ...args);
    return world.saveDialog;
  },
};

const handlers = new Map<string, (event: unknown, input: unknown) => Promise<unknown>>();
export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, input: unknown) => Promise<unknown>) => void handlers.set(channel, handler),
  /** electron-store's own channel, which nobody here asks. */
  on: (channel: string) => note('ipcMain.on', channel),
  removeHandler: (channel: string) => void handlers.delete(channel),
};
/** As ipcRenderer.invoke of a page in the frame `senderFrame`. */
export async function invoke(channel: string, senderFrame: unknown, input: unknown): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler({ senderFrame }, structuredClone(input));
}

export const protocol = { registerSchemesAsPrivileged: (schemes: unknown) => note('registerSchemesAsPrivileged', schemes) };

/** As the documentation says: encrypted text that only the same keystore turns back, and throws for anything else. */
export const safeStorage = {
  isEncryptionAvailable: () => world.isEncryptionAvailable,
  getSelectedStorageBackend: () => world.storageBackend,
  encryptString: (text: string) =>
    Buffer.concat([Buffer.from(`v10${String.fromCharCode(world.keystoreKey)}`), flip(Buffer.from(text))]),
  decryptString: (bytes: Buffer) => {
    if (bytes.subarray(0, 4).toString() !== `v10${String.fromCharCode(world.keystoreKey)}`)
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    return flip(bytes.subarray(4)).toString();
  },
};
function flip(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ world.keystoreKey));
}
