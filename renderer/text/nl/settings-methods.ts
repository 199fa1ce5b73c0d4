import type {
  methodFields as englishFields,
  methodSections as englishSections,
  methodSectionTexts as englishTexts,
} from '../en/settings-methods.ts';
import type { TextsOf } from '../shape.ts';

export const methodSections: TextsOf<typeof englishSections> = {
  'user-defaults': 'Standaardwaarden voor gebruikers',
  'pin-rules': 'Standaardregels voor pincodes',
  'username-resolution': 'Gebruikersnamen herkennen',
  'text-message': 'Sms-berichten',
  'email-codes': 'Codes per e-mail',
  'method-choice': 'Woorden voor een andere methode',
  'message-texts': 'Berichtteksten',
  caching: 'Cacheregels',
  'fraud-alert': 'Fraudemelding',
  blocking: 'Blokkeren',
  'one-time-bypass': 'Eenmalige overslag',
  'security-questions': 'Beveiligingsvragen',
  'caller-id': 'Nummerweergave',
  'inbound-texts': 'Antwoorden en ontvangstbevestigingen',
  'phone-call': 'Telefoongesprekken',
};

export const methodSectionTexts: TextsOf<typeof englishTexts> = {
  'user-defaults': 'Waarmee een nieuwe gebruiker begint, en wat geldt voor gebruikers zonder eigen instelling.',
  'pin-rules': 'Voor modi met een pincode. Een nieuwe pincode wordt aan alle regels getoetst, wie die ook instelt.',
  'username-resolution':
    'Eerst wordt gezocht naar de naam zoals de toepassing die verzendt. Daarna wordt elk van deze manieren geprobeerd, in deze volgorde; de eerste die een gebruiker vindt, telt.',
  'text-message': '',
  'email-codes': 'Een code naar het e-mailadres van de gebruiker, via de server van de pagina E-mail.',
  'method-choice':
    'Wie om een code wordt gevraagd, kan in plaats daarvan een van deze woorden typen en wordt dan met die methode geverifieerd, als die is ingesteld. Hoofdletters maken geen verschil.',
  'message-texts': '',
  caching: '',
  'fraud-alert': '',
  blocking: '',
  'one-time-bypass': '',
  'security-questions':
    'Gesteld nadat de methode van de gebruiker is geweigerd, waar de toepassing het toestaat. Antwoorden worden als hash bewaard en zonder verschil in hoofdletters vergeleken.',
  'caller-id': '',
  'phone-call': '',
  'inbound-texts':
    'Waar HTTP-gateways de antwoorden van gebruikers afleveren. Elke gateway heeft een eigen adres met een geheim.',
};

const digits = {
  label: 'Cijfers van een code',
  hint: 'Van 4 tot 10.',
  risk: 'Een kortere code is makkelijker te raden.',
};

