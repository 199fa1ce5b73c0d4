/** Settings of methods and rules: part of the namespace `settings`. */
export const methodSections = {
  'user-defaults': 'User defaults',
  'pin-rules': 'Default PIN rules',
  'username-resolution': 'Username resolution',
  'text-message': 'Text messages',
  'email-codes': 'E-mail codes',
  'method-choice': 'Words for another method',
  'message-texts': 'Message texts',
  caching: 'Caching rules',
  'fraud-alert': 'Fraud alert',
  blocking: 'Blocking',
  'one-time-bypass': 'One-time bypass',
  'security-questions': 'Security questions',
  'caller-id': 'Caller ID',
  'inbound-texts': 'Replies and delivery receipts',
  'phone-call': 'Phone calls',
} as const;

export const methodSectionTexts = {
  'user-defaults': 'What a new user begins with, and what holds for users who have no setting of their own.',
  'pin-rules': 'For modes with a PIN. A new PIN is checked against all of them, whoever sets it.',
  'username-resolution':
    'The name as the application sends it is looked up first. Each of these is tried after it, in this order; the first that finds a user counts.',
  'text-message': '',
  'email-codes': 'A code to the user’s e-mail address, by the server of the page Email.',
  'method-choice':
    'A user who is asked for a code can type one of these words instead, and is verified by that method, where it is set up. Upper and lower case are the same.',
  'message-texts': '',
  caching: '',
  'fraud-alert': '',
  blocking: '',
  'one-time-bypass': '',
  'security-questions':
    'Asked after the user’s method was denied, where the application allows it. Answers are kept as hashes and compared without case.',
  'caller-id': '',
  'phone-call': '',
  'inbound-texts': 'Where gateways over HTTP bring what users reply. Each gateway has an address with a secret of its own.',
} as const;

const digits = {
  label: 'Digits of a code',
  hint: 'From 4 to 10.',
  risk: 'A shorter code is easier to guess.',
} as const;

