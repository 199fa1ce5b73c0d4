import { z } from 'zod';
import { choiceParameter } from '../../ui/search-schema.ts';

export const GUIDE_DEVICES = ['generic', 'fortigate', 'cisco-asa', 'cisco-ftd', 'palo-alto', 'openvpn', 'citrix', 'nps'] as const;
export type GuideDevice = (typeof GUIDE_DEVICES)[number];

export const radiusClientSearch = z.object({
  /** Kind of device whose set-up guide is open. */
  device: choiceParameter(GUIDE_DEVICES),
});
