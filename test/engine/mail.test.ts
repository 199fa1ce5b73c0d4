import { describe, expect, it } from 'vitest';
import { deliveredTemplate } from '../../main/engine/mail/delivered-templates.ts';
import { EXAMPLE_VALUES, fillTemplate, unknownPlaceholders } from '../../main/engine/mail/fill-template.ts';
import { maskRecipient } from '../../main/engine/mail/mask-recipient.ts';
import { retryPause } from '../../main/engine/mail/retry.ts';
import {
  becomesReady,
  isComplete,
  type MailedUser,
  mailAddressOf,
  skipReason,
  userMailType,
  userMailValues,
} from '../../main/engine/mail/user-mails.ts';
import type { UserId } from '../../shared/ids.ts';
import {
  MAIL_LANGUAGES,
  MAIL_TYPES,
  NOTICE_TYPES,
  PLACEHOLDERS_OF,
  USER_MAIL_KINDS,
  USER_MAIL_TREE,
} from '../../shared/mail-templates.ts';
import { METHOD_MODES, METHODS } from '../../shared/methods.ts';
import { type MailTemplateFields, mailTemplateFieldsSchema } from '../../shared/schemas/mail.ts';

const template = (fields: Partial<MailTemplateFields>): MailTemplateFields => ({
  format: 'plain',
  from: '',
  cc: '',
  subject: 'Subject',
  body: 'Body',
  ...fields,
});
const user = (fields: Partial<MailedUser> = {}): MailedUser => ({
  id: 1 as UserId,
  username: 'user@example.org',
  firstName: 'Example',
  lastName: 'User',
  email: '',
  countryCode: '31',
  phone: '612345678',
  method: 'text-message',
  mode: 'one-way-otp',
  isEnabled: true,
  tokenCount: 0,
  language: '',
  ...fields,
});

describe('a template', () => {
  it('is filled, with the values escaped in HTML only', () => {
    const values = { username: '<b>"O\'Neil" & Co</b>', first_name: '$&' };
    const body = 'User <$username$> is <$first_name$>';
    expect(fillTemplate(template({ body }), values).body).toBe(`User ${values.username} is $&`);
    expect(fillTemplate(template({ body, format: 'html' }), values).body).toBe(
      'User &lt;b&gt;&quot;O&#39;Neil&quot; &amp; Co&lt;/b&gt; is $&amp;',
    );
  });

  it('leaves out a line whose placeholders all are empty, and keeps the others', () => {
    const body = 'One\n\nPIN: <$pin$>\n\n<$first_name$> <$last_name$>\n<$company$>';
    expect(fillTemplate(template({ body }), { last_name: 'User' }).body).toBe('One\n\n User');
    expect(fillTemplate(template({ body }), { pin: '4907', last_name: 'User', company: 'Acme' }).body).toBe(
      'One\n\nPIN: 4907\n\n User\nAcme',
    );
  });

  it('lets no value bring a line into the subject', () => {
    const { subject } = fillTemplate(template({ subject: 'For <$username$>' }), { username: 'a\r\nBcc: b@example.org' });
    expect(subject).toBe('For a Bcc: b@example.org');
  });

  it('names the placeholders that mean nothing in it, each once', () => {
    expect(unknownPlaceholders('email-code', ['<$otp$> <$nothing$>', '<$pin$><$nothing$> <$ $>'])).toEqual([
      '<$nothing$>',
      '<$pin$>',
      '<$ $>',
    ]);
    expect(unknownPlaceholders('phone-call.pin.new-user', ['<$pin$> <$phone$>'])).toEqual([]);
  });
});