export const methodFields = {
  'user-defaults': {
    method: { label: 'Method', hint: 'How new users are verified.' },
    mode: { label: 'Mode', hint: 'The variant of the method for new users.' },
    whenUserIsDisabled: {
      label: 'When user is disabled',
      hint: 'What a sign-in of a disabled user gets.',
      risk: 'Disabled user is set to succeed authentication: the password alone lets these users in.',
    },
    whenNoGatewayIsReachable: {
      label: 'When internet is not accessible',
      hint: 'What a sign-in gets when no gateway takes its message.',
      risk: 'While no gateway works, the password alone lets these users in.',
    },
    enablesGlobalServices: {
      label: 'Enable Global Services',
      hint: 'Texts and calls also to countries that cost extra. Off: only to the home countries.',
    },
    homeCountryCodes: { label: 'Home countries', hint: 'Countries that need no Global Services.' },
    allowedCountryCodes: {
      label: 'Allowed countries',
      hint: 'Texts and calls go to no other country, whatever Global Services say. Empty: to all.',
    },
    canChangePhone: {
      label: 'User can change phone',
      hint: 'Off where the directory is the source of phone numbers.',
    },
    textMessageLanguage: { label: 'Text message language', hint: 'For users without a language of their own.' },
    oathTokenLanguage: { label: 'OATH token language', hint: 'Of the prompts, for users without a language of their own.' },
    phoneCallLanguage: { label: 'Phone call language', hint: 'For users without a language of their own.' },
    mobileAppLanguage: { label: 'Mobile app language', hint: 'For users without a language of their own.' },
  },
  'pin-rules': {
    canChangePin: { label: 'User can change PIN', hint: 'A PIN that must be changed is asked for at the next sign-in.' },
    minimumLength: { label: 'Minimum length', hint: 'From 4 to 20 digits.' },
    preventsWeakPins: {
      label: 'Prevent weak PINs',
      hint: 'Refuses three digits in sequence, three equal digits, and four digits of the user’s phone or backup phone.',
      risk: 'PINs such as 1111 or 1234 are accepted.',
    },
    expirationDays: { label: 'Expiration days', hint: 'An expired PIN must be changed at the next sign-in.' },
    historyLength: { label: 'PIN history', hint: 'So many old PINs may not be used again. Off: no history is kept.' },
  },
  'username-resolution': {
    stripsPrefixDomain: {
      label: 'Remove the domain before the name (UsernameCxz_stripPrefixDomain)',
      hint: 'EXAMPLE\\anna is looked up as anna.',
    },
    stripsSuffixDomain: { label: 'Remove the domain behind the name', hint: 'anna@example.org is looked up as anna.' },
    defaultSuffix: {
      label: 'Add a domain behind the name',
      hint: 'With example.org here, anna is looked up as anna@example.org.',
    },
    matchesEmail: {
      label: 'Look in e-mail addresses too',
      hint: 'A name that is the e-mail address of exactly one user is that user.',
    },
  },
  'text-message': {
    codeDigits: digits,
    oneWayTimeoutSeconds: {
      label: 'One-way text message timeout seconds',
      hint: 'How long a code can be typed in: pfsvc_pendingSmsTimeoutSeconds, from 30 to 3,600.',
      risk: 'A code that lives long is easier to guess or to read from somebody else’s screen.',
    },
    twoWayTimeoutSeconds: {
      label: 'Two-way text message timeout seconds',
      hint: 'How long a reply is waited for. The RADIUS client’s own time-out must be longer.',
    },
    codeTriesMax: {
      label: 'Wrong codes',
      hint: 'After so many, the code that was sent is worth nothing any more.',
      risk: 'More tries are more guesses.',
    },
    resendBlockSeconds: {
      label: 'Resend block seconds',
      hint: 'A second sign-in within this time gets no second text: the code that was sent still counts.',
      risk: 'A VPN that repeats its request by itself sends a text each time.',
    },
    retriesMax: {
      label: 'Texts and calls to one user',
      hint: 'At most so many in the time below; further sign-ins are denied.',
      risk: 'Somebody with a password can send a user very many texts, at your cost.',
    },
    retryWindowMinutes: { label: 'Counted over', hint: 'Minutes in which texts and calls to one user are counted.' },
  },
  'email-codes': {
    isEnabled: {
      label: 'Allow codes by e-mail',
      hint: 'As a user’s method, and as another method.',
      risk: 'A mailbox is often open with the very password that the code should strengthen.',
    },
    codeDigits: digits,
    timeoutSeconds: {
      label: 'E-mail code timeout seconds',
      hint: 'Mail may take minutes. From 30 to 3,600.',
      risk: 'A code that lives long is easier to guess.',
    },
  },
  'method-choice': { words: { label: 'Words', hint: 'One word, up to 24 letters and digits.' } },
  'message-texts': { texts: { label: 'Message texts', hint: 'Texts to phones and prompts, by language.' } },
  'security-questions': {
    isEnabled: {
      label: 'Use security questions for fallback',
      hint: 'Only where the application allows it as well.',
      risk: 'Answers can often be looked up or asked for. A fallback OATH token is safer.',
    },
    questionsToAnswer: {
      label: 'Questions to answer',
      hint: 'So many of the user’s questions are asked; all answers must be right.',
      risk: 'One answer alone can be known to others.',
    },
    timeoutSeconds: { label: 'Time for each answer', hint: 'Seconds.' },
    questions: { label: 'Questions', hint: 'In the user’s language where it is there, else in the first one.' },
  },
  caching: { rules: { label: 'Caching rules', hint: 'A success makes later requests of the same key succeed for a while.' } },
  'fraud-alert': {
    isAllowed: {
      label: 'Allow users to submit fraud alerts',
      hint: 'A user who gets a text without having asked can report it.',
      risk: 'A user whose password was stolen has no way to say so.',
    },
    blocksUser: {
      label: 'Automatically block users who report fraud',
      hint: 'For as long as the page Blocked users says. Off: the alert is only listed and mailed.',
      risk: 'After an alert, whoever has the password can go on trying.',
    },
    code: {
      label: 'Code to report fraud',
      hint: 'Alone as the reply to a text, or before # in a call.',
    },
    notifies: { label: 'Notifications', hint: 'Addresses that get a mail with each fraud alert.' },
  },
  blocking: { blockDays: { label: 'Days that a block lasts', hint: 'Unless an operator unblocks the user.' } },
  'one-time-bypass': {
    defaultSeconds: {
      label: 'Seconds of a bypass',
      hint: 'Offered when a bypass is created. It covers one authentication.',
      risk: 'For that long, the password alone lets the user in once.',
    },
    isAllowedToUsers: {
      label: 'Allow users to initiate One-Time Bypass',
      hint: 'In the user portal.',
      risk: 'A user whose session is taken over can switch the second factor off.',
    },
  },
  'caller-id': {
    number: {
      label: 'MFA caller ID number',
      hint: 'One that the carrier has assigned, in the form that the trunk wants: +31201234567. Empty: the trunk’s account.',
    },
    displayName: {
      label: 'Display name',
      hint: 'Shown by desk phones of the same telephone system; networks seldom pass it on.',
    },
    isPrivate: { label: 'Withhold the number', hint: 'The phone shows “Anonymous”. The trunk still learns the number.' },
    rules: { label: 'Caller ID rules', hint: 'Another number by application and by country that is called.' },
  },
  'phone-call': {
    triesAllowed: {
      label: 'Allow X attempts during Multi-Factor Authentication call',
      hint: 'Tries for the PIN, or for #, in one call. From 1 to 10.',
      risk: 'More tries are more guesses at a PIN for whoever holds the phone.',
    },
    providesMenu: {
      label: 'Provide menu of options during Multi-Factor Authentication call',
      hint: 'Who presses * first hears it after # or the PIN: new PIN and new phone number, where the user may, and report fraud.',
    },
    extensionPrompt: {
      label: 'Extension prompt',
      hint: 'For users with an extension. Off: it is dialled after the answer and the greeting follows. Else somebody presses # before the greeting, or is asked to transfer the call.',
    },
    ringSeconds: { label: 'Ring time', hint: 'Seconds until a phone that is not answered counts as such. From 10 to 60.' },
    rounds: {
      label: 'Rounds',
      hint: 'How often the phone and the backup phone are called in one sign-in. From 1 to 3.',
    },
    inputTimeoutSeconds: {
      label: 'Input time-out',
      hint: 'Seconds of silence after a prompt, and between two keys. From 3 to 30.',
    },
    mediaPortFrom: { label: 'First port for sound', hint: 'UDP on this server. Each call takes one or two of the ports.' },
    mediaPortTo: { label: 'Last port for sound', hint: 'UDP, the last one of the range.' },
  },
  'inbound-texts': {
    isEnabled: { label: 'Take replies and receipts', hint: 'Two-way texts over HTTP gateways need it.' },
    address: { label: 'Address', hint: 'Of this server. 127.0.0.1 behind a reverse proxy.' },
    port: { label: 'Port', hint: 'TCP.' },
    publicUrl: { label: 'Public address', hint: 'What gateways reach it by, such as https://sms.example.org.' },
  },
} as const;
