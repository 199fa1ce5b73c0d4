import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const PHONE_CALL_TABS = ['trunks', 'settings'] as const;

/** The test call that is shown: a reload of the page finds it again. */
const call = textParameter();

export const phoneCallsSearch = z.object({
  tab: choiceParameter(PHONE_CALL_TABS),
  /** The setting that the address points at. */
  setting: textParameter(),
  /** The trunk whose test call is in the drawer. */
  test: optionalNumberParameter(),
  call,
});

export const trunkSearch = z.object({ call });

export const newTrunkSearch = z.object({
  /** Id of a preset; without: it is being chosen. */
  preset: textParameter(),
});
