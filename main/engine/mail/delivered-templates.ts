/**
 * The mails as they are delivered, English and Dutch: plain text, short, factual. A table of texts, long because there
 * are thirty mails in two languages. A line whose placeholders all are empty is left out when a mail is made.
 */
import { MAIL_TYPES, type MailLanguage, type MailType, type NoticeType, USER_MAIL_TREE } from '../../../shared/mail-templates.ts';
import { asksPin, type Mode } from '../../../shared/methods.ts';
import type { MailTemplateFields } from '../../../shared/schemas/mail.ts';
import { userMailType } from './user-mails.ts';

type Delivered = Pick<MailTemplateFields, 'subject' | 'body'>;
/** What the user does at each sign-in, by method and mode. */
type HowTexts = Readonly<Record<string, string>>;

const HOW: Readonly<Record<MailLanguage, HowTexts>> = {
  en: {
    'phone-call.standard': 'At each sign-in a call comes in on <$phone$>. Answer it and press # to confirm the sign-in.',
    'phone-call.pin': 'At each sign-in a call comes in on <$phone$>. Answer it, enter the PIN and press #.',
    'text-message.one-way-otp':
      'At each sign-in a text message with a code comes in on <$phone$>. Type that code in the sign-in window.',
    'text-message.one-way-otp-pin':
      'At each sign-in a text message with a code comes in on <$phone$>. Type that code, followed by the PIN, in the sign-in window.',
    'text-message.two-way-otp':
      'At each sign-in a text message with a code comes in on <$phone$>. Reply to it with that code to confirm the sign-in.',
    'text-message.two-way-otp-pin':
      'At each sign-in a text message with a code comes in on <$phone$>. Reply to it with that code, followed by the PIN.',
    'mobile-app.standard': 'At each sign-in the mobile app asks for confirmation. Choose Verify to confirm the sign-in.',
    'mobile-app.pin': 'At each sign-in the mobile app asks for the PIN. Enter it and choose Verify to confirm the sign-in.',
    'oath-token.standard': 'At each sign-in, type the code that the token or the authenticator app shows at that moment.',
    'oath-token.pin':
      'At each sign-in, type the code that the token or the authenticator app shows at that moment, followed by the PIN.',
    'email.one-way-otp': 'At each sign-in an e-mail with a code comes to this address. Type that code in the sign-in window.',
    'email.one-way-otp-pin':
      'At each sign-in an e-mail with a code comes to this address. Type that code, followed by the PIN, in the sign-in window.',
  },
  nl: {
    'phone-call.standard':
      'Bij elke aanmelding komt er een oproep op <$phone$>. Neem op en druk op # om de aanmelding te bevestigen.',
    'phone-call.pin': 'Bij elke aanmelding komt er een oproep op <$phone$>. Neem op, toets de pincode in en druk op #.',
    'text-message.one-way-otp':
      'Bij elke aanmelding komt er een sms met een code op <$phone$>. Typ die code in het aanmeldvenster.',
    'text-message.one-way-otp-pin':
      'Bij elke aanmelding komt er een sms met een code op <$phone$>. Typ die code, gevolgd door de pincode, in het aanmeldvenster.',
    'text-message.two-way-otp':
      'Bij elke aanmelding komt er een sms met een code op <$phone$>. Beantwoord de sms met die code om de aanmelding te bevestigen.',
    'text-message.two-way-otp-pin':
      'Bij elke aanmelding komt er een sms met een code op <$phone$>. Beantwoord de sms met die code, gevolgd door de pincode.',
    'mobile-app.standard':
      'Bij elke aanmelding vraagt de mobiele app om een bevestiging. Kies Verifiëren om de aanmelding te bevestigen.',
    'mobile-app.pin':
      'Bij elke aanmelding vraagt de mobiele app om de pincode. Voer die in en kies Verifiëren om de aanmelding te bevestigen.',
    'oath-token.standard': 'Typ bij elke aanmelding de code die het token of de authenticator-app op dat moment toont.',
    'oath-token.pin':
      'Typ bij elke aanmelding de code die het token of de authenticator-app op dat moment toont, gevolgd door de pincode.',
    'email.one-way-otp': 'Bij elke aanmelding komt er een e-mail met een code op dit adres. Typ die code in het aanmeldvenster.',
    'email.one-way-otp-pin':
      'Bij elke aanmelding komt er een e-mail met een code op dit adres. Typ die code, gevolgd door de pincode, in het aanmeldvenster.',
  },
};

