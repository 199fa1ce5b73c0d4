/**
 * Roles of operators. `public` needs no sign-in; `local` is the command line or a host process that can
 * already read the data folder. Each contract procedure names the lowest role that may call it.
 */
export const OPERATOR_ROLES = ['auditor', 'help-desk', 'administrator'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];
export type RequiredRole = 'public' | OperatorRole;

const RANK: Readonly<Record<RequiredRole, number>> = { public: 0, auditor: 1, 'help-desk': 2, administrator: 3 };

/** True when an operator of `role` (undefined: nobody signed in) may do what needs `required`. */
export function isRoleSufficient(role: OperatorRole | undefined, required: RequiredRole): boolean {
  return required === 'public' || (role !== undefined && RANK[role] >= RANK[required]);
}
