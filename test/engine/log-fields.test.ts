import { expect, it } from 'vitest';
import { anEngine, aSubject, totpAt } from '../support/authentication.ts';

const subject = aSubject({ firstName: 'Demo', lastName: 'User', email: 'user1@example.org', phone: '+31 612345678' });

it('tells of the user what the settings say, and nothing else', async () => {
  const all = anEngine();
  all.store.add(subject);
  await all.signIn(totpAt(all.clock.at));
  expect(all.store.attempts[0]).toMatchObject({
    username: 'user1',
    firstName: 'Demo',
    lastName: 'User',
    email: 'user1@example.org',
    phone: '+31 612345678',
  });

  const none = anEngine({ log: { includesName: false, includesEmail: false, includesPhone: false } });
  none.store.add(subject);
  await none.signIn(totpAt(none.clock.at));
  expect(none.store.attempts[0]).toMatchObject({ username: 'user1', firstName: '', lastName: '', email: '', phone: '' });
});
