/**
 * What a phone call says: the old server's 18 voice messages, which an administrator may record (reference section 6.8), and
 * prompts that it had no recording for. The texts are what the delivered recordings are spoken from.
 */
export const VOICE_LANGUAGES = ['en', 'nl'] as const;
export type VoiceLanguage = (typeof VOICE_LANGUAGES)[number];

/** In the old console's order. */
export const VOICE_MESSAGE_TYPES = [
  'greeting-standard',
  'greeting-pin',
  'fraud-greeting-standard',
  'fraud-greeting-pin',
  'retry-standard',
  'retry-pin',
  'extension-prompt',
  'extension-prompt-before-digits',
  'extension-prompt-after-digits',
  'authentication-successful',
  'authentication-denied',
  'authentication-denied-retry',
  'fraud-confirmation',
  'fraud-reported',
  'activation',
  'activation-greeting-standard',
  'activation-greeting-pin',
  'activation-retry-standard',
] as const;
export type VoiceMessageType = (typeof VOICE_MESSAGE_TYPES)[number];

/** Ours: the change of a PIN, and the menu of options. */
export const CALL_PROMPT_TYPES = [
  'pin-must-change',
  'pin-expired',
  'new-pin',
  'confirm-pin',
  'pin-length',
  'pin-all-same-digits',
  'pin-sequential-digits',
  'pin-subset-of-phone',
  'pin-history-duplicate',
  'pin-mismatch',
  'pin-changed',
  'menu-hint',
  'menu-change-pin',
  'menu-change-phone',
  'menu-report-fraud',
  'menu-leave',
  'new-phone',
  'phone-refused',
  'new-phone-digits',
  'confirm-phone',
  'phone-changed',
] as const;
export type CallPromptType = (typeof CALL_PROMPT_TYPES)[number];
export type VoicePrompt = VoiceMessageType | CallPromptType;

/**
 * off: the extension is dialled and the greeting follows at once. after-dialling: somebody must press # first, as an
 * extension rings for a while. announced: it is not dialled; whoever answers is asked to transfer the call.
 */
export const EXTENSION_PROMPTS = ['off', 'after-dialling', 'announced'] as const;
export type ExtensionPrompt = (typeof EXTENSION_PROMPTS)[number];

/** The fraud code that the delivered fraud greetings name: another code needs recordings of its own (reference section 6.5). */
export const GREETED_FRAUD_CODE = '0';
/** The numbers that are spoken: digits of an extension or a phone, and the least length of a PIN. */
export const SPOKEN_NUMBER_MAX = 20;

/**
 * Delivered. Each stays under the 20 seconds of a recording. Spoken numbers follow `extension-prompt-before-digits`,
 * `pin-length` and `new-phone-digits`.
 */
