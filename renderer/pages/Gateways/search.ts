import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const GATEWAY_TABS = ['gateways', 'messages', 'inbound'] as const;
export const MESSAGE_LISTS = ['sent', 'received'] as const;

export const gatewaysSearch = z.object({
  tab: choiceParameter(GATEWAY_TABS),
  /** The setting that the address points at: all of this page are about what comes in. */
  setting: textParameter(),
  list: choiceParameter(MESSAGE_LISTS),
  /** The gateway that is being tested in the drawer. */
  test: optionalNumberParameter(),
});

export const newGatewaySearch = z.object({
  /** Id of a preset; without: it is being chosen. */
  preset: textParameter(),
});
