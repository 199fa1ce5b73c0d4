/** Accepts one time step after the other and prints each that was answered, until it is killed. */
import { openStore } from '../../main/store/sqlite/open.ts';
import { acceptStep, addToken, addUser, fakeClock, NOON, random } from './store.ts';

const folder = process.argv[2];
if (folder === undefined) throw new TypeError('usage: store-victim FOLDER');
const store = await openStore({ folder, random, clock: fakeClock() });
const { id: userId } = await addUser(store, { username: 'jan' });
const { id: tokenId } = await addToken(store, { serial: 'AB1', userId });
let step = NOON / 30_000;
for (;;) {
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      step += 1;
      const mine = step;
      const { isDone } = await store.commit(acceptStep(tokenId, userId, mine));
      if (isDone) process.stdout.write(`${mine}\n`);
    }),
  );
}
