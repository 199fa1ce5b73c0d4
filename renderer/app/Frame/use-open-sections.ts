import { useRouter } from '@tanstack/react-router';
import { isPermitted } from '../../../shared/roles.ts';
import { useSession } from '../../bridge/use-session.ts';
import { SECTIONS, type Section } from '../sections.ts';

/** The sections that this operator's role may open. */
export function useOpenSections(): readonly Section[] {
  const { operator } = useSession();
  const router = useRouter();
  return SECTIONS.filter(({ to, permission }) => to in router.routesByPath && isPermitted(operator.role, permission));
}