const USER_MAIL = {
  en: {
    'new-user': {
      subject: 'Two-step verification is on for <$username$>',
      opening: 'Two-step verification is now on for the account <$username$>.',
    },
    'user-update': {
      subject: 'Two-step verification of <$username$> has changed',
      opening: 'The way in which sign-ins of the account <$username$> are verified has changed.',
    },
    pin: 'The first PIN is <$pin$>. It has to be changed at the first sign-in.',
    token: 'Serial number of the token: <$token_serial$>',
    warning:
      'A request that you did not start yourself means that someone else is trying to sign in. Report it to the help desk.',
    portal: 'These settings can be changed at <$portal_url$>',
  },
  nl: {
    'new-user': {
      subject: 'Verificatie in twee stappen is aan voor <$username$>',
      opening: 'Verificatie in twee stappen staat nu aan voor het account <$username$>.',
    },
    'user-update': {
      subject: 'Verificatie in twee stappen van <$username$> is gewijzigd',
      opening: 'De manier waarop aanmeldingen van het account <$username$> worden geverifieerd, is gewijzigd.',
    },
    pin: 'De eerste pincode is <$pin$>. Die moet bij de eerste aanmelding worden gewijzigd.',
    token: 'Serienummer van het token: <$token_serial$>',
    warning: 'Een verzoek zonder eigen aanmelding betekent dat iemand anders probeert aan te melden. Meld dat bij de helpdesk.',
    portal: 'Deze gegevens zijn te wijzigen op <$portal_url$>',
  },
} as const;