describe('the delivered templates', () => {
  it.each(MAIL_TYPES.flatMap((type) => MAIL_LANGUAGES.map((language) => [type, language] as const)))(
    '%s in %s',
    (type, language) => {
      const delivered = deliveredTemplate(type, language);
      expect(mailTemplateFieldsSchema.parse(delivered)).toEqual(delivered);
      expect(unknownPlaceholders(type, [delivered.subject, delivered.body])).toEqual([]);
      const { subject, body } = fillTemplate(delivered, EXAMPLE_VALUES);
      expect(subject + body).not.toMatch(/<\$|undefined/);
      // With nothing known of the user no line is left that ends in the air.
      expect(fillTemplate(delivered, { username: 'jan' }).body).not.toMatch(/(: ?$|\n{3})/m);
    },
  );

  it('hold a code or a PIN where the type says so', () => {
    for (const type of MAIL_TYPES) {
      for (const language of MAIL_LANGUAGES) {
        const { body } = deliveredTemplate(type, language);
        expect(body.includes('<$pin$>'), type).toBe(PLACEHOLDERS_OF[type].includes('pin'));
      }
    }
  });

  it('make up the tree, no more and no less', () => {
    const leaves = USER_MAIL_TREE.flatMap(({ method, modes }) =>
      modes.flatMap((mode) => USER_MAIL_KINDS.map((kind) => userMailType({ method, mode }, kind))),
    );
    expect([...leaves, ...NOTICE_TYPES].sort()).toEqual([...MAIL_TYPES].sort());
    for (const { method, modes } of USER_MAIL_TREE) expect(modes).toEqual(METHOD_MODES[method]);
  });
});

describe('who gets a mail', () => {
  it('at the e-mail address, or at a username that is one', () => {
    expect(mailAddressOf(user())).toBe('user@example.org');
    expect(mailAddressOf(user({ email: 'other@example.org' }))).toBe('other@example.org');
    for (const username of ['jan', 'DOMAIN\\jan', 'jan@host', 'a b@example.org', 'a@b@example.org', '<x>@example.org'])
      expect(mailAddressOf(user({ username })), username).toBeUndefined();
  });

  it('has what the method needs', () => {
    const bare = { phone: '', tokenCount: 0, username: 'jan' };
    const full = { phone: '612345678', tokenCount: 1, username: 'user@example.org' };
    const complete = METHODS.filter((method) => isComplete(user({ method, ...full })));
    expect(complete).toEqual(['phone-call', 'text-message', 'oath-token', 'email']);
    for (const method of METHODS) expect(isComplete(user({ method, ...bare })), method).toBe(false);
  });

  it('when added ready, enabled, or completed; not when ready already', () => {
    const ready = user();
    const disabled = user({ isEnabled: false });
    const incomplete = user({ phone: '' });
    expect(becomesReady(undefined, ready)).toBe(true);
    expect(becomesReady(disabled, ready)).toBe(true);
    expect(becomesReady(incomplete, ready)).toBe(true);
    expect(becomesReady(ready, user({ phone: '687654321' }))).toBe(false);
    expect(becomesReady(undefined, disabled)).toBe(false);
    expect(becomesReady(undefined, incomplete)).toBe(false);
  });

  it('or the reason why not', () => {
    expect(skipReason(user(), 'new-user')).toBeUndefined();
    expect(skipReason(user({ username: 'jan' }), 'new-user')).toBe('no-address');
    expect(skipReason(user({ isEnabled: false }), 'new-user')).toBe('disabled');
    expect(skipReason(user({ phone: '' }), 'user-update')).toBe('incomplete');
    expect(skipReason(user({ method: 'app-password', mode: 'standard' }), 'new-user')).toBe('no-mail-for-method');
  });

  it('with the PIN in a PIN mode only', () => {
    expect(userMailValues(user(), '4907').pin).toBeUndefined();
    expect(userMailValues(user({ mode: 'one-way-otp-pin' }), '4907')).toMatchObject({ pin: '4907', phone: '+31 612345678' });
    expect(userMailValues(user({ mode: 'one-way-otp-pin' }), undefined)).not.toHaveProperty('pin');
  });
});

it('waits longer after each try, up to half an hour', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => retryPause(index + 1));
  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  expect([pauses[0], pauses.at(-1)]).toEqual([15_000, 30 * 60_000]);
});

it('hides a phone number in an address', () => {
  expect(maskRecipient('31612345678@sms.example.org')).toBe('•••••••5678@sms.example.org');
  expect(maskRecipient('user12@example.org')).toBe('user12@example.org');
});
