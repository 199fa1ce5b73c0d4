/**
 * The data key in the operating system's keystore: DPAPI on Windows, Keychain on macOS, the desktop's secret service
 * on Linux. Only the account that runs the engine opens it, so a copied folder with its key file is worth less.
 */
import { safeStorage } from 'electron';
import type { Keystore } from '../adapters/key-slots.ts';

export function createElectronKeystore(platform: NodeJS.Platform = process.platform): Keystore {
  return {
    // Without a secret service Chromium falls back to a key that everybody knows: that is no protection.
    isAvailable: () =>
      safeStorage.isEncryptionAvailable() && (platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
    wrap: (key) => safeStorage.encryptString(Buffer.from(key).toString('base64')),
    unwrap: (wrapped) => Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64'),
  };
}
