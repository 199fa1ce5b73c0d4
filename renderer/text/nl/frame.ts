import type { frame as english } from '../en/frame.ts';
import type { TextsOf } from '../shape.ts';

export const frame = {
  skip: 'Naar de inhoud',
  navigation: 'Onderdelen',
  operatorMenu: 'Aangemeld als {{name}}, {{role}}',
  signOut: 'Afmelden',
  theme: { label: 'Weergave', light: 'Licht', dark: 'Donker', auto: 'Zoals het systeem' },
  roles: { administrator: 'beheerder met alle rechten', 'help-desk': 'helpdesk', auditor: 'auditor' },
  nav: {
    status: 'Status',
    users: 'Gebruikers',
    tokens: 'OATH-tokens',
    radius: 'RADIUS-verificatie',
    log: 'Aanmeldlogboek',
    needsPerson: 'vraagt aandacht',
  },
  bar: {
    running: 'Server actief',
    degraded: 'Server actief, {{count}} luisteraar uitgevallen',
    degraded_other: 'Server actief, {{count}} luisteraars uitgevallen',
    notConnected: 'Geen verbinding',
    radius: 'RADIUS {{ports}}',
    noListener: 'RADIUS luistert niet',
    attempts_one: '{{formatted}} aanmelding/min',
    attempts_other: '{{formatted}} aanmeldingen/min',
    warnings_zero: 'Geen waarschuwingen',
    warnings_one: '{{count}} waarschuwing',
    warnings_other: '{{count}} waarschuwingen',
    backup: 'Laatste back-up {{when}}',
    noBackup: 'Nog geen back-up',
  },
  lost: {
    title: 'Geen verbinding met de server',
    text: 'Wat hier is getypt, blijft staan. Er kan niets worden opgeslagen tot de verbinding terug is. Volgende poging om {{at}}.',
    retry: 'Nu proberen',
    back: 'Weer verbonden',
  },
  notFound: {
    title: 'Pagina bestaat niet',
    text: 'Het adres {{path}} leidt in deze console nergens heen.',
    action: 'Naar Status',
  },
  crashed: {
    title: 'Deze pagina werkt niet meer',
    text: 'Een fout in de console, niet in de server: aanmeldingen gaan door. {{problem}}',
  },
  starting: 'Verbinding maken met de server',
  unreachable: { title: 'De server antwoordt niet' },
} as const satisfies TextsOf<typeof english>;
