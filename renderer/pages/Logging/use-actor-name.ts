import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** How an actor of the operator log is called: the command line and the server itself have no name of their own. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation('logging');
  return useCallback((actor) => (actor === 'local' || actor === 'engine' ? t(`audit.${actor}`) : actor), [t]);
}