const NOTICES: Readonly<Record<MailLanguage, Readonly<Record<NoticeType, Delivered>>>> = {
  en: {
    'user-enrollment': {
      subject: 'Set up two-step verification for <$username$>',
      body: 'Two-step verification has to be set up for the account <$username$>.\n\nSet it up at <$portal_url$>\nThe code to start with is <$otp$>. It works for <$minutes$> minutes.\n\n<$company$>',
    },
    'email-code': {
      subject: 'Sign-in code for <$application_name$>',
      body: 'The code to sign in to <$application_name$> is:\n\n<$otp$>\n\nIt works once, for <$minutes$> minutes. Nobody else needs it: do not pass it on.\n\n<$company$>',
    },
    'one-time-bypass': {
      subject: 'One sign-in without verification for <$username$>',
      body: 'The next sign-in of the account <$username$> needs no second step. This is for one sign-in, within <$minutes$> minutes.\n\nReason: <$reason$>\nSet at: <$time$>\n\nIf nobody asked for this, report it to the help desk.\n\n<$company$>',
    },
    'account-locked': {
      subject: 'The account <$username$> is locked',
      body: 'The account <$username$> is locked, after too many sign-ins were denied.\n\nTime: <$time$>\nApplication: <$application_name$>\nIt is unlocked by itself after <$minutes$> minutes.\n\nIf these were not your own sign-ins, report it to the help desk.\n\n<$company$>',
    },
    blocked: {
      subject: 'The account <$username$> is blocked',
      body: 'The account <$username$> is blocked. All its sign-ins are denied until an administrator unblocks it.\n\nTime: <$time$>\nReason: <$reason$>\n\n<$company$>',
    },
    'fraud-alert': {
      subject: 'Fraud alert by <$username$>',
      body: 'A user reported a verification request that was not their own.\n\nUser: <$username$>\nName: <$first_name$> <$last_name$>\nPhone: <$phone$>\nApplication: <$application_name$>\nTime: <$time$>\n<$reason$>\nServer: <$server$>\n\nSomeone else may know the password of this account.',
    },
  },
  nl: {
    'user-enrollment': {
      subject: 'Verificatie in twee stappen instellen voor <$username$>',
      body: 'Voor het account <$username$> moet verificatie in twee stappen worden ingesteld.\n\nInstellen kan op <$portal_url$>\nDe code om te beginnen is <$otp$>. Die werkt <$minutes$> minuten.\n\n<$company$>',
    },
    'email-code': {
      subject: 'Aanmeldcode voor <$application_name$>',
      body: 'De code om aan te melden bij <$application_name$> is:\n\n<$otp$>\n\nDeze werkt één keer, gedurende <$minutes$> minuten. Niemand anders heeft de code nodig: geef hem niet door.\n\n<$company$>',
    },
    'one-time-bypass': {
      subject: 'Eén aanmelding zonder verificatie voor <$username$>',
      body: 'De eerstvolgende aanmelding van het account <$username$> heeft geen tweede stap nodig. Dit geldt voor één aanmelding, binnen <$minutes$> minuten.\n\nReden: <$reason$>\nIngesteld op: <$time$>\n\nHeeft niemand hierom gevraagd, meld dit dan bij de helpdesk.\n\n<$company$>',
    },
    'account-locked': {
      subject: 'Het account <$username$> is vergrendeld',
      body: 'Het account <$username$> is vergrendeld, nadat te veel aanmeldingen zijn geweigerd.\n\nTijd: <$time$>\nToepassing: <$application_name$>\nDe vergrendeling vervalt vanzelf na <$minutes$> minuten.\n\nWaren dit geen eigen aanmeldingen, meld dit dan bij de helpdesk.\n\n<$company$>',
    },
    blocked: {
      subject: 'Het account <$username$> is geblokkeerd',
      body: 'Het account <$username$> is geblokkeerd. Alle aanmeldingen worden geweigerd totdat een beheerder het account deblokkeert.\n\nTijd: <$time$>\nReden: <$reason$>\n\n<$company$>',
    },
    'fraud-alert': {
      subject: 'Fraudemelding door <$username$>',
      body: 'Een gebruiker heeft een verificatieverzoek gemeld dat niet van de gebruiker zelf was.\n\nGebruiker: <$username$>\nNaam: <$first_name$> <$last_name$>\nTelefoon: <$phone$>\nToepassing: <$application_name$>\nTijd: <$time$>\n<$reason$>\nServer: <$server$>\n\nMogelijk kent iemand anders het wachtwoord van dit account.',
    },
  },
};

function userMails(language: MailLanguage): [MailType, Delivered][] {
  const words = USER_MAIL[language];
  const mailOf = (method: (typeof USER_MAIL_TREE)[number]['method'], mode: Mode, kind: 'new-user' | 'user-update') => {
    const type = userMailType({ method, mode }, kind);
    if (type === undefined) throw new TypeError(`no mail for ${method} ${mode}`);
    const lines = [
      words[kind].opening,
      '',
      HOW[language][`${method}.${mode}`] ?? '',
      ...(asksPin(mode) ? [words.pin] : []),
      ...(method === 'oath-token' ? [words.token] : []),
      '',
      words.warning,
      '',
      words.portal,
      '',
      '<$company$>',
    ];
    return [type, { subject: words[kind].subject, body: lines.join('\n') }] as [MailType, Delivered];
  };
  return USER_MAIL_TREE.flatMap(({ method, modes }) =>
    modes.flatMap((mode) => [mailOf(method, mode, 'new-user'), mailOf(method, mode, 'user-update')]),
  );
}

const DELIVERED: Readonly<Record<MailLanguage, ReadonlyMap<MailType, Delivered>>> = {
  en: new Map([...userMails('en'), ...(Object.entries(NOTICES.en) as [MailType, Delivered][])]),
  nl: new Map([...userMails('nl'), ...(Object.entries(NOTICES.nl) as [MailType, Delivered][])]),
};

/** The mail as it was delivered with the server. */
export function deliveredTemplate(type: MailType, language: MailLanguage): MailTemplateFields {
  const delivered = DELIVERED[language].get(type);
  if (delivered === undefined) throw new TypeError(`no text for ${type} among ${MAIL_TYPES.length} mails`);
  return { format: 'plain', from: '', cc: '', ...delivered };
}
