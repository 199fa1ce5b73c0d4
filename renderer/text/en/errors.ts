/** The command line and the console say the same in English. */
import { ERROR_TEXT } from '../../../shared/error-text.ts';

export const errors = ERROR_TEXT;
