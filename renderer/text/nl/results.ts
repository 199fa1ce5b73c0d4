import { RESULT_LABELS_NL } from '../../../shared/report-text.ts';
import type { results as english } from '../en/results.ts';
import type { TextsOf } from '../shape.ts';

/** Methoden, modi, en waarom een aanmelding zo afliep: de gewone reden en wat te doen. */
export const results = {
  label: RESULT_LABELS_NL,
  outcome: {
    granted: 'Toegelaten',
    denied: 'Geweigerd',
    pending: 'In afwachting',
    bypassed: 'Overgeslagen',
    fraud: 'Fraude',
  },
  whatToDo: 'Wat te doen',
  nothingToDo: 'Er hoeft niets te gebeuren.',
  method: {
    'phone-call': 'Telefoongesprek',
    'text-message': 'Sms-bericht',
    'mobile-app': 'Mobiele app',
    'oath-token': 'OATH-token',
    email: 'E-mail',
    'app-password': 'App-wachtwoord',
  },
  mode: {
    standard: 'Standaard',
    pin: 'Pincode',
    'one-way-otp': 'Eenrichtings-OTP',
    'one-way-otp-pin': 'Eenrichtings-OTP + pincode',
    'two-way-otp': 'Tweerichtings-OTP',
    'two-way-otp-pin': 'Tweerichtings-OTP + pincode',
  },
  authenticationType: { radius: 'RADIUS', 'console-test': 'Test vanuit de console' },
  reason: {
    'otp-verified': { why: 'De code was juist.', next: '' },
    'otp-mismatch': {
      why: 'De code past bij geen van de tokens van de gebruiker, nu of rond nu.',
      next: 'Vergelijk de code met het apparaat in de hand. Klopt het apparaat, synchroniseer het token dan met twee codes na elkaar.',
    },
    'otp-already-used': {
      why: 'Deze code is al gebruikt. Een code opent de deur één keer.',
      next: 'Wacht op de volgende code. Heeft niemand de eerste gebruikt, dan stuurt de client mogelijk elk verzoek twee keer.',
    },
    'otp-older-than-last': {
      why: 'De code is ouder dan de laatste die is geaccepteerd.',
      next: 'Voer de code in die het apparaat nu toont.',
    },
    'otp-missing': {
      why: 'Er is geen code ingevoerd.',
      next: 'Voer de code in waar deze RADIUS-client hem verwacht (dat staat op zijn pagina).',
    },
    'otp-malformed': {
      why: 'Wat is ingevoerd, is geen code: zes tot acht cijfers werden verwacht.',
      next: 'Kijk waar deze RADIUS-client de code verwacht: alleen, achter het wachtwoord, of bij een tweede vraag.',
    },
    'password-wrong': {
      why: 'Het wachtwoord was onjuist.',
      next: 'Laat de gebruiker het opnieuw proberen of stel een nieuw wachtwoord in.',
    },
    'password-missing': {
      why: 'Deze client vraagt een lokaal wachtwoord, en de gebruiker heeft er geen of voerde er geen in.',
      next: 'Stel een lokaal wachtwoord in voor de gebruiker of wijzig de eerste factor van de RADIUS-client.',
    },
    'user-unknown': {
      why: 'Er is geen gebruiker met deze naam.',
      next: 'Voeg de gebruiker toe of vergelijk de spelling met wat de client stuurt.',
    },
    'user-unknown-passed': {
      why: 'Er is geen gebruiker met deze naam en de client vereist er geen: de aanmelding ging door zonder tweede factor.',
      next: 'Voeg de gebruiker toe of zet „Overeenkomende gebruiker vereisen” aan bij de client.',
    },
    'user-disabled': {
      why: 'De gebruiker is uitgeschakeld.',
      next: 'Schakel de gebruiker in als deze persoon zich mag aanmelden.',
    },
    'user-locked': {
      why: 'Te veel weigeringen in korte tijd hebben de gebruiker vergrendeld.',
      next: 'De vergrendeling eindigt vanzelf; Ontgrendelen op de pagina van de gebruiker beëindigt haar nu.',
    },
    'user-locked-long-term': {
      why: 'Veel weigeringen over lange tijd hebben de gebruiker vergrendeld: mogelijk raadt iemand codes.',
      next: 'Bekijk de eerdere aanmeldingen van deze gebruiker en ontgrendel daarna op de pagina van de gebruiker.',
    },
    'no-token': { why: 'De gebruiker heeft geen OATH-token.', next: 'Wijs een token toe op de pagina van de gebruiker.' },
    'token-disabled': {
      why: 'Het token van de gebruiker is uitgeschakeld.',
      next: 'Schakel het token in of wijs een ander toe.',
    },
    'token-not-yet-valid': {
      why: 'De begindatum van het token ligt in de toekomst.',
      next: 'Wacht op die datum of wijs een ander token toe.',
    },
    'token-expired': { why: 'Het token is verlopen.', next: 'Wijs een ander token toe.' },
    'token-exhausted': { why: 'De teller van het token is aan zijn eind.', next: 'Wijs een ander token toe.' },
    'method-unavailable': {
      why: 'De methode van de gebruiker kan op deze server niet worden gebruikt.',
      next: 'Kies de methode OATH-token op de pagina van de gebruiker.',
    },
    'challenge-sent': { why: 'De gebruiker is om de code gevraagd; het antwoord is een eigen verzoek.', next: '' },
    'challenge-unknown': {
      why: 'Het antwoord hoort bij geen open vraag: die was al beantwoord, of de server is herstart.',
      next: 'Begin de aanmelding opnieuw. Gebeurt dit vaak, vergelijk dan de wachttijd van de client met de geldigheid van de vraag om code.',
    },
    'challenge-expired': {
      why: 'Het antwoord kwam te laat.',
      next: 'Antwoord sneller of maak de geldigheid van de vraag om code langer.',
    },
    'challenge-wrong-client': {
      why: 'Het antwoord kwam van een andere RADIUS-client dan die waaraan de vraag is gesteld.',
      next: 'Zoek uit wie het stuurt: een eerlijke client doet dit nooit. Geef achter een load balancer alle leden samen één client.',
    },
    'resync-first-code': {
      why: 'De code ligt buiten het venster; de volgende voltooit een automatische synchronisatie.',
      next: 'Voer de volgende code van hetzelfde token in.',
    },
    'resync-second-code': { why: 'Twee codes na elkaar hebben het token gesynchroniseerd.', next: '' },
    approved: { why: 'De gebruiker heeft de aanmelding goedgekeurd.', next: '' },
    'not-approved': {
      why: 'De gebruiker heeft de aanmelding afgewezen.',
      next: 'Vraag de gebruiker of het de eigen aanmelding was. Zo niet, dan kent mogelijk iemand het wachtwoord: laat het wijzigen.',
    },
    'fraud-reported': {
      why: 'De gebruiker heeft gemeld dat dit niet de eigen aanmelding was.',
      next: 'Ga ervan uit dat iemand anders het wachtwoord kent: laat het wijzigen en bekijk de eerdere aanmeldingen van deze gebruiker.',
    },
    'not-reached': {
      why: 'De telefoon, app of mailbox van de gebruiker was niet bereikbaar.',
      next: 'Vergelijk nummer, adres of apparaat op de pagina van de gebruiker met wat in de hand is.',
    },
    'no-answer': {
      why: 'De gebruiker is bereikt en gaf niet op tijd antwoord.',
      next: 'Laat de gebruiker het opnieuw proberen met de telefoon bij de hand.',
    },
    'message-sent': { why: 'Een bericht met de code is verzonden; het antwoord is een eigen verzoek.', next: '' },
    'message-code-wrong': {
      why: 'De code is niet de code die is verzonden.',
      next: 'Laat de gebruiker de code uit het nieuwste bericht invoeren.',
    },
    'pin-wrong': {
      why: 'De pincode was onjuist, ontbrak of was verlopen.',
      next: 'Laat de gebruiker het opnieuw proberen of stel een nieuwe pincode in.',
    },
    'not-asked': { why: 'De gebruiker is niet opnieuw gevraagd: een eerdere aanmelding of een vrijstelling gold nog.', next: '' },
  },
  result: {
    OATH_CODE_VERIFIED: 'De OATH-code was juist.',
    FALLBACK_OATH_CODE_VERIFIED: 'De OATH-code als terugval was juist.',
    OATH_CODE_PENDING: 'Wacht op de OATH-code.',
    OATH_CODE_INCORRECT: 'De OATH-code was onjuist.',
    OATH_CODE_DUPLICATE: 'De OATH-code was al gebruikt.',
    OATH_CODE_OLD: 'De OATH-code was ouder dan de laatste die is geaccepteerd.',
    OATH_TOKEN_TIMEOUT: 'Er kwam niet op tijd een OATH-code.',
    ACCOUNT_LOCKED: 'De gebruiker was vergrendeld.',
    USER_NOT_FOUND: 'De gebruiker is niet bekend.',
    USER_NOT_MATCHED: 'De gebruiker is niet bekend en ging door zonder tweede factor.',
    USER_DISABLED: 'De gebruiker is uitgeschakeld.',
    PRIMARY_AUTHENTICATION_FAILED: 'De eerste factor is geweigerd.',
    NO_USABLE_METHOD: 'De gebruiker kan zich op geen manier verifiëren.',
  },
} as const satisfies TextsOf<typeof english>;
