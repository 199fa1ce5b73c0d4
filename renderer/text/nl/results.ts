import { RESULT_LABELS_NL } from '../../../shared/report-text.ts';
import type { results as english } from '../en/results.ts';
import type { TextsOf } from '../shape.ts';
import { resultExplanations } from './result-explanations.ts';

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
    'user-blocked': {
      why: 'De gebruiker is geblokkeerd: door een beheerder of na een fraudemelding.',
      next: 'Kijk bij Geblokkeerde gebruikers waarom. Deblokkeren vraagt een reden en kan op de pagina van de gebruiker.',
    },
    'user-disabled-passed': {
      why: 'De gebruiker is uitgeschakeld en „Als een gebruiker is uitgeschakeld” staat op toelaten: de aanmelding ging door zonder tweede factor.',
      next: 'Zet „Als een gebruiker is uitgeschakeld” bij Bedrijfsinstellingen op weigeren, tenzij dit de bedoeling is.',
    },
    'username-ambiguous': {
      why: 'Meerdere gebruikers passen bij deze naam; daarom is niemand gekozen.',
      next: 'Geef de gebruikers namen die verschillen of beperk het zoeken bij Bedrijfsinstellingen, Gebruikersnamen.',
    },
    'trusted-ip': {
      why: 'Het adres van de persoon is een vertrouwd IP-adres van deze RADIUS-client: er is geen tweede factor gevraagd.',
      next: '',
    },
    'bypass-used': {
      why: 'Een eenmalige overslag liet de gebruiker toe zonder tweede factor. De overslag is verbruikt.',
      next: '',
    },
    'cache-user': { why: 'Een cacheregel voor de gebruiker liet dit verzoek toe: een eerdere aanmelding gold nog.', next: '' },
    'cache-application': {
      why: 'Een cacheregel voor de toepassing liet dit verzoek toe: een eerdere aanmelding daar gold nog.',
      next: '',
    },
    'cache-application-ip': {
      why: 'Een cacheregel voor toepassing en adres liet dit verzoek toe: een eerdere aanmelding daarvandaan gold nog.',
      next: '',
    },
    'already-running': {
      why: 'Een andere aanmelding van deze gebruiker wachtte nog op antwoord.',
      next: 'Rond de eerste af of wacht haar af. Meldt niemand zich tweemaal aan, maak dan de wachttijd van de client langer, zodat die niet opnieuw vraagt.',
    },
    'message-verified': { why: 'De code uit het bericht was juist.', next: '' },
    'message-code-older': {
      why: 'De code komt uit een ouder bericht; daarna is een nieuwer verzonden. Het nieuwste telt.',
      next: 'Laat de gebruiker de code uit het nieuwste bericht invoeren.',
    },
    'message-code-used': {
      why: 'Deze code is al gebruikt. Een code opent de deur één keer.',
      next: 'Begin de aanmelding opnieuw voor een nieuwe code.',
    },
    'message-code-expired': {
      why: 'De code kwam na het verstrijken van de tijd.',
      next: 'Begin de aanmelding opnieuw voor een nieuwe code of maak de geldigheid langer bij Bedrijfsinstellingen, Sms.',
    },
    'message-tries-exceeded': {
      why: 'Te veel onjuiste codes bij één bericht: de code is niets meer waard.',
      next: 'Begin de aanmelding opnieuw voor een nieuwe code. Voerde de gebruiker ze niet in, dan raadt iemand.',
    },
    'message-not-sent': {
      why: 'Geen gateway nam het bericht aan.',
      next: 'Bekijk bij Sms-gateways (of E-mail) de eigen woorden van de gateway en gebruik de testknop.',
    },
    'message-throttled': {
      why: 'De gebruiker heeft voorlopig zoveel berichten gehad als is toegestaan.',
      next: 'Wacht enkele minuten. De grens staat bij Bedrijfsinstellingen, Sms.',
    },
    'no-gateway-passed': {
      why: 'Geen gateway was bereikbaar en „Als internet niet bereikbaar is” staat op toelaten: de aanmelding ging door zonder tweede factor.',
      next: 'Herstel de gateways en zet de regel bij Bedrijfsinstellingen op weigeren, tenzij dit de bedoeling is.',
    },
    'no-phone': {
      why: 'De gebruiker heeft geen telefoonnummer.',
      next: 'Vul de telefoon in op de pagina van de gebruiker of kies daar een andere methode.',
    },
    'no-email': {
      why: 'De gebruiker heeft geen e-mailadres en de gebruikersnaam is er geen.',
      next: 'Vul het adres in op de pagina van de gebruiker of kies daar een andere methode.',
    },
    'phone-malformed': {
      why: 'Het telefoonnummer van de gebruiker is geen nummer van dat land.',
      next: 'Verbeter landnummer en telefoon op de pagina van de gebruiker.',
    },
    'country-not-allowed': {
      why: 'Gesprekken en berichten naar het land van dit nummer zijn niet toegestaan.',
      next: 'Voeg het land toe aan de toegestane landen bij Bedrijfsinstellingen, Algemeen, of wijzig het nummer.',
    },
    'global-services-off': {
      why: 'Het nummer is buitenlands en Global Services staat uit voor deze gebruiker.',
      next: 'Zet Global Services aan voor de gebruiker, bij de telefoon, of voor het bedrijf.',
    },
    'replies-unavailable': {
      why: 'Sms in twee richtingen vraagt een gateway die antwoorden doorgeeft, en die is er niet.',
      next: 'Stel antwoorden in voor een gateway of kies één richting voor de gebruiker.',
    },
    'reply-stop': {
      why: 'De gebruiker antwoordde STOP in plaats van de code.',
      next: 'Vraag of het de eigen aanmelding was. Zo ja, laat het opnieuw proberen; mogelijk moet de afmelding bij de gateway worden ingetrokken.',
    },
    'reply-missing': {
      why: 'Er kwam niet op tijd een antwoord op de sms.',
      next: 'Vraag of de sms is aangekomen: Berichten op de pagina van de gebruiker zegt wat de gateway meldde.',
    },
    'answered-late': {
      why: 'De gebruiker antwoordde, maar het verzoek was al voorbij: de client wachtte niet langer.',
      next: 'Maak de wachttijd in de RADIUS-client langer en geef hetzelfde getal op zijn pagina hier.',
    },
    'pin-not-set': {
      why: 'De modus van de gebruiker vraagt een pincode en er is er geen.',
      next: 'Nieuwe pincode op de pagina van de gebruiker maakt er een; of kies een modus zonder pincode.',
    },
    'pin-change-asked': { why: 'De gebruiker is om een nieuwe pincode gevraagd; het antwoord is een eigen verzoek.', next: '' },
    'pin-changed': { why: 'De gebruiker koos een nieuwe pincode.', next: '' },
    'pin-length': { why: 'De nieuwe pincode is korter dan het minimum.', next: 'Laat de gebruiker een langere pincode kiezen.' },
    'pin-all-same-digits': {
      why: 'De nieuwe pincode heeft drie of meer gelijke cijfers na elkaar.',
      next: 'Laat de gebruiker een pincode kiezen die minder voor de hand ligt.',
    },
    'pin-sequential-digits': {
      why: 'De nieuwe pincode heeft drie of meer opeenvolgende cijfers, op- of aflopend.',
      next: 'Laat de gebruiker een pincode kiezen die minder voor de hand ligt.',
    },
    'pin-subset-of-phone': {
      why: 'Vier cijfers van de nieuwe pincode staan in de telefoon of reservetelefoon van de gebruiker.',
      next: 'Laat de gebruiker een pincode kiezen die niet in het telefoonnummer staat.',
    },
    'pin-history-duplicate': {
      why: 'De nieuwe pincode is een van de laatste die de gebruiker had.',
      next: 'Laat de gebruiker een pincode kiezen die nieuw is.',
    },
    'pin-mismatch': {
      why: 'De nieuwe pincode en de herhaling verschillen.',
      next: 'Laat de gebruiker de nieuwe pincode tweemaal gelijk invoeren.',
    },
    'pin-expired': {
      why: 'De pincode is verlopen en niet gewijzigd.',
      next: 'Laat de gebruiker zich opnieuw aanmelden en een nieuwe pincode kiezen, of gebruik Nieuwe pincode op de pagina van de gebruiker.',
    },
    'fallback-asked': { why: 'De methode van de gebruiker werkte niet; de OATH-code als terugval is gevraagd.', next: '' },
    'security-question-asked': { why: 'Er is een beveiligingsvraag gesteld; het antwoord is een eigen verzoek.', next: '' },
    'security-answers-right': { why: 'De beveiligingsvragen zijn juist beantwoord.', next: '' },
    'security-answer-wrong': {
      why: 'Een beveiligingsvraag is onjuist beantwoord.',
      next: 'Vergelijk met de gebruiker; nieuwe antwoorden kunnen op de pagina van de gebruiker worden ingesteld.',
    },
    'security-questions-timeout': {
      why: 'De beveiligingsvragen zijn niet op tijd beantwoord.',
      next: 'Laat het opnieuw proberen of maak de tijd langer bij Bedrijfsinstellingen, Beveiligingsvragen.',
    },
    'call-not-placed': {
      why: 'Geen trunk heeft het gesprek aangenomen.',
      next: 'Bekijk de eigen woorden van de trunk en gebruik het testgesprek: adres, aanmelding en gekozen nummers staan daar.',
    },
    'call-input-wrong': {
      why: 'Wat in het gesprek is ingetoetst, was geen antwoord: cijfers waar alleen # wordt gevraagd, of een toets die geen cijfer is.',
      next: 'Laat in modus Standaard alleen # indrukken, in modus PIN de pincode en #.',
    },
    'no-trunk': {
      why: 'Er is geen trunk in gebruik om mee te bellen.',
      next: 'Telefoongesprekken > Trunks: voeg een trunk toe of schakel er een in. Tot dan verifieert een telefoongesprek niemand.',
    },
    'extension-malformed': {
      why: 'Het toestelnummer bevat meer dan cijfers, komma, * en #.',
      next: 'Verbeter het toestelnummer op de pagina van de gebruiker.',
    },
  },
  /** What each result means, for the help. */
  result: resultExplanations,
  reachedBy: {
    rules: 'Regels',
    'oath-token': 'OATH-token',
    'text-message': 'Sms-bericht',
    email: 'E-mail',
    'security-questions': 'Beveiligingsvragen',
    'phone-call': 'Telefoongesprek',
    'mobile-app': 'Mobiele app (komt nog)',
    provider: 'Provider (komt nog)',
    never: 'Alleen oude server',
  },
} as const satisfies TextsOf<typeof english>;