export const VOICE_TEXTS: Readonly<Record<VoiceLanguage, Readonly<Record<VoicePrompt, string>>>> = {
  en: {
    'greeting-standard': 'This call confirms your sign-in. Press the hash key to finish signing in.',
    'greeting-pin': 'This call confirms your sign-in. Enter your PIN, then press the hash key.',
    'fraud-greeting-standard':
      'This call confirms your sign-in. Press the hash key to finish signing in. If this sign-in is not yours, press zero and the hash key: that reports fraud to your IT department, and further sign-ins may be blocked.',
    'fraud-greeting-pin':
      'This call confirms your sign-in. Enter your PIN, then press the hash key. If this sign-in is not yours, press zero and the hash key: that reports fraud to your IT department, and further sign-ins may be blocked.',
    'retry-standard': 'Press the hash key to finish signing in.',
    'retry-pin': 'Enter your PIN, then press the hash key.',
    'extension-prompt': 'This call confirms a sign-in. Press the hash key to continue.',
    'extension-prompt-before-digits': 'This call confirms a sign-in. Transfer it to extension',
    'extension-prompt-after-digits': 'If this is that extension, press the hash key to continue.',
    'authentication-successful': 'Your sign-in is confirmed. Goodbye.',
    'authentication-denied': 'Your sign-in is not confirmed. Try again later. Goodbye.',
    'authentication-denied-retry': 'That was not right.',
    'fraud-confirmation':
      'To report fraud, press one. Your sign-ins are then blocked until the help desk unblocks them. To go back, press the hash key.',
    'fraud-reported': 'Fraud has been reported. Call the help desk, also to have your sign-ins unblocked. Goodbye.',
    activation: 'This call activates your phone for signing in.',
    'activation-greeting-standard': 'Press the hash key to finish the activation.',
    'activation-greeting-pin': 'Enter your PIN, then press the hash key to finish the activation.',
    'activation-retry-standard': 'Press the hash key to finish the activation.',
    'pin-must-change': 'Your PIN must be changed.',
    'pin-expired': 'Your PIN has expired.',
    'new-pin': 'Enter a new PIN, then press the hash key.',
    'confirm-pin': 'Enter the new PIN again, then press the hash key.',
    'pin-length': 'That PIN has too few or too many digits. The fewest digits are',
    'pin-all-same-digits': 'A PIN may not have the same digit three times in a row.',
    'pin-sequential-digits': 'A PIN may not have three digits in sequence, such as one, two, three.',
    'pin-subset-of-phone': 'A PIN may not have four digits of your phone number.',
    'pin-history-duplicate': 'That PIN was used before.',
    'pin-mismatch': 'The two PINs differ.',
    'pin-changed': 'Your PIN is changed.',
    'menu-hint': 'For more options, press the star key first.',
    'menu-change-pin': 'To change your PIN, press one.',
    'menu-change-phone': 'To change your phone number, press two.',
    'menu-report-fraud': 'To report fraud, press three.',
    'menu-leave': 'To finish signing in, press the hash key.',
    'new-phone': 'Enter the new phone number, then press the hash key.',
    'phone-refused': 'That phone number cannot be used.',
    'new-phone-digits': 'The new phone number is',
    'confirm-phone': 'If that is right, press one. To enter it again, press two.',
    'phone-changed': 'Your phone number is changed.',
  },
  nl: {
    'greeting-standard': 'Dit gesprek bevestigt een aanmelding. Druk op het hekje om de aanmelding af te ronden.',
    'greeting-pin': 'Dit gesprek bevestigt een aanmelding. Toets de pincode in en druk op het hekje.',
    'fraud-greeting-standard':
      'Dit gesprek bevestigt een aanmelding. Druk op het hekje om de aanmelding af te ronden. Niet zelf aangemeld? Druk op nul en het hekje: dat meldt fraude aan de IT-afdeling, en verdere aanmeldingen kunnen worden geblokkeerd.',
    'fraud-greeting-pin':
      'Dit gesprek bevestigt een aanmelding. Toets de pincode in en druk op het hekje. Niet zelf aangemeld? Druk op nul en het hekje: dat meldt fraude aan de IT-afdeling, en verdere aanmeldingen kunnen worden geblokkeerd.',
    'retry-standard': 'Druk op het hekje om de aanmelding af te ronden.',
    'retry-pin': 'Toets de pincode in en druk op het hekje.',
    'extension-prompt': 'Dit gesprek bevestigt een aanmelding. Druk op het hekje om door te gaan.',
    'extension-prompt-before-digits': 'Dit gesprek bevestigt een aanmelding. Verbind door met toestel',
    'extension-prompt-after-digits': 'Is dit al dat toestel, druk dan op het hekje om door te gaan.',
    'authentication-successful': 'De aanmelding is bevestigd. Tot ziens.',
    'authentication-denied': 'De aanmelding is niet bevestigd. Probeer het later opnieuw. Tot ziens.',
    'authentication-denied-retry': 'Dat was niet juist.',
    'fraud-confirmation':
      'Druk op één om fraude te melden. Aanmelden is dan geblokkeerd tot de helpdesk deblokkeert. Druk op het hekje om terug te gaan.',
    'fraud-reported': 'De fraude is gemeld. Bel de helpdesk, ook om aanmelden te laten deblokkeren. Tot ziens.',
    activation: 'Dit gesprek activeert de telefoon voor het aanmelden.',
    'activation-greeting-standard': 'Druk op het hekje om de activering af te ronden.',
    'activation-greeting-pin': 'Toets de pincode in en druk op het hekje om de activering af te ronden.',
    'activation-retry-standard': 'Druk op het hekje om de activering af te ronden.',
    'pin-must-change': 'De pincode moet worden gewijzigd.',
    'pin-expired': 'De pincode is verlopen.',
    'new-pin': 'Toets een nieuwe pincode in en druk op het hekje.',
    'confirm-pin': 'Toets de nieuwe pincode nog een keer in en druk op het hekje.',
    'pin-length': 'Die pincode heeft te weinig of te veel cijfers. Het kleinste aantal cijfers is',
    'pin-all-same-digits': 'Een pincode mag niet drie keer hetzelfde cijfer achter elkaar hebben.',
    'pin-sequential-digits': 'Een pincode mag geen drie opeenvolgende cijfers hebben, zoals één, twee, drie.',
    'pin-subset-of-phone': 'Een pincode mag geen vier cijfers van het telefoonnummer bevatten.',
    'pin-history-duplicate': 'Die pincode is eerder gebruikt.',
    'pin-mismatch': 'De twee pincodes verschillen.',
    'pin-changed': 'De pincode is gewijzigd.',
    'menu-hint': 'Druk voor meer mogelijkheden eerst op het sterretje.',
    'menu-change-pin': 'Druk op één om de pincode te wijzigen.',
    'menu-change-phone': 'Druk op twee om het telefoonnummer te wijzigen.',
    'menu-report-fraud': 'Druk op drie om fraude te melden.',
    'menu-leave': 'Druk op het hekje om de aanmelding af te ronden.',
    'new-phone': 'Toets het nieuwe telefoonnummer in en druk op het hekje.',
    'phone-refused': 'Dat telefoonnummer kan niet worden gebruikt.',
    'new-phone-digits': 'Het nieuwe telefoonnummer is',
    'confirm-phone': 'Druk op één als dat klopt. Druk op twee om het opnieuw in te toetsen.',
    'phone-changed': 'Het telefoonnummer is gewijzigd.',
  },
};

/** From 0 to SPOKEN_NUMBER_MAX. */
export const SPOKEN_NUMBERS: Readonly<Record<VoiceLanguage, readonly string[]>> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  ),
  nl: 'nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig'.split(
    ' ',
  ),
};
