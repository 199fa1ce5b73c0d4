import type { ResultName } from '../../../shared/authentication-results.ts';

/** Wat elk resultaat in het logboek betekent en wat de beheerder kan doen. Lang, omdat elk resultaat zijn regels heeft. */
export const resultExplanations = {
  UNKNOWN: {
    why: 'De oude server gaf geen informatie.',
    next: 'Hier valt niets te doen: het komt uit het logboek van de oude server.',
  },
  PIN_ENTERED: {
    why: 'In een gesprek zijn cijfers ingevoerd. Juist: toegelaten. Onjuist, of in modus Standaard: geweigerd.',
    next: 'Bij weigering: laat het opnieuw proberen of stel een nieuwe pincode in.',
  },
  NO_PIN_ENTERED: {
    why: 'In een gesprek is alleen # ingedrukt. Dat is juist in modus Standaard en wordt geweigerd in modus Pincode.',
    next: 'Bij weigering: de modus van de gebruiker vraagt de pincode vóór #.',
  },
  POUND_NOT_PRESSED: { why: 'Er zijn cijfers ingevoerd zonder # erna.', next: 'Laat de gebruiker # indrukken na de pincode.' },
  NO_PHONE_INPUT_TIMEOUT: {
    why: 'Er is opgenomen en niets ingedrukt, zoals een voicemail doet.',
    next: 'Laat het opnieuw proberen met de telefoon bij de hand.',
  },
  PIN_EXPIRED: {
    why: 'Er is een nieuwe pincode gevraagd, omdat de oude was verlopen of moest veranderen, en er is geen ingesteld.',
    next: 'Laat de gebruiker zich opnieuw aanmelden en de wijziging afmaken, of gebruik Nieuwe pincode op de pagina van de gebruiker.',
  },
  USED_CACHE: { why: 'Een cacheregel per gebruiker: een eerdere aanmelding gold nog.', next: '' },
  DISCONNECTED: { why: 'De verbinding is verbroken.', next: 'Laat het opnieuw proberen met de telefoon bij de hand.' },
  TIMED_OUT: { why: 'Het gesprek duurde te lang.', next: 'Laat het opnieuw proberen met de telefoon bij de hand.' },
  INVALID_PHONE_INPUT: {
    why: 'De tonen waren geen geldige invoer: een fax, of * in een pincode.',
    next: 'Laat het opnieuw proberen met de telefoon bij de hand.',
  },
  GOT_VOICEMAIL: { why: 'Een voicemail nam op.', next: 'Laat het opnieuw proberen met de telefoon bij de hand.' },
  USER_BLOCKED: {
    why: 'De gebruiker is geblokkeerd: door een beheerder of na een fraudemelding. Elke poging wordt geweigerd.',
    next: 'Kijk bij Geblokkeerde gebruikers waarom; deblokkeer daar of op de pagina van de gebruiker.',
  },
  VOICEPRINT_SUCCESS: { why: 'De oude server herkende de stem.', next: '' },
  VOICEPRINT_ENROLLED: { why: 'De oude server legde de stem vast.', next: '' },
  VOICEPRINT_EXPIRED: {
    why: 'De stemafdruk was verlopen.',
    next: 'Hier valt niets te doen: het komt uit het logboek van de oude server.',
  },
  SMS_AUTHENTICATED: { why: 'De code uit het sms-bericht was juist.', next: '' },
  SMS_SENT: { why: 'Een sms-bericht met een code is verzonden; de code moet nog komen.', next: '' },
  PHONE_APP_AUTHENTICATED: { why: 'De gebruiker keurde goed in de mobiele app.', next: '' },
  OATH_CODE_PENDING: { why: 'De OATH-code is gevraagd en moet nog komen.', next: '' },
  OATH_CODE_VERIFIED: { why: 'De OATH-code was juist.', next: '' },
  FALLBACK_OATH_CODE_VERIFIED: { why: 'De methode van de gebruiker werkte niet; de OATH-code als terugval was juist.', next: '' },
  FALLBACK_SECURITY_QUESTIONS_ANSWERED: {
    why: 'De methode van de gebruiker werkte niet; de beveiligingsvragen als terugval zijn juist beantwoord.',
    next: '',
  },
  INVALID_PHONE_NUMBER: {
    why: 'De gebruiker heeft geen telefoonnummer, of een dat niet bereikbaar is.',
    next: 'Vul de telefoon in op de pagina van de gebruiker of kies een andere methode.',
  },
  PHONE_BUSY: {
    why: 'Een andere aanmelding van dezelfde gebruiker wachtte op antwoord; meestal vroeg de VPN opnieuw.',
    next: 'Wacht de eerste af. Gebeurt het vaak, maak dan de wachttijd van de client langer.',
  },
  CONFIGURATION_ISSUE: {
    why: 'De telefoon was in gesprek, bestond niet of werd niet opgenomen.',
    next: 'Vergelijk het nummer op de pagina van de gebruiker met de telefoon.',
  },
  INTERNATIONAL_CALLS_NOT_ALLOWED: {
    why: 'Het nummer is buitenlands en Global Services staat uit, of het land is niet toegestaan.',
    next: 'Zet Global Services aan voor de gebruiker of sta het land toe bij Bedrijfsinstellingen.',
  },
  PIN_MODE_NOT_ALLOWED: {
    why: 'De modus vraagt een pincode, en die kan niet worden gebruikt.',
    next: 'Stel een pincode in op de pagina van de gebruiker (Nieuwe pincode) of kies een modus zonder pincode.',
  },
  ACCOUNT_LOCKED: {
    why: 'Te veel weigeringen achter elkaar hebben de gebruiker vergrendeld.',
    next: 'Wacht tot de vergrendeling eindigt of kies Ontgrendelen op de pagina van de gebruiker.',
  },
  INVALID_MESSAGE: {
    why: 'Het verzoek klopte niet: een antwoord op geen open vraag, of van een andere client.',
    next: 'Laat de gebruiker zich opnieuw aanmelden.',
  },
  INVALID_PHONE_NUMBER_FORMAT: {
    why: 'Het telefoonnummer is geen nummer van dat land.',
    next: 'Verbeter landnummer en telefoon op de pagina van de gebruiker.',
  },
  USER_HUNG_UP: { why: 'De gebruiker nam op en hing op.', next: 'Laat het opnieuw proberen met de telefoon bij de hand.' },
  INSUFFICIENT_BALANCE: { why: 'Het tegoed bij de provider was op.', next: 'Bekijk de rekening bij de provider.' },
  EXTENSIONS_NOT_ALLOWED: {
    why: 'De provider stond geen toestelnummers toe.',
    next: 'Gebruik een direct nummer voor de gebruiker.',
  },
  INVALID_EXTENSION: {
    why: 'Het toestelnummer bevat meer dan cijfers, komma, * en #.',
    next: 'Verbeter het toestelnummer op de pagina van de gebruiker.',
  },
  FRAUD_CODE_ENTERED: {
    why: 'De gebruiker meldde fraude met de fraudecode: iemand anders probeerde zich aan te melden.',
    next: 'Ga ervan uit dat iemand anders het wachtwoord kent: laat het wijzigen. Deblokkeer daarna de gebruiker.',
  },
  ROLLOVER_NOT_ALLOWED: {
    why: 'De reservetelefoon was in de licentie niet toegestaan.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  RETURN_PIN_NOT_ALLOWED: {
    why: 'De pincode teruggeven was in de licentie niet toegestaan.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  EVENT_CONFIRMATION_NOT_ALLOWED: {
    why: 'Transacties bevestigen was in de licentie niet toegestaan.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  INVALID_EVENT_PARAMETER: {
    why: 'Een te bevestigen transactie was onjuist beschreven.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  UNABLE_TO_PLACE_CALL: {
    why: 'Het gesprek kon niet worden opgezet.',
    next: 'Bekijk de eigen woorden van de trunk bij Telefoongesprekken en gebruik het testgesprek daar.',
  },
  VOICEPRINT_FAILED: {
    why: 'De oude server herkende de stem niet.',
    next: 'Hier valt niets te doen: het komt uit het logboek van de oude server.',
  },
  VOICEPRINT_MODE_NOT_ALLOWED: {
    why: 'Stemafdrukken waren in de licentie niet toegestaan.',
    next: 'Hier valt niets te doen: het komt uit het logboek van de oude server.',
  },
  SMS_NOT_SENT: {
    why: 'Geen gateway nam het sms-bericht aan.',
    next: 'Bekijk bij Sms-gateways de eigen woorden van de gateway en gebruik de testknop.',
  },
  SMS_NOT_RECEIVED: {
    why: 'De sms vroeg een antwoord en er kwam geen op tijd.',
    next: 'Vraag of de sms is aangekomen; Berichten op de pagina van de gebruiker zegt wat de gateway meldde.',
  },
  SMS_OTP_INCORRECT: {
    why: 'De code is niet de verzonden code.',
    next: 'Laat de gebruiker de code uit het nieuwste bericht invoeren.',
  },
  SMS_OTP_PIN_INCORRECT: {
    why: 'De code, of de pincode erachter, was onjuist.',
    next: 'Laat het opnieuw proberen: eerst de code, dan de pincode, zonder iets ertussen. Nieuwe pincode stelt een andere in.',
  },
  SMS_MODE_NOT_ALLOWED: {
    why: 'De sms-modus kan niet worden gebruikt: geen gateway geeft antwoorden door.',
    next: 'Stel antwoorden in voor een gateway of kies één richting voor de gebruiker.',
  },
  LOCALIZATION_NOT_ALLOWED: {
    why: 'Andere talen waren in de licentie niet toegestaan.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  USER_LICENSES_EXCEEDED: {
    why: 'Er waren meer gebruikers dan licenties.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  SMS_USER_LICENSES_EXCEEDED: {
    why: 'Er waren meer gebruikers met sms dan licenties.',
    next: 'Dit staat hier voor het logboek van de oude server; deze server kent zo’n licentie niet.',
  },
  VOICEPRINT_USER_LICENSES_EXCEEDED: {
    why: 'Er waren meer gebruikers met een stemafdruk dan licenties.',
    next: 'Hier valt niets te doen: het komt uit het logboek van de oude server.',
  },
  PHONE_APP_DENIED: {
    why: 'De gebruiker koos Weigeren in de app.',
    next: 'Vraag of het de eigen aanmelding was. Zo niet, laat het wachtwoord wijzigen.',
  },
  PHONE_APP_INVALID_PIN: {
    why: 'De pincode in de app was onjuist.',
    next: 'Laat het opnieuw proberen of stel een nieuwe pincode in.',
  },
  PHONE_APP_PIN_NOT_CHANGED: {
    why: 'De app vroeg een nieuwe pincode en er is geen ingesteld.',
    next: 'Laat de gebruiker de app openen en het opnieuw proberen.',
  },
  FRAUD_REPORTED: {
    why: 'De gebruiker meldde fraude in de app.',
    next: 'Ga ervan uit dat iemand anders het wachtwoord kent: laat het wijzigen. Deblokkeer daarna de gebruiker.',
  },
  PHONE_APP_NO_RESPONSE: {
    why: 'De app kreeg het verzoek en niemand antwoordde.',
    next: 'Laat de gebruiker de app openen en het opnieuw proberen.',
  },
  PHONE_APP_MODE_NOT_ALLOWED: {
    why: 'De modus van de app kan niet worden gebruikt.',
    next: 'Kies een andere modus op de pagina van de gebruiker.',
  },
  PHONE_APP_ALL_DEVICES_BLOCKED: {
    why: 'Geen van de apparaten van de gebruiker antwoordt nog.',
    next: 'Laat de gebruiker de app opnieuw activeren.',
  },
  PHONE_APP_NOTIFICATION_FAILED: {
    why: 'De melding aan de app kon niet worden verzonden.',
    next: 'Laat de gebruiker de app openen en het opnieuw proberen.',
  },
  PHONE_APP_INVALID_RESULT: { why: 'De app antwoordde iets wat niet klopt.', next: 'Laat de gebruiker de app bijwerken.' },
  OATH_CODE_INCORRECT: {
    why: 'De code past bij geen token van de gebruiker.',
    next: 'Vergelijk de code met het apparaat; klopt die, synchroniseer dan het token.',
  },
  OATH_CODE_DUPLICATE: { why: 'De code was al gebruikt.', next: 'Laat de gebruiker op de volgende code wachten.' },
  OATH_CODE_OLD: {
    why: 'De code is ouder dan de laatst geaccepteerde.',
    next: 'Laat de gebruiker de code invoeren die het apparaat nu toont.',
  },
  OATH_TOKEN_MODE_NOT_ALLOWED: {
    why: 'De modus van het OATH-token kan niet worden gebruikt.',
    next: 'Kies een andere modus op de pagina van de gebruiker.',
  },
  OATH_TOKEN_TIMEOUT: {
    why: 'Er is om een code gevraagd en er kwam geen op tijd.',
    next: 'Laat de gebruiker zich opnieuw aanmelden.',
  },
  SECURITY_QUESTIONS_TIMEOUT: {
    why: 'De beveiligingsvragen zijn niet op tijd beantwoord.',
    next: 'Laat de gebruiker zich opnieuw aanmelden.',
  },
  AUTH_RESULT_TIMEOUT: {
    why: 'De hele aanmelding duurde langer dan de client wacht.',
    next: 'Maak de wachttijd in de client langer en geef hetzelfde getal op zijn pagina hier.',
  },
  BYPASSED_AUTH: { why: 'Een eenmalige overslag is gebruikt.', next: '' },
  USED_IP_BASED_CACHE: {
    why: 'Een cacheregel per gebruiker, type, toepassing en adres: een eerdere aanmelding gold nog.',
    next: '',
  },
  USED_APP_BASED_CACHE: { why: 'Een cacheregel per gebruiker, type en toepassing: een eerdere aanmelding gold nog.', next: '' },
  SMS_MAX_OTP_RETRY_REACHED: {
    why: 'Te veel onjuiste codes bij één bericht: de code is niets meer waard.',
    next: 'Laat de gebruiker zich opnieuw aanmelden voor een nieuwe code.',
  },
  OATH_CODE_PIN_INCORRECT: {
    why: 'De OATH-code, of de pincode ervoor of erna, was onjuist.',
    next: 'Laat het opnieuw proberen; Nieuwe pincode op de pagina van de gebruiker stelt een andere in.',
  },
  AUTHENTICATION_THROTTLED: {
    why: 'De gebruiker kreeg zoveel berichten of gesprekken als voorlopig is toegestaan.',
    next: 'Wacht enkele minuten. De grens staat bij Bedrijfsinstellingen, Sms.',
  },
  USER_NOT_FOUND: {
    why: 'Er is geen gebruiker met de verzonden naam.',
    next: 'Voeg de gebruiker toe of vergelijk de spelling met wat de client stuurt.',
  },
  USER_NOT_MATCHED: {
    why: 'Er is geen gebruiker met de naam en de client vereist er geen.',
    next: 'Voeg de gebruiker toe of zet „Overeenkomende gebruiker vereisen” aan bij de client.',
  },
  USER_DISABLED: {
    why: 'De gebruiker bestaat en is uitgeschakeld.',
    next: 'Schakel de gebruiker in als deze persoon zich mag aanmelden.',
  },
  PRIMARY_AUTHENTICATION_FAILED: {
    why: 'Het wachtwoord, de eerste factor, was onjuist of ontbrak.',
    next: 'Laat het opnieuw proberen of stel een nieuw wachtwoord in.',
  },
  NO_USABLE_METHOD: {
    why: 'De gebruiker heeft niet het token, de telefoon of het adres dat de methode nodig heeft.',
    next: 'De pagina van de gebruiker zegt naast de methode wat ontbreekt.',
  },
  TRUSTED_IP: {
    why: 'Het adres van de persoon is een vertrouwd IP-adres van de client: er is geen tweede factor gevraagd.',
    next: '',
  },
  DISABLED_USER_PASSED: {
    why: 'De gebruiker is uitgeschakeld en „Als een gebruiker is uitgeschakeld” staat op toelaten.',
    next: 'Zet dit bij Bedrijfsinstellingen op weigeren, tenzij het de bedoeling is.',
  },
  NO_GATEWAY_PASSED: {
    why: 'Geen gateway was bereikbaar en de regel daarvoor staat op toelaten.',
    next: 'Herstel de gateways; zet de regel bij Bedrijfsinstellingen op weigeren, tenzij het de bedoeling is.',
  },
  PIN_CHANGE_PENDING: { why: 'Er is een nieuwe pincode gevraagd; die moet nog komen.', next: '' },
  SECURITY_QUESTIONS_PENDING: { why: 'Er is een beveiligingsvraag gesteld; het antwoord moet nog komen.', next: '' },
  SECURITY_QUESTIONS_INCORRECT: {
    why: 'Een beveiligingsvraag is onjuist beantwoord.',
    next: 'Stel samen met de gebruiker nieuwe antwoorden in op de pagina van de gebruiker.',
  },
  EMAIL_CODE_SENT: { why: 'Een e-mail met een code is verzonden; de code moet nog komen.', next: '' },
  EMAIL_CODE_VERIFIED: { why: 'De code uit de e-mail was juist.', next: '' },
  EMAIL_CODE_INCORRECT: {
    why: 'De code is niet de gemailde code.',
    next: 'Laat de gebruiker de code uit de nieuwste e-mail invoeren.',
  },
  EMAIL_CODE_PIN_INCORRECT: {
    why: 'De code uit de e-mail, of de pincode erachter, was onjuist.',
    next: 'Laat het opnieuw proberen: eerst de code, dan de pincode, zonder iets ertussen.',
  },
  EMAIL_NOT_SENT: {
    why: 'De mailserver nam de e-mail met de code niet aan, of de gebruiker heeft geen adres.',
    next: 'Bekijk bij E-mail de eigen woorden van de mailserver, en het adres op de pagina van de gebruiker.',
  },
  EMAIL_MODE_NOT_ALLOWED: {
    why: 'E-mailcodes staan uit.',
    next: 'Zet ze aan bij Bedrijfsinstellingen, Sms, of kies een andere methode voor de gebruiker.',
  },
} as const satisfies Record<ResultName, { readonly why: string; readonly next: string }>;
