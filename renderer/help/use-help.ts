import { useEffect, useState } from 'react';
import { currentLanguage } from '../text/language.ts';
import { loadHelp } from './load.ts';
import type { HelpPages } from './topics.ts';

export type LoadedHelp = { readonly pages?: HelpPages; readonly isFailed: boolean };

/** The help in the language of the console; the one before stays while another is read. */
export function useHelp(): LoadedHelp {
  const language = currentLanguage();
  const [help, setHelp] = useState<LoadedHelp>({ isFailed: false });
  useEffect(() => {
    let isWanted = true;
    loadHelp(language).then(
      (pages) => isWanted && setHelp({ pages, isFailed: false }),
      () => isWanted && setHelp((before) => ({ ...before, isFailed: true })),
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  return help;
}
