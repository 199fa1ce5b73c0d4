/** What the user page says about the mail of a save is what the engine does. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { becomesReady, type MailedUser, skipReason, userMailType } from '../../main/engine/mail/user-mails.ts';
import { mailKind, mailProblem, sendsMail } from '../../renderer/pages/User/mail-note.ts';
import { METHODS, MODES } from '../../shared/methods.ts';

const user = fc.record({
  username: fc.constantFrom('jan', 'jan@example.org', 'EXAMPLE\\jan', 'jan@example'),
  email: fc.constantFrom('', 'jan@example.org'),
  phone: fc.constantFrom('', ' ', '612345678'),
  method: fc.constantFrom(...METHODS),
  mode: fc.constantFrom(...MODES),
  isEnabled: fc.boolean(),
  tokenCount: fc.nat(1),
});
const full = (one: Parameters<typeof mailProblem>[0]) => one as MailedUser;

it('names the reason of the engine, and the same mail', () => {
  fc.assert(
    fc.property(fc.option(user, { nil: undefined }), user, (before, after) => {
      expect(mailProblem(after)).toBe(skipReason(full(after), 'new-user'));
      const kind = becomesReady(before === undefined ? undefined : full(before), full(after)) ? 'new-user' : 'user-update';
      expect(mailKind(before, after)).toBe(kind);
      expect(mailProblem(after) === 'no-mail-for-method').toBe(userMailType(full(after), kind) === undefined);
    }),
    { numRuns: 2000 },
  );
});

it('asks for what the box shows, and leaves it to the server where there is none', () => {
  const box = { problem: undefined, kind: 'new-user', isSuggested: true, isChosen: true } as const;
  expect(sendsMail(undefined)).toBeUndefined();
  expect(sendsMail({ ...box, problem: 'disabled', isChosen: false })).toBeUndefined();
  expect(sendsMail(box)).toBe(true);
  expect(sendsMail({ ...box, isChosen: false })).toBe(false);
});
