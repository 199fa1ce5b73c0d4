import { z } from 'zod';
import { choiceParameter, textParameter } from '../../ui/search-schema.ts';

const UNFOLDED = ['prompts', 'numbers', 'all'] as const;

/** `upload` in the address while several files are uploaded at once. */
export const SEVERAL = 'several';

export const voiceMessagesSearch = z.object({
  /** Short name; '': the default phone call language. */
  language: textParameter(),
  /** '': every application. */
  application: textParameter(),
  /** Groups that are unfolded, beside the 18 types. */
  open: choiceParameter(UNFOLDED),
  /** The type whose upload dialog is open, or several. */
  upload: textParameter(),
});
