/** What is done to users and their tokens, with the mails that it makes; part of compose.ts. */
import { join } from 'node:path';
import type { AllSettings } from '../shared/schemas/settings.ts';
import { startImportWorker } from './adapters/import-worker.ts';
import type { Log } from './adapters/log.ts';
import { nodeDigest } from './adapters/node-digest.ts';
import type { ApiWorld } from './api/world.ts';
import type { Clock, PasswordHasher, Random } from './engine/ports.ts';
import { Secret } from './engine/secret.ts';
import { createBlockFlows } from './flows/blocks.ts';
import { createBypassFlows } from './flows/bypasses.ts';
import { createTokenImports } from './flows/import-tokens.ts';
import type { MailFlows } from './flows/mail.ts';
import { withBlockMails, withBypassMails } from './flows/mail-notices.ts';
import { withImportMails, withTokenMails, withUserMails } from './flows/mail-users.ts';
import type { AuthenticationRunner } from './flows/run-authentication.ts';
import { createTagFlows } from './flows/tags.ts';
import { createTokenFlows } from './flows/tokens.ts';
import { createUserFlows } from './flows/users.ts';
import { DATABASE_FILE } from './store/sqlite/connection.ts';
import type { OpenedStore } from './store/sqlite/open.ts';

type Parts = {
  readonly store: OpenedStore;
  readonly run: AuthenticationRunner['run'];
  readonly mail: MailFlows;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: () => AllSettings;
  /** Shown in authenticator apps. */
  readonly issuer: string;
};

type Composed = {
  readonly flows: Pick<ApiWorld, 'users' | 'blocks' | 'bypasses' | 'tags' | 'tokens' | 'imports'>;
  close(): Promise<void>;
};

export function composePeople({ store, run, mail, hasher, clock, random, log, settings, issuer }: Parts): Composed {
  const onFailure = (error: unknown) => log.error('a mail to a user could not be stored', error);
  const userMails = { store, mails: mail, onFailure };
  const noticeMails = { store, mails: mail.delivery, sendsToUsers: () => mail.sendsToUsers(), settings, onFailure };
  const imports = createTokenImports({
    store,
    clock,
    random,
    dataKey: new Secret(store.keySlots.dataKey),
    startWorker: () => startImportWorker(join(store.folder, DATABASE_FILE)),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const users = createUserFlows({ store, hasher, clock, random, digest: nodeDigest, run, settings });
  const tokens = createTokenFlows({ store, clock, random, digest: nodeDigest, settings: () => settings().oath, issuer });
  return {
    flows: {
      users: withUserMails(users, userMails),
      blocks: withBlockMails(createBlockFlows({ store, settings }), noticeMails),
      bypasses: withBypassMails(createBypassFlows({ store, settings }), noticeMails),
      tags: createTagFlows(store),
      tokens: withTokenMails(tokens, userMails),
      imports: withImportMails(imports, userMails),
    },
    close: () => imports.close(),
  };
}
