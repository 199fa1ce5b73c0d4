/** What an extension does after the phone is answered (reference section 3), as the engine reads it. Pure. */
import type { ExtensionPrompt } from '../../shared/voice-messages.ts';

export type ExtensionStep =
  | { readonly kind: 'dials'; readonly keys: string }
  /** A comma is one second. */
  | { readonly kind: 'waits'; readonly seconds: number };

export type ExtensionUse =
  | { readonly kind: 'dialled'; readonly steps: readonly ExtensionStep[]; readonly asksForHash: boolean }
  /** Spoken to whoever answers; '' where there is no digit to speak. */
  | { readonly kind: 'announced'; readonly digits: string };

/** @param prompt undefined: not known to this operator, so that nothing is said about it */
export function extensionUse(extension: string, prompt: ExtensionPrompt | undefined): ExtensionUse | undefined {
  const typed = extension.trim();
  if (typed === '' || !/^@?[\d,*#]*$/.test(typed)) return undefined;
  if (typed.startsWith('@') || prompt === 'announced') return { kind: 'announced', digits: typed.replaceAll(/\D/g, '') };
  const steps = Array.from(
    typed.matchAll(/,+|[\d*#]+/g),
    ([found]): ExtensionStep =>
      found.startsWith(',') ? { kind: 'waits', seconds: found.length } : { kind: 'dials', keys: found },
  );
  return { kind: 'dialled', steps, asksForHash: prompt === 'after-dialling' };
}
