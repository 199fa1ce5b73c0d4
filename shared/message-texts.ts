/** What people read at a sign-in: texts to their phones, and prompts of challenges. An administrator's own texts stand in the settings (`message-texts`). */
export const MESSAGE_LANGUAGES = ['en', 'nl'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** To a phone. `text-fraud` goes behind a two-way text while fraud alerts are allowed. */
export const PHONE_TEXT_KEYS = [
  'text-one-way-otp',
  'text-one-way-otp-pin',
  'text-two-way-otp',
  'text-two-way-otp-pin',
  'text-fraud',
] as const;

/** Reply-Message of a challenge. `method-choice` goes behind another prompt where the user has more than one method. */
export const PROMPT_KEYS = [
  'oath-standard',
  'oath-pin',
  'fallback-oath',
  'text-sent',
  'text-sent-pin',
  'email-sent',
  'email-sent-pin',
  'security-question',
  'method-choice',
  'new-pin',
  'confirm-pin',
  'pin-expired',
  'pin-length',
  'pin-all-same-digits',
  'pin-sequential-digits',
  'pin-subset-of-phone',
  'pin-history-duplicate',
  'pin-mismatch',
  'pin-retry',
] as const;

export const MESSAGE_TEXT_KEYS = [...PHONE_TEXT_KEYS, ...PROMPT_KEYS] as const;

export type PromptKey = (typeof PROMPT_KEYS)[number];
export type MessageTextKey = (typeof MESSAGE_TEXT_KEYS)[number];

/** `phone` and `email` are masked; `words` are the words of Choosing another method, e.g. "call, app". */
export const TEXT_PLACEHOLDERS = [
  'otp',
  'application_name',
  'fraud_code',
  'phone',
  'email',
  'question',
  'words',
  'minimum',
] as const;
export type TextPlaceholder = (typeof TEXT_PLACEHOLDERS)[number];

const OF_CODE = ['otp', 'application_name'] as const;
const OF_PROMPT = ['application_name'] as const;
const OF_PIN = ['application_name', 'minimum'] as const;

/** What stands for something in each text, in the old server's spelling <$otp$>. */
export const MESSAGE_TEXT_PLACEHOLDERS: Readonly<Record<MessageTextKey, readonly TextPlaceholder[]>> = {
  'text-one-way-otp': OF_CODE,
  'text-one-way-otp-pin': OF_CODE,
  'text-two-way-otp': OF_CODE,
  'text-two-way-otp-pin': OF_CODE,
  'text-fraud': ['fraud_code', 'application_name'],
  'oath-standard': OF_PROMPT,
  'oath-pin': OF_PROMPT,
  'fallback-oath': OF_PROMPT,
  'text-sent': ['phone', 'application_name'],
  'text-sent-pin': ['phone', 'application_name'],
  'email-sent': ['email', 'application_name'],
  'email-sent-pin': ['email', 'application_name'],
  'security-question': ['question', 'application_name'],
  'method-choice': ['words', 'application_name'],
  'new-pin': OF_PIN,
  'confirm-pin': OF_PIN,
  'pin-expired': OF_PIN,
  'pin-length': OF_PIN,
  'pin-all-same-digits': OF_PIN,
  'pin-sequential-digits': OF_PIN,
  'pin-subset-of-phone': OF_PIN,
  'pin-history-duplicate': OF_PIN,
  'pin-mismatch': OF_PIN,
  'pin-retry': OF_PROMPT,
};

/** Without these a text is of no use: a code that nobody is told, a question that is not asked. */
export const MESSAGE_TEXT_REQUIRED: Readonly<Partial<Record<MessageTextKey, TextPlaceholder>>> = {
  'text-one-way-otp': 'otp',
  'text-one-way-otp-pin': 'otp',
  'text-two-way-otp': 'otp',
  'text-two-way-otp-pin': 'otp',
  'text-fraud': 'fraud_code',
  'security-question': 'question',
  'method-choice': 'words',
};

/** Delivered. Texts to phones fit one GSM-7 message with an application name of 40 characters; prompts stay under the 253 octets of one Reply-Message (RFC 2865 §5.18). */
export const MESSAGE_TEXTS: Readonly<Record<MessageLanguage, Readonly<Record<MessageTextKey, string>>>> = {
  en: {
    'text-one-way-otp': 'Your code for <$application_name$> is <$otp$>.',
    'text-one-way-otp-pin': 'Your code for <$application_name$> is <$otp$>. Enter it followed by your PIN.',
    'text-two-way-otp': 'Signing in to <$application_name$>? Reply with the code <$otp$>.',
    'text-two-way-otp-pin': 'Signing in to <$application_name$>? Reply with the code <$otp$> followed by your PIN.',
    'text-fraud': 'Reply <$fraud_code$> if you did not ask.',
    'oath-standard': 'Enter the code that your token shows.',
    'oath-pin': 'Enter the code that your token shows, followed by your PIN.',
    'fallback-oath': 'That did not work. Enter the code that your token shows.',
    'text-sent': 'A code was sent to <$phone$>. Enter it.',
    'text-sent-pin': 'A code was sent to <$phone$>. Enter it, followed by your PIN.',
    'email-sent': 'A code was sent to <$email$>. Enter it.',
    'email-sent-pin': 'A code was sent to <$email$>. Enter it, followed by your PIN.',
    'security-question': '<$question$>',
    'method-choice': 'Or type <$words$> for another way.',
    'new-pin': 'Enter a new PIN of at least <$minimum$> digits.',
    'confirm-pin': 'Enter the new PIN again.',
    'pin-expired': 'Your PIN has expired. Enter a new PIN of at least <$minimum$> digits.',
    'pin-length': 'The PIN must have at least <$minimum$> digits. Enter another PIN.',
    'pin-all-same-digits': 'The PIN may not have the same digit three times in a row. Enter another PIN.',
    'pin-sequential-digits': 'The PIN may not have three digits in sequence, such as 123. Enter another PIN.',
    'pin-subset-of-phone': 'The PIN may not have four digits of your phone number. Enter another PIN.',
    'pin-history-duplicate': 'This PIN was used before. Enter another PIN.',
    'pin-mismatch': 'The two PINs differ. Enter the new PIN.',
    'pin-retry': 'Wrong PIN. Try again.',
  },
  nl: {
    'text-one-way-otp': 'De code voor <$application_name$> is <$otp$>.',
    'text-one-way-otp-pin': 'De code voor <$application_name$> is <$otp$>. Voer deze in, gevolgd door de pincode.',
    'text-two-way-otp': 'Aanmelden bij <$application_name$>? Antwoord met de code <$otp$>.',
    'text-two-way-otp-pin': 'Aanmelden bij <$application_name$>? Antwoord met de code <$otp$>, gevolgd door de pincode.',
    'text-fraud': 'Niet zelf gevraagd? Antwoord <$fraud_code$>.',
    'oath-standard': 'Voer de code van het token in.',
    'oath-pin': 'Voer de code van het token in, gevolgd door de pincode.',
    'fallback-oath': 'Dat is niet gelukt. Voer de code van het token in.',
    'text-sent': 'Er is een code verzonden naar <$phone$>. Voer deze in.',
    'text-sent-pin': 'Er is een code verzonden naar <$phone$>. Voer deze in, gevolgd door de pincode.',
    'email-sent': 'Er is een code verzonden naar <$email$>. Voer deze in.',
    'email-sent-pin': 'Er is een code verzonden naar <$email$>. Voer deze in, gevolgd door de pincode.',
    'security-question': '<$question$>',
    'method-choice': 'Of typ <$words$> voor een andere manier.',
    'new-pin': 'Voer een nieuwe pincode van ten minste <$minimum$> cijfers in.',
    'confirm-pin': 'Voer de nieuwe pincode nog een keer in.',
    'pin-expired': 'De pincode is verlopen. Voer een nieuwe pincode van ten minste <$minimum$> cijfers in.',
    'pin-length': 'De pincode moet ten minste <$minimum$> cijfers hebben. Voer een andere pincode in.',
    'pin-all-same-digits': 'De pincode mag niet drie keer hetzelfde cijfer achter elkaar hebben. Voer een andere pincode in.',
    'pin-sequential-digits': 'De pincode mag geen drie opeenvolgende cijfers hebben, zoals 123. Voer een andere pincode in.',
    'pin-subset-of-phone': 'De pincode mag geen vier cijfers van het telefoonnummer bevatten. Voer een andere pincode in.',
    'pin-history-duplicate': 'Deze pincode is eerder gebruikt. Voer een andere pincode in.',
    'pin-mismatch': 'De pincodes verschillen. Voer de nieuwe pincode in.',
    'pin-retry': 'Onjuiste pincode. Probeer het opnieuw.',
  },
};
