import type { palette as english } from '../en/palette.ts';
import type { TextsOf } from '../shape.ts';

/** Het zoekvenster (Ctrl+K). */
export const palette = {
  title: 'Alles doorzoeken',
  placeholder: 'Gebruikersnaam, serienummer, client, instelling of pagina',
  testPlaceholder: 'Welke gebruiker moet worden getest?',
  results: 'Gevonden',
  nothing: 'Niets gevonden',
  nothingText: 'Gezocht wordt op het begin van woorden: namen, gebruikersnamen, e-mailadressen, serienummers.',
  failed: 'De server gaf geen antwoord op deze zoekopdracht',
  group: {
    recent: 'Eerder geopend',
    users: 'Gebruikers',
    tokens: 'OATH-tokens',
    clients: 'RADIUS-clients',
    settings: 'Instellingen',
    pages: 'Pagina’s',
    actions: 'Acties',
    help: 'Help',
  },
  action: {
    addUser: 'Gebruiker toevoegen',
    importUsers: 'Gebruikers importeren',
    addToken: 'Token toevoegen',
    importTokens: 'Tokens importeren',
    addClient: 'RADIUS-client toevoegen',
    testUser: 'Gebruiker testen…',
    backUp: 'Back-up maken',
    shortcuts: 'Sneltoetsen',
  },
  actionWords: {
    addUser: 'nieuw maken persoon account',
    importUsers: 'csv bestand veel',
    addToken: 'nieuw maken apparaat sleutel',
    importTokens: 'pskc csv xml bestand sleutels',
    addClient: 'nieuw vpn firewall gateway nas',
    testUser: 'proberen verifiëren controleren code',
    backUp: 'backup opslaan kopie nu',
    shortcuts: 'toetsen toetsenbord',
  },
  token: { nobody: 'niet toegewezen' },
  hint: { move: 'kiezen', open: 'openen', close: 'sluiten' },
} as const satisfies TextsOf<typeof english>;