export const methodFields: TextsOf<typeof englishFields> = {
  'user-defaults': {
    method: { label: 'Methode', hint: 'Hoe nieuwe gebruikers worden geverifieerd.' },
    mode: { label: 'Modus', hint: 'De variant van de methode voor nieuwe gebruikers.' },
    whenUserIsDisabled: {
      label: 'Als een gebruiker is uitgeschakeld',
      hint: 'Wat een aanmelding van een uitgeschakelde gebruiker oplevert.',
      risk: 'Een uitgeschakelde gebruiker wordt toegelaten: het wachtwoord alleen is dan genoeg.',
    },
    whenNoGatewayIsReachable: {
      label: 'Als internet niet bereikbaar is',
      hint: 'Wat een aanmelding oplevert als geen gateway het bericht aanneemt.',
      risk: 'Zolang geen gateway werkt, is het wachtwoord alleen genoeg.',
    },
    enablesGlobalServices: {
      label: 'Global Services inschakelen',
      hint: 'Sms en gesprekken ook naar landen die extra kosten. Uit: alleen naar de thuislanden.',
    },
    homeCountryCodes: { label: 'Thuislanden', hint: 'Landen waarvoor Global Services niet nodig is.' },
    allowedCountryCodes: {
      label: 'Toegestane landen',
      hint: 'Naar andere landen gaan geen sms of gesprekken, wat Global Services ook zegt. Leeg: naar alle.',
    },
    canChangePhone: {
      label: 'Gebruiker mag telefoonnummer wijzigen',
      hint: 'Uit waar de directory de bron van telefoonnummers is.',
    },
    textMessageLanguage: { label: 'Taal van sms', hint: 'Voor gebruikers zonder eigen taal.' },
    oathTokenLanguage: { label: 'Taal van OATH-token', hint: 'Van de vragen om een code, voor gebruikers zonder eigen taal.' },
    phoneCallLanguage: { label: 'Taal van telefoongesprek', hint: 'Voor gebruikers zonder eigen taal.' },
    mobileAppLanguage: { label: 'Taal van mobiele app', hint: 'Voor gebruikers zonder eigen taal.' },
  },
  'pin-rules': {
    canChangePin: {
      label: 'Gebruiker mag pincode wijzigen',
      hint: 'Om een pincode die gewijzigd moet worden, wordt bij de volgende aanmelding gevraagd.',
    },
    minimumLength: { label: 'Minimumlengte', hint: 'Van 4 tot 20 cijfers.' },
    preventsWeakPins: {
      label: 'Zwakke pincodes weigeren',
      hint: 'Weigert drie opeenvolgende cijfers, drie gelijke cijfers en vier cijfers van de telefoon of reservetelefoon van de gebruiker.',
      risk: 'Pincodes als 1111 of 1234 worden aangenomen.',
    },
    expirationDays: {
      label: 'Dagen tot verlopen',
      hint: 'Een verlopen pincode moet bij de volgende aanmelding worden gewijzigd.',
    },
    historyLength: {
      label: 'Geschiedenis van pincodes',
      hint: 'Zoveel oude pincodes mogen niet opnieuw worden gebruikt. Uit: er wordt geen geschiedenis bewaard.',
    },
  },
  'username-resolution': {
    stripsPrefixDomain: {
      label: 'Domein vóór de naam weglaten (UsernameCxz_stripPrefixDomain)',
      hint: 'EXAMPLE\\anna wordt gezocht als anna.',
    },
    stripsSuffixDomain: { label: 'Domein achter de naam weglaten', hint: 'anna@example.org wordt gezocht als anna.' },
    defaultSuffix: {
      label: 'Domein achter de naam zetten',
      hint: 'Met example.org hier wordt anna gezocht als anna@example.org.',
    },
    matchesEmail: {
      label: 'Ook in e-mailadressen zoeken',
      hint: 'Een naam die het e-mailadres van precies één gebruiker is, is die gebruiker.',
    },
  },
  'text-message': {
    codeDigits: digits,
    oneWayTimeoutSeconds: {
      label: 'Time-out van eenrichtings-sms in seconden',
      hint: 'Hoe lang een code kan worden ingevoerd: pfsvc_pendingSmsTimeoutSeconds, van 30 tot 3.600.',
      risk: 'Een code die lang geldig is, is makkelijker te raden of van andermans scherm te lezen.',
    },
    twoWayTimeoutSeconds: {
      label: 'Time-out van tweerichtings-sms in seconden',
      hint: 'Hoe lang op een antwoord wordt gewacht. De time-out van de RADIUS-client moet langer zijn.',
    },
    codeTriesMax: {
      label: 'Foute codes',
      hint: 'Na zoveel foute codes is de verzonden code niets meer waard.',
      risk: 'Meer pogingen is vaker raden.',
    },
    resendBlockSeconds: {
      label: 'Seconden zonder nieuwe sms',
      hint: 'Een tweede aanmelding binnen deze tijd krijgt geen tweede sms: de verzonden code geldt nog.',
      risk: 'Een VPN die zijn verzoek uit zichzelf herhaalt, verzendt elke keer een sms.',
    },
    retriesMax: {
      label: 'Sms en gesprekken naar één gebruiker',
      hint: 'Ten hoogste zoveel in de tijd hieronder; verdere aanmeldingen worden geweigerd.',
      risk: 'Wie een wachtwoord heeft, kan een gebruiker heel veel sms sturen, op kosten van de organisatie.',
    },
    retryWindowMinutes: {
      label: 'Geteld over',
      hint: 'Minuten waarin sms en gesprekken naar één gebruiker worden geteld.',
    },
  },
  'email-codes': {
    isEnabled: {
      label: 'Codes per e-mail toestaan',
      hint: 'Als methode van een gebruiker, en als andere methode.',
      risk: 'Een mailbox is vaak open met hetzelfde wachtwoord dat de code zou moeten versterken.',
    },
    codeDigits: digits,
    timeoutSeconds: {
      label: 'Time-out van e-mailcode in seconden',
      hint: 'E-mail kan minuten onderweg zijn. Van 30 tot 3.600.',
      risk: 'Een code die lang geldig is, is makkelijker te raden.',
    },
  },
  'method-choice': { words: { label: 'Woorden', hint: 'Eén woord, tot 24 letters en cijfers.' } },
  'message-texts': { texts: { label: 'Berichtteksten', hint: 'Sms-teksten en vragen om een code, per taal.' } },
  'security-questions': {
    isEnabled: {
      label: 'Beveiligingsvragen als terugval gebruiken',
      hint: 'Alleen waar ook de toepassing het toestaat.',
      risk: 'Antwoorden zijn vaak op te zoeken of na te vragen. Een OATH-token als terugval is veiliger.',
    },
    questionsToAnswer: {
      label: 'Te beantwoorden vragen',
      hint: 'Zoveel vragen van de gebruiker worden gesteld; alle antwoorden moeten juist zijn.',
      risk: 'Eén antwoord alleen kan bij anderen bekend zijn.',
    },
    timeoutSeconds: { label: 'Tijd per antwoord', hint: 'Seconden.' },
    questions: { label: 'Vragen', hint: 'In de taal van de gebruiker als die er is, anders in de eerste.' },
  },
  caching: {
    rules: { label: 'Cacheregels', hint: 'Na een toelating worden latere verzoeken met dezelfde sleutel een tijd toegelaten.' },
  },
  'fraud-alert': {
    isAllowed: {
      label: 'Gebruikers mogen fraude melden',
      hint: 'Wie een sms krijgt zonder zich aan te melden, kan dat melden.',
      risk: 'Een gebruiker van wie het wachtwoord is gestolen, kan dat niet laten weten.',
    },
    blocksUser: {
      label: 'Gebruikers die fraude melden automatisch blokkeren',
      hint: 'Zo lang als de pagina Geblokkeerde gebruikers zegt. Uit: de melding wordt alleen getoond en gemaild.',
      risk: 'Wie het wachtwoord heeft, kan na een melding verder proberen.',
    },
    code: { label: 'Code om fraude te melden', hint: 'Alleen deze code als antwoord op een sms, of vóór # in een gesprek.' },
    notifies: { label: 'Meldingen', hint: 'Adressen die bij elke fraudemelding een e-mail krijgen.' },
  },
  blocking: { blockDays: { label: 'Dagen dat een blokkering duurt', hint: 'Tenzij een beheerder de gebruiker deblokkeert.' } },
  'one-time-bypass': {
    defaultSeconds: {
      label: 'Seconden van een overslag',
      hint: 'Voorgesteld bij een nieuwe overslag. Die geldt voor één aanmelding.',
      risk: 'Zo lang is het wachtwoord alleen één keer genoeg.',
    },
    isAllowedToUsers: {
      label: 'Gebruikers mogen zelf eenmalig overslaan',
      hint: 'In de gebruikersportal.',
      risk: 'Wie de sessie van een gebruiker overneemt, kan de tweede factor uitschakelen.',
    },
  },
  'caller-id': {
    number: {
      label: 'Nummer voor nummerweergave',
      hint: 'Een nummer dat de telecomaanbieder heeft toegewezen, in de vorm die de trunk wil: +31201234567. Leeg: het account van de trunk.',
    },
    displayName: {
      label: 'Weergavenaam',
      hint: 'Getoond door toestellen van dezelfde telefooncentrale; netwerken geven hem zelden door.',
    },
    isPrivate: { label: 'Nummer afschermen', hint: 'De telefoon toont “Anoniem”. De trunk krijgt het nummer wel.' },
    rules: { label: 'Regels voor nummerweergave', hint: 'Een ander nummer per toepassing en per gebeld land.' },
  },
  'phone-call': {
    triesAllowed: {
      label: 'Aantal pogingen tijdens het telefoongesprek',
      hint: 'Pogingen voor de pincode, of voor #, in één gesprek (Allow X attempts during Multi-Factor Authentication call). Van 1 tot 10.',
      risk: 'Meer pogingen zijn meer gokken naar een pincode voor wie de telefoon in handen heeft.',
    },
    providesMenu: {
      label: 'Keuzemenu tijdens het telefoongesprek',
      hint: 'Wie eerst op * drukt, hoort het na # of de pincode: nieuwe pincode en nieuw telefoonnummer, waar dat mag, en fraude melden (Provide menu of options during Multi-Factor Authentication call).',
    },
    extensionPrompt: {
      label: 'Vraag bij een toestelnummer',
      hint: 'Voor gebruikers met een toestelnummer. Uit: het wordt na het opnemen gekozen en de begroeting volgt. Anders drukt iemand vóór de begroeting op #, of wordt gevraagd door te verbinden.',
    },
    ringSeconds: {
      label: 'Duur van het overgaan',
      hint: 'Seconden tot een telefoon die niet wordt opgenomen, als zodanig telt. Van 10 tot 60.',
    },
    rounds: {
      label: 'Rondes',
      hint: 'Hoe vaak telefoon en reservetelefoon in één aanmelding worden gebeld. Van 1 tot 3.',
    },
    inputTimeoutSeconds: {
      label: 'Time-out voor invoer',
      hint: 'Seconden stilte na een gesproken bericht, en tussen twee toetsen. Van 3 tot 30.',
    },
    mediaPortFrom: {
      label: 'Eerste poort voor geluid',
      hint: 'UDP op deze server. Elk gesprek neemt een of twee van de poorten.',
    },
    mediaPortTo: { label: 'Laatste poort voor geluid', hint: 'UDP, de laatste van de reeks.' },
  },
  'inbound-texts': {
    isEnabled: {
      label: 'Antwoorden en bevestigingen aannemen',
      hint: 'Nodig voor tweerichtings-sms via HTTP-gateways.',
    },
    address: { label: 'Adres', hint: 'Van deze server. 127.0.0.1 achter een reverse proxy.' },
    port: { label: 'Poort', hint: 'TCP.' },
    publicUrl: { label: 'Openbaar adres', hint: 'Waarop gateways het bereiken, zoals https://sms.example.org.' },
  },
};
