/** What stands around every page and comes from outside it: the way back to the section that it belongs to. */
import { createContext } from 'react';

export type TrailStep = { readonly to: string; readonly label: string };
export type PageFrame = {
  /** From the section down to the page above this one; empty on a section's own page. */
  readonly trail: readonly TrailStep[];
};

export const PageFrameContext = createContext<PageFrame>({ trail: [] });
