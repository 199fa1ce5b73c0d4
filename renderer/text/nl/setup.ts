import type { setup as english } from '../en/setup.ts';
import type { TextsOf } from '../shape.ts';

export const setup = {
  title: '{{server}} inrichten',
  steps: { operator: 'Eerste beheerder', passphrase: 'Herstelwachtzin', first: 'Eerste stappen' },
  operator: {
    text: 'De eerste beheerder heeft alle rechten op deze server. Aanmelden kan alleen bij deze console, niet bij een VPN.',
    code: 'Inrichtingscode',
    codeText: 'Door de server getoond bij het starten.',
    name: 'Naam van de beheerder',
    password: 'Wachtwoord',
    repeat: 'Wachtwoord nogmaals',
    mismatch: 'De twee wachtwoorden verschillen',
    length: '{{count}} van minstens {{minimum}} tekens',
    lengthDone: 'Minstens {{minimum}} tekens',
    notName: 'Bevat de naam van de beheerder niet',
    varied: 'Minstens vijf verschillende tekens',
    submit: 'Beheerder maken',
  },
  passphrase: {
    title: 'Schrijf de herstelwachtzin op',
    text: 'De wachtzin opent de back-ups van deze server op een andere machine, en de database als het sleutelbestand verloren is. De wachtzin wordt alleen nu getoond en nergens leesbaar bewaard. Zonder wachtzin kan een back-up niet worden teruggezet.',
    label: 'Herstelwachtzin',
    save: 'Opslaan als bestand',
    fileText: 'Herstelwachtzin van Countersign\r\nServer: {{server}}\r\nGemaakt: {{at}}\r\n\r\n{{passphrase}}\r\n',
    stored: 'De wachtzin is opgeborgen waar anderen hem niet kunnen lezen',
    submit: 'Doorgaan',
  },
  first: {
    title: '{{server}} is gereed',
    text: 'Er zijn nog twee dingen nodig voordat een VPN iets kan vragen. Beide kunnen wachten; de pagina Status houdt de lijst bij.',
    client: 'RADIUS-client toevoegen',
    clientText: 'De VPN, gateway of firewall die hier aanmeldingen laat controleren.',
    tokens: 'Tokens importeren',
    tokensText: 'Een PSKC- of CSV-bestand van de fabrikant of van de oude server.',
    status: 'Naar Status',
  },
} as const satisfies TextsOf<typeof english>;
