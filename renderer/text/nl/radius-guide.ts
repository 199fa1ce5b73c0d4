import type { radiusGuide as english } from '../en/radius-guide.ts';
import type { TextsOf } from '../shape.ts';

/** De inrichtingsgids op de pagina van een RADIUS-client. Namen van menu's en instellingen zijn die van de fabrikant. */
export const radiusGuide = {
  title: 'Apparaat inrichten',
  device: 'Soort apparaat',
  devices: {
    generic: 'Elk RADIUS-apparaat',
    fortigate: 'Fortinet FortiGate',
    'cisco-asa': 'Cisco ASA',
    'cisco-ftd': 'Cisco Secure Firewall (FTD)',
    'palo-alto': 'Palo Alto Networks',
    openvpn: 'OpenVPN, Linux (PAM)',
    citrix: 'Citrix NetScaler Gateway',
    nps: 'Windows NPS, RD Gateway',
  },
  serverUnknown: '<adres van deze server>',
  secretPlace: '<gedeeld geheim>',
  secretNote: 'Zet het gedeelde geheim waar {{place}} staat; het wordt hier niet getoond.',
  value: {
    server: 'Server',
    port: 'Poort',
    protocol: 'Protocol',
    timeout: 'Wachttijd',
    retries: 'Herhalingen',
    secret: 'Gedeeld geheim',
  },
  timeoutValue: '{{seconds}} seconden',
  typed: 'Wat mensen typen',
  typedText: {
    'in-password': 'De gebruikersnaam, en als wachtwoord alleen de code.',
    'after-password': 'De gebruikersnaam, en als wachtwoord het wachtwoord met de code erachter.',
    challenge: 'De gebruikersnaam en het wachtwoord; daarna vraagt het apparaat om de code.',
  },
  messages:
    'Gebruikers met sms in één richting of een e-mailcode krijgen een tweede vraag (Access-Challenge): het apparaat moet die kunnen tonen. Sms in twee richtingen houdt het verzoek tot {{seconds}} seconden open; zo lang moet het apparaat wachten.',
  caution: {
    challengeOpenvpn:
      'OpenVPN vraagt maar één keer, tenzij een static challenge is ingericht. Voor dit apparaat is code-invoer „Achter het wachtwoord” of „In het wachtwoordveld” eenvoudiger.',
    rdGateway:
      'RD Gateway zelf stuurt geen wachtwoord naar NPS en toont geen veld voor een code: zijn verzoeken worden door deze server niet beantwoord. Wat kan worden doorgestuurd, zijn PAP-verzoeken van andere apparaten.',
    passwordManagement: 'Laat „Enable password management” uit in het verbindingsprofiel: het zet het apparaat op MS-CHAPv2.',
  },
  step: {
    genericServer: 'Voeg een RADIUS-server voor verificatie toe met deze waarden:',
    genericMessage:
      'Zet het sturen van Message-Authenticator aan als het apparaat daar een instelling voor heeft; actuele software stuurt het altijd.',
    genericUse:
      'Gebruik die server voor het aanmelden bij de VPN of van de beheerders, en meld één keer aan. Het verzoek verschijnt onder „Wat hij werkelijk doet”.',
    fortigateServer: 'Voeg de server toe. „auto” zou ook MS-CHAPv2 proberen, dus het protocol staat op PAP:',
    fortigateTimeout: 'Geef mensen tijd om te antwoorden (standaard 5 seconden):',
    fortigateGroup: 'Zet de server in de groep die de VPN gebruikt:',
    fortigateTest: 'Test vanaf het apparaat:',
    fortigateVersion:
      'FortiOS stuurt Message-Authenticator vanaf 7.2.10, 7.4.5 en 7.6.1; voor oudere versies moet de eis onder Beveiliging uit.',
    asaServer: 'Voeg de servergroep en de server toe:',
    asaTunnel: 'Gebruik hem in het verbindingsprofiel van de VPN:',
    asaTest: 'Test vanaf het apparaat:',
    ftdServer:
      'In het Management Center, Objects > AAA Server > RADIUS Server Group: voeg een groep toe en daarin een server met deze waarden:',
    ftdUse:
      'Devices > Remote Access, verbindingsprofiel, tabblad AAA: kies de groep als authentication server en voer deploy uit.',
    paloServer: 'Device > Server Profiles > RADIUS: voeg een profiel toe met authentication protocol PAP en deze waarden:',
    paloProfile:
      'Device > Authentication Profile: voeg er een toe van het type RADIUS met dat serverprofiel, en „all” in de allow list.',
    paloUse: 'Kies dat profiel in de GlobalProtect-portal en -gateway (of voor beheerders) en voer commit uit.',
    paloTest: 'Test vanaf het apparaat:',
    pamServer:
      'Installeer pam_radius 3.0 of nieuwer (oudere sturen geen Message-Authenticator) en schrijf in /etc/pam_radius_auth.conf, alleen leesbaar voor root:',
    pamStack: 'Schrijf de PAM-dienst /etc/pam.d/openvpn:',
    pamOpenvpn: 'Laad de plug-in in de configuratie van de OpenVPN-server (het pad verschilt per distributie) en herstart:',
    pamClient: 'Voeg op de clients toe:',
    citrixServer: 'Voeg de action toe, en een policy ervoor:',
    citrixBind: 'Koppel de policy aan de authentication virtual server van de gateway:',
    citrixReceiver:
      'Koppel hem voor codes als tweede factor naast Active Directory aan de tweede factor en kies code-invoer „In het wachtwoordveld”.',
    npsServer:
      'NPS-console > RADIUS Clients and Servers > Remote RADIUS Server Groups: voeg een groep toe en daarin deze server:',
    npsMessage: 'Tabblad Authentication/Accounting: vink „Request must contain the message authenticator attribute” aan.',
    npsTimeout:
      'Tabblad Load Balancing: zet „seconds without response before request is considered dropped” en „seconds between requests when server is identified as unavailable” op {{seconds}}.',
    npsPolicy:
      'Policies > Connection Request Policies: stuur de bedoelde verzoeken door naar die groep. Sta PAP toe op het apparaat achter NPS.',
  },
} as const satisfies TextsOf<typeof english>;
