/** The extension of a phone (reference section 3): digits, *, # and comma, each comma a pause of one second; @ before it. */
import type { ExtensionPrompt } from '../../../shared/voice-messages.ts';
import type { Digit } from '../../protocols/rtp/telephone-event.ts';

/** Milliseconds of a comma (reference section 3). */
const PAUSE_MILLISECONDS = 1000;
const FORM = /^@?[\d,*#]{0,32}$/;

/** What is sent after the answer, in order. */
export type ExtensionSlot =
  | { readonly kind: 'key'; readonly key: Digit }
  | { readonly kind: 'pause'; readonly milliseconds: number };

export type ExtensionPlan =
  | { readonly kind: 'none' }
  /** `asks`: somebody must press # before the greeting. */
  | { readonly kind: 'dialled'; readonly slots: readonly ExtensionSlot[]; readonly asks: boolean }
  /** `digits` as they are told to a person; '' where there is nothing to tell. */
  | { readonly kind: 'announced'; readonly digits: string };

/** Undefined: malformed. An extension behind @ is announced whatever the setting says; ours, the old server did not say what @ does. */
export function planExtension(extension: string, prompt: ExtensionPrompt): ExtensionPlan | undefined {
  if (!FORM.test(extension)) return undefined;
  if (extension === '') return { kind: 'none' };
  if (prompt === 'announced' || extension.startsWith('@')) return { kind: 'announced', digits: extension.replace(/\D/g, '') };
  return { kind: 'dialled', slots: slotsOf(extension), asks: prompt === 'after-dialling' };
}

/** Pauses that follow each other are one. */
function slotsOf(extension: string): readonly ExtensionSlot[] {
  return Array.from(extension.matchAll(/,+|[\d*#]/g), ([found]) =>
    found.startsWith(',')
      ? { kind: 'pause', milliseconds: found.length * PAUSE_MILLISECONDS }
      : { kind: 'key', key: found as Digit },
  );
}
