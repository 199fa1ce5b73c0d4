import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function backupsApi(os: Procedures, world: ApiWorld) {
  return {
    create: os.backups.create.handler(({ input, context }) => world.backUp(context.actor.name, input.path)),
    list: os.backups.list.handler(async () => ({
      ...(await world.backups.list()),
      hasPassphrase: world.hasPassphrase(),
      databaseBytes: await world.databaseBytes(),
    })),
    newPassphrase: os.backups.newPassphrase.handler(async ({ context }) => ({
      recoveryPassphrase: await world.newPassphrase(context.actor.name),
    })),
  };
}
