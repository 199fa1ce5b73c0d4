/** Operators' roles and what each may do. A procedure of the contract names the one permission that it needs. */
export const OPERATOR_ROLES = ['auditor', 'help-desk', 'administrator'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/**
 * `own-account`: the signed-in operator's own password, token and session. `read`: users, tokens, the
 * authentication log, reports, and exports of them. `user-tasks`: what a help desk does for a user.
 * `read-settings`: settings, RADIUS clients, operators and the operator log, without secrets.
 * `administer`: everything else.
 */
export const PERMISSIONS = ['own-account', 'read', 'user-tasks', 'read-settings', 'administer'] as const;
export type Permission = (typeof PERMISSIONS)[number];
/** `public` needs no sign-in. */
export type RequiredPermission = 'public' | Permission;

export const ROLE_PERMISSIONS: Readonly<Record<OperatorRole, readonly Permission[]>> = {
  auditor: ['own-account', 'read', 'read-settings'],
  'help-desk': ['own-account', 'read', 'user-tasks'],
  administrator: PERMISSIONS,
};

/** True when an operator of `role` (undefined: nobody signed in) may do what needs `required`. */
export function isPermitted(role: OperatorRole | undefined, required: RequiredPermission): boolean {
  return required === 'public' || (role !== undefined && ROLE_PERMISSIONS[role].includes(required));
}
