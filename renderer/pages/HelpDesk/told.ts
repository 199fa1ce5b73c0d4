import type { Words } from '../../parts/help-desk/TellUser.tsx';

/** What to say after an action, and the way back where there is one. */
export type Told = { readonly words: Words; readonly undo?: (onDone: () => void) => void };
