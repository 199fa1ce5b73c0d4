import { isPermitted, OPERATOR_ROLES, type RequiredPermission } from '../../shared/roles.ts';
import type { ExportKind } from '../../shared/schemas/export.ts';
import { appError } from '../engine/app-error.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

/** A file takes the permission of the screen that it is made from. */
const permissionFor = (kind: ExportKind): RequiredPermission => (kind === 'operator-log' ? 'read-settings' : 'read');

export function exportsApi(os: Procedures, { exports }: ApiWorld) {
  return {
    start: os.exports.start.handler(({ input, context }) => {
      const { name, role } = context.actor;
      const permission = permissionFor(input.subject.kind);
      if (!isPermitted(role, permission)) {
        const required = OPERATOR_ROLES.filter((each) => isPermitted(each, permission)).join(', ');
        throw appError('ROLE_INSUFFICIENT', { detail: { required } });
      }
      return exports.start(name, input);
    }),
    get: os.exports.get.handler(({ input, context }) => exports.get(context.actor.name, input.id)),
    cancel: os.exports.cancel.handler(({ input, context }) => exports.cancel(context.actor.name, input.id)),
  };
}
