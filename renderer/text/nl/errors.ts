/** Elke foutcode: wat er is gebeurd en wat nu te doen. Een code zonder tekst compileert niet. */
import type { ErrorCode } from '../../../shared/error-codes.ts';

type ErrorText = { readonly what: string; readonly next: string };

export const errors = {
  BAD_REQUEST: {
    what: 'De server weigerde een waarde: {{path}} {{problem}}',
    next: 'Verbeter de waarde en stuur haar opnieuw.',
  },
  SIGN_IN_REQUIRED: { what: 'De sessie is afgelopen', next: 'Meld opnieuw aan.' },
  ROLE_INSUFFICIENT: { what: 'Hiervoor is een van deze rollen nodig: {{required}}', next: 'Vraag een beheerder met die rol.' },
  INTERNAL: {
    what: 'De server kon dit verzoek niet uitvoeren',
    next: 'Probeer het opnieuw. Blijft het, zoek dan de verwijzing {{reference}} in het serverlogboek.',
  },
  CONNECTION_LOST: {
    what: 'De verbinding met de server is verbroken',
    next: 'Kijk of de wijziging is gemaakt voordat ze opnieuw wordt gemaakt.',
  },

  SETUP_ALREADY_DONE: { what: 'Deze server is al ingericht', next: 'Meld aan als beheerder.' },
  SETUP_CODE_INVALID: {
    what: 'De inrichtingscode is onjuist',
    next: 'Open het adres dat de server bij het starten toonde. Elke start geeft een nieuwe code.',
  },
  SIGN_IN_REFUSED: { what: 'Naam of wachtwoord is onjuist', next: 'Controleer beide en meld opnieuw aan.' },
  SIGN_IN_THROTTLED: { what: 'Te veel mislukte aanmeldingen', next: 'Over {{retryAfterSeconds}} s kan het weer.' },
  OPERATOR_NOT_FOUND: {
    what: 'Beheerder {{name}} bestaat niet',
    next: 'Controleer de naam. Mogelijk is deze door een andere beheerder verwijderd.',
  },
  OPERATOR_NAME_TAKEN: { what: 'Er is al een beheerder {{name}}', next: 'Kies een andere naam.' },
  OPERATOR_LAST_ADMINISTRATOR: {
    what: 'Dit is de laatste hoofdbeheerder',
    next: 'Maak eerst een andere beheerder hoofdbeheerder.',
  },
  OPERATOR_PASSWORD_WEAK: {
    what: 'Het wachtwoord is te zwak: {{problem}}',
    next: 'Kies een langer of minder gangbaar wachtwoord.',
  },
  OPERATOR_REVISION_CONFLICT: {
    what: '{{name}} is intussen door een andere beheerder gewijzigd',
    next: 'De lijst toont de huidige status. Breng de wijziging opnieuw aan.',
  },
  OPERATOR_PASSWORD_WRONG: { what: 'Het huidige wachtwoord is onjuist', next: 'Typ het wachtwoord van het eigen account.' },
  OPERATOR_PASSWORD_SAME: { what: 'Het nieuwe wachtwoord is het huidige', next: 'Kies een ander wachtwoord.' },
  OPERATOR_CODE_WRONG: {
    what: 'De code is onjuist of al gebruikt',
    next: 'Wacht op de volgende code van het token en typ die.',
  },
  OPERATOR_DUTY_OPEN: {
    what: 'Het account is niet compleet: {{duty}}',
    next: 'Rond dat af op de pagina van het account, of meld opnieuw aan.',
  },
  SIGN_IN_TICKET_OVER: {
    what: 'De aanmelding duurde te lang of had te veel onjuiste codes',
    next: 'Typ naam en wachtwoord opnieuw.',
  },
  SECOND_FACTOR_IS_SET: {
    what: 'Het account heeft al een tweede factor',
    next: 'Verwijder die voordat een andere wordt toegevoegd.',
  },
  SECOND_FACTOR_NOT_SET: {
    what: 'Het account heeft geen tweede factor',
    next: 'Laad de pagina opnieuw om de huidige status te zien.',
  },
  SECOND_FACTOR_NOT_BEGUN: {
    what: 'De nieuwe sleutel wacht niet meer op de eerste code',
    next: 'Begin opnieuw: er wordt een nieuwe sleutel gemaakt.',
  },

  USER_NOT_FOUND: {
    what: 'Gebruiker {{user}} bestaat niet',
    next: 'Ga terug naar de lijst: mogelijk is de gebruiker verwijderd.',
  },
  USERNAME_TAKEN: {
    what: 'Er is al een gebruiker {{username}}',
    next: 'Kies een andere gebruikersnaam of bewerk die gebruiker.',
  },
  USER_REVISION_CONFLICT: {
    what: '{{username}} is intussen door iemand anders gewijzigd',
    next: 'Laad de gebruiker opnieuw en maak de wijziging daarna nog eens.',
  },
  USER_IMPORT_INVALID: {
    what: 'Regel {{line}}, kolom {{column}}: {{problem}}',
    next: 'Verbeter het bestand en kies het opnieuw.',
  },

  TOKEN_NOT_FOUND: {
    what: 'Token {{token}} bestaat niet',
    next: 'Ga terug naar de lijst: mogelijk is het token verwijderd.',
  },
  TOKEN_SERIAL_TAKEN: {
    what: 'Er is al een token met serienummer {{serial}}',
    next: 'Controleer het nummer op het apparaat.',
  },
  TOKEN_ALREADY_ASSIGNED: {
    what: 'Token {{serial}} is van {{username}}',
    next: 'Hef eerst de toewijzing aan {{username}} op of kies een ander token.',
  },
  TOKEN_NOT_ASSIGNED: { what: 'Token {{serial}} is van niemand', next: 'Er hoeft niets te gebeuren.' },
  TOKEN_SEED_INVALID: {
    what: 'De geheime sleutel kan niet worden gebruikt: {{problem}}',
    next: 'Controleer de sleutel en de gekozen codering.',
  },
  TOKEN_CODE_WRONG: {
    what: 'Dit is niet de code van token {{serial}}',
    next: 'Wacht op de volgende code en voer die in. Blijft hij onjuist, synchroniseer het token dan.',
  },
  TOKEN_RESYNC_NO_MATCH: {
    what: 'De twee codes volgen op token {{serial}} niet op elkaar ({{searched}} posities doorzocht)',
    next: 'Voer twee codes in die direct na elkaar zijn getoond. Mislukt dat weer, dan heeft het token een andere geheime sleutel.',
  },

  USER_IS_BLOCKED: {
    what: '{{username}} is al geblokkeerd',
    next: 'Open de gebruiker of de pagina Geblokkeerde gebruikers om te zien waarom, en om te deblokkeren.',
  },
  BLOCK_NOT_FOUND: {
    what: 'Deze blokkering is al voorbij',
    next: 'Laad de lijst opnieuw.',
  },
  BYPASS_NOT_FOUND: {
    what: 'Deze eenmalige overslag is al voorbij',
    next: 'Laad de lijst opnieuw.',
  },
  PIN_REFUSED: {
    what: 'De regels voor pincodes weigeren deze pincode ({{rule}})',
    next: 'Kies een andere pincode van ten minste {{minimum}} cijfers: geen drie opeenvolgende of gelijke cijfers, geen deel van een telefoonnummer, geen eerder gebruikte.',
  },
  SECURITY_QUESTION_NOT_FOUND: {
    what: 'Beveiligingsvraag {{question}} bestaat niet',
    next: 'Laad de pagina opnieuw: de vragen zijn gewijzigd.',
  },
  REGISTRY_FILE_INVALID: {
    what: 'Het bestand is geen leesbare registerexport (regel {{line}}: {{problem}})',
    next: 'Exporteer de sleutel PhoneFactor opnieuw met regedit als .reg-bestand en kies dat bestand.',
  },
  REGISTRY_UNAVAILABLE: {
    what: 'Het register van deze machine kon niet worden gelezen ({{problem}})',
    next: 'Exporteer op de oude server de sleutel PhoneFactor met regedit als .reg-bestand en kies dat bestand hier.',
  },
  TAG_NOT_FOUND: {
    what: 'Tag {{tag}} bestaat niet',
    next: 'Kies een andere tag. Een hoofdbeheerder voegt nieuwe toe op de pagina Tags.',
  },
  TAG_NAME_TAKEN: { what: 'Er is al een tag {{name}}', next: 'Kies een andere naam of gebruik die tag.' },

  REPORT_PERIOD_INVALID: { what: 'De periode klopt niet: {{problem}}', next: 'Kies een andere periode.' },
  EXPORT_NOT_FOUND: {
    what: 'Deze export is er niet meer',
    next: 'Start de export opnieuw. Een voltooid bestand wordt een uur bewaard.',
  },
  EXPORT_TOO_MANY: {
    what: 'Er lopen al {{limit}} exports',
    next: 'Wacht tot er een klaar is of annuleer er een.',
  },
  EXPORT_DISK_FULL: {
    what: 'De schijf is vol: {{path}}',
    next: 'Maak ruimte op die schijf en exporteer opnieuw. Er is niets achtergebleven.',
  },
  EXPORT_FILE_LOCKED: {
    what: 'Een ander programma heeft {{path}} open',
    next: 'Sluit het bestand daar of sla op onder een andere naam. Het oude bestand is onaangeroerd.',
  },
  EXPORT_WRITE_FAILED: {
    what: '{{path}} kon niet worden geschreven: {{problem}}',
    next: 'Controleer de map en exporteer opnieuw.',
  },

  IMPORT_FILE_EMPTY: { what: 'Het bestand is leeg', next: 'Kies een ander bestand.' },
  IMPORT_FILE_TOO_LARGE: {
    what: 'Het bestand is groter dan {{limitBytes}} bytes',
    next: 'Splits het bestand en importeer de delen.',
  },
  IMPORT_FORMAT_UNKNOWN: {
    what: 'Het bestand is geen PSKC en geen CSV: {{found}}',
    next: 'Vraag de fabrikant van de tokens om een PSKC- (XML) of CSV-bestand.',
  },
  IMPORT_ENCODING_INVALID: {
    what: 'De tekst van het bestand kan niet worden gelezen: {{problem}}',
    next: 'Sla het bestand op als UTF-8.',
  },
  IMPORT_ROWS_TOO_MANY: {
    what: 'Het bestand heeft meer dan {{limit}} rijen',
    next: 'Splits het bestand en importeer de delen.',
  },
  IMPORT_NOT_FOUND: {
    what: 'Deze import is niet meer open',
    next: 'Kies het bestand opnieuw. Een import wacht 15 minuten en eindigt als de server herstart.',
  },
  IMPORT_HAS_BAD_ROWS: {
    what: 'Er is niets geïmporteerd: {{count}} rijen hebben fouten',
    next: 'Verbeter het bestand of importeer alleen de goede rijen.',
  },
  IMPORT_CONFLICT: {
    what: 'Token {{serial}} is intussen door iemand anders toegevoegd; er is niets geïmporteerd',
    next: 'Kies het bestand opnieuw: het voorbeeld toont die rij dan als dubbel.',
  },
  IMPORT_CANCELLED: { what: 'De import is geannuleerd', next: 'Er is niets geïmporteerd.' },
  CSV_HEADER_INVALID: {
    what: 'De kopregel kan niet worden gebruikt: {{problem}}',
    next: 'Verbeter de kolomnamen van het bestand.',
  },
  CSV_SYNTAX_INVALID: {
    what: 'Regel {{line}} is geen geldige CSV: {{problem}}',
    next: 'Verbeter de regel en kies het bestand opnieuw.',
  },
  PSKC_XML_DAMAGED: {
    what: 'De XML is beschadigd op regel {{line}}, kolom {{column}}: {{problem}}',
    next: 'Haal het bestand opnieuw op: mogelijk is het onderweg afgekapt of gewijzigd.',
  },
  PSKC_DTD_REFUSED: {
    what: 'Het bestand declareert een documenttype of een entiteit op regel {{line}}',
    next: 'Een tokenbestand heeft geen van beide nodig. Vraag de afzender om een bestand zonder.',
  },
  PSKC_TOO_DEEP: {
    what: 'Regel {{line}}: elementen zijn dieper genest dan {{limit}}',
    next: 'Dit is geen tokenbestand. Kies een ander.',
  },
  PSKC_VALUE_TOO_LONG: {
    what: 'Regel {{line}}: een waarde is langer dan {{limit}}',
    next: 'Dit is geen tokenbestand. Kies een ander.',
  },
  PSKC_NOT_A_KEY_CONTAINER: {
    what: 'Dit XML-bestand is geen PSKC: het bevat {{found}}',
    next: 'Kies een bestand waarvan het eerste element KeyContainer is.',
  },
  PSKC_VERSION_UNSUPPORTED: {
    what: 'PSKC-versie {{version}} is niet bekend',
    next: 'Vraag de fabrikant om een bestand van versie 1.0.',
  },
  PSKC_PASSWORD_REQUIRED: {
    what: 'Het bestand is met een wachtwoord beschermd',
    next: 'Voer het wachtwoord in dat bij de tokens hoort.',
  },
  PSKC_KEY_REQUIRED: {
    what: 'Het bestand is beschermd met de sleutel {{keyName}}',
    next: 'Voer de transportsleutel in die bij de tokens hoort.',
  },
  PSKC_PASSWORD_WRONG: {
    what: 'Het wachtwoord opent dit bestand niet',
    next: 'Controleer het wachtwoord; hoofdletters tellen.',
  },
  PSKC_KEY_WRONG: {
    what: 'De sleutel opent dit bestand niet',
    next: 'Controleer de sleutel; mogelijk hoort hij bij een ander bestand van de levering.',
  },
  PSKC_KEY_LENGTH_INVALID: {
    what: 'De sleutel heeft {{actualBytes}} bytes; dit bestand vraagt er {{expectedBytes}}',
    next: 'Voer twee hexadecimale cijfers in voor elke byte.',
  },
  PSKC_ENCRYPTION_UNSUPPORTED: {
    what: 'De versleuteling {{algorithm}} wordt niet ondersteund',
    next: 'Vraag de fabrikant om AES-CBC.',
  },
  PSKC_MAC_UNSUPPORTED: {
    what: 'De integriteitscontrole {{algorithm}} wordt niet ondersteund',
    next: 'Vraag de fabrikant om HMAC-SHA1 of HMAC-SHA256.',
  },
  PSKC_ITERATIONS_EXCESSIVE: {
    what: 'Het bestand vraagt {{iterations}} ronden sleutelafleiding; {{limit}} is het hoogste',
    next: 'Vraag de fabrikant om een bestand met minder ronden.',
  },

  RADIUS_CLIENT_NOT_FOUND: {
    what: 'RADIUS-client {{client}} bestaat niet',
    next: 'Ga terug naar de lijst: mogelijk is hij verwijderd.',
  },
  RADIUS_CLIENT_ADDRESS_TAKEN: {
    what: '{{address}} is al van {{client}}',
    next: 'Voer een ander adres in of bewerk {{client}}.',
  },
  RADIUS_CLIENT_ADDRESS_INVALID: {
    what: '{{address}} is geen adres',
    next: 'Voer een IPv4- of IPv6-adres in, of een netwerk zoals 192.0.2.0/24.',
  },
  RADIUS_CLIENT_SETTINGS_INVALID: {
    what: 'Deze instellingen gaan niet samen: {{problem}}',
    next: 'Wijzig de genoemde instelling en sla opnieuw op.',
  },
  RADIUS_CLIENT_REVISION_CONFLICT: {
    what: '{{client}} is intussen door iemand anders gewijzigd',
    next: 'Laad de client opnieuw en maak de wijziging daarna nog eens.',
  },
  RADIUS_PORT_IN_USE: {
    what: 'Poort {{port}} op {{address}} is in gebruik door een ander programma',
    next: 'Stop dat programma (vaak een andere RADIUS-server) of kies een andere poort. Er is niets gewijzigd.',
  },
  RADIUS_ADDRESS_UNAVAILABLE: {
    what: 'Deze machine heeft het adres {{address}} niet',
    next: 'Kies een van haar adressen, of 0.0.0.0 voor alle. Er is niets gewijzigd.',
  },
  RADIUS_PORT_FORBIDDEN: {
    what: 'Het systeem laat dit programma poort {{port}} niet gebruiken',
    next: 'Kies een poort vanaf 1024 of geef het serviceaccount het recht. Er is niets gewijzigd.',
  },
  RADIUS_TEST_NO_LISTENER: {
    what: 'Er is geen RADIUS-luisteraar actief',
    next: 'Zet een luisteraar aan en test opnieuw.',
  },

  MAIL_NOT_CONFIGURED: {
    what: 'Er is geen mailserver ingesteld',
    next: 'Vul bij E-mail > Instellingen de mailserver en het Van-adres in en verstuur daarna opnieuw.',
  },
  MAIL_CERTIFICATE_INVALID: {
    what: 'Het certificaat van de autoriteit is niet leesbaar: {{problem}}',
    next: 'Plak de hele PEM-tekst, van BEGIN CERTIFICATE tot en met END CERTIFICATE.',
  },
  MAIL_PLACEHOLDER_UNKNOWN: {
    what: '{{placeholder}} betekent niets in deze e-mail',
    next: 'Haal het weg, of gebruik een van deze: {{known}}.',
  },

  GATEWAY_NOT_FOUND: {
    what: 'Er is geen gateway {{gateway}}',
    next: 'Ga terug naar de lijst: de gateway is misschien verwijderd.',
  },
  GATEWAY_NAME_TAKEN: { what: 'Er is al een gateway {{name}}', next: 'Kies een andere naam.' },
  GATEWAY_SETTINGS_INVALID: {
    what: 'De gateway kan met deze instellingen niet werken: {{problem}}',
    next: 'Verbeter de instelling en sla opnieuw op.',
  },
  TRUNK_NOT_FOUND: {
    what: 'Er is geen trunk {{trunk}}',
    next: 'Ga terug naar de lijst: de trunk kan zijn verwijderd.',
  },
  TRUNK_NAME_TAKEN: { what: 'Er is al een trunk {{name}}', next: 'Kies een andere naam.' },
  TRUNK_SETTINGS_INVALID: {
    what: 'De instellingen van de trunk zijn niet bruikbaar: {{problem}}',
    next: 'Verbeter het veld en sla opnieuw op.',
  },
  TRUNK_REVISION_CONFLICT: {
    what: 'De trunk {{name}} is intussen door een ander gewijzigd',
    next: 'Bekijk die wijzigingen en breng de eigen wijziging opnieuw aan.',
  },
  TRUNK_TEST_RUNNING: { what: 'Er loopt al een testgesprek', next: 'Wacht tot het is afgelopen, of hang op.' },
  TRUNK_TEST_NOT_FOUND: {
    what: 'Dit testgesprek is afgelopen en wordt niet meer bewaard',
    next: 'Start een nieuw testgesprek.',
  },
  RECORDING_NOT_FOUND: {
    what: 'Deze opname is er niet',
    next: 'Ga terug naar de lijst: de opname kan zijn verwijderd.',
  },
  RECORDING_TOO_LARGE: {
    what: 'Het bestand is groter dan {{maximum}} MB',
    next: 'Sla het op met een lagere bemonstering, of als MP3.',
  },
  RECORDING_TOO_LONG: {
    what: 'De opname duurt {{seconds}} seconden; {{maximum}} mag',
    next: 'Maak de opname korter: niemand luistert langer, en de toepassing wacht niet zo lang.',
  },
  RECORDING_UNREADABLE: {
    what: 'Het bestand is geen WAV en geen MP3, wat de naam ook zegt',
    next: 'Sla de opname op als WAV (PCM) of MP3 en upload die opnieuw.',
  },
  RECORDING_FORMAT_UNSUPPORTED: {
    what: 'Dit soort opname kan niet worden gelezen: {{format}}',
    next: 'Sla de opname op als WAV (PCM, een of twee kanalen) of MP3 en upload die opnieuw.',
  },
  RECORDING_DAMAGED: {
    what: 'Het bestand is beschadigd of niet compleet',
    next: 'Sla de opname opnieuw op en upload het nieuwe bestand.',
  },
  RECORDING_SILENT: {
    what: 'In de opname zit geen geluid',
    next: 'Beluister het bestand; neem opnieuw op als het stil is.',
  },
  GATEWAY_REVISION_CONFLICT: {
    what: '{{name}} is intussen door een andere beheerder gewijzigd',
    next: 'Laad de gateway opnieuw en maak dan de wijziging.',
  },
  PHONE_NUMBER_INVALID: { what: 'Het telefoonnummer klopt niet: {{problem}}', next: 'Typ het zo: +31 6 12345678.' },

  SETTINGS_REVISION_CONFLICT: {
    what: 'Deze instellingen zijn intussen door iemand anders gewijzigd ({{section}})',
    next: 'Laad ze opnieuw en maak de wijziging daarna nog eens.',
  },

  DATA_FOLDER_IN_USE: { what: '{{folder}} is in gebruik door proces {{processId}}', next: 'Stop dat proces eerst.' },
  DATA_FOLDER_UNUSABLE: {
    what: '{{folder}} kan niet worden gebruikt: {{problem}}',
    next: 'Controleer de map en de rechten erop.',
  },
  DATA_FOLDER_OPEN_TO_OTHERS: {
    what: '{{folder}} kon niet worden afgesloten voor de andere gebruikers van deze computer ({{problem}}); er zijn geen sleutels in gemaakt',
    next: 'Voer dit uit als administrator en start opnieuw: {{command}}',
  },
  DATA_FOLDER_NOT_EMPTY: { what: '{{folder}} is niet leeg', next: 'Kies een lege map.' },
  DEMO_FOLDER_HAS_OTHER_DATA: {
    what: '{{folder}} bevat iets anders dan demogegevens; de demo blijft daarvan af',
    next: 'Kies met --data een map die leeg is of nog niet bestaat.',
  },
  STORE_SCHEMA_FROM_FUTURE: {
    what: 'De database is van versie {{found}}; dit programma kent tot en met {{known}}',
    next: 'Installeer de nieuwere versie van Countersign weer.',
  },
  STORE_DAMAGED: { what: 'De database is beschadigd: {{problem}}', next: 'Zet de laatste back-up terug.' },
  STORE_WRITE_FAILED: {
    what: 'De server kan niet in zijn database schrijven: {{problem}}',
    next: 'Er is niets gewijzigd. Controleer de vrije ruimte en de rechten van de gegevensmap.',
  },
  STORE_BUSY: { what: 'De database is bezig', next: 'Probeer het zo meteen opnieuw.' },
  KEY_SLOT_UNAVAILABLE: {
    what: 'De sleutel van de database kan niet worden geopend: {{problem}}',
    next: 'Kijk of de service onder haar eigen account draait of gebruik de herstelwachtzin.',
  },
  PASSPHRASE_WRONG: { what: 'De wachtzin is onjuist', next: 'Vergelijk hem met het afgedrukte exemplaar.' },
  PASSPHRASE_NOT_SET: { what: 'Er is geen herstelwachtzin ingesteld', next: 'Maak er een vóór de eerste back-up.' },
  BACKUP_FILE_INVALID: { what: 'Dit is geen bruikbare back-up: {{problem}}', next: 'Kies een ander bestand.' },
  BACKUP_FOLDER_UNUSABLE: {
    what: 'Back-ups kunnen niet worden geschreven naar {{folder}}: {{problem}}',
    next: 'Voer een absoluut pad in waar het account van de server mag schrijven.',
  },
  BACKUP_WRITE_FAILED: {
    what: 'De back-up {{path}} kon niet worden geschreven: {{problem}}',
    next: 'Controleer de map en de vrije ruimte.',
  },
  AUDIT_CHAIN_BROKEN: {
    what: 'Het beheerlogboek is gewijzigd bij rij {{row}}',
    next: 'Bewaar een kopie van de gegevensmap voor onderzoek en zoek uit wie erin kon schrijven.',
  },
  ROLLUP_DIFFERS: {
    what: 'De tellingen achter de grafieken wijken op {{count}} plaatsen af van het aanmeldlogboek',
    next: 'Ga uit van het logboek. Bewaar een kopie van de gegevensmap voor onderzoek en zoek uit wie erin kon schrijven.',
  },
  FILE_UNREADABLE: { what: '{{path}} kan niet worden gelezen: {{problem}}', next: 'Controleer het pad en de rechten.' },
  FILE_UNWRITABLE: {
    what: '{{path}} kan niet worden geschreven: {{problem}}',
    next: 'Controleer de map, de rechten en de vrije ruimte.',
  },
} as const satisfies Record<ErrorCode, ErrorText>;
