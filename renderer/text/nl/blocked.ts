import type { blocked as english } from '../en/blocked.ts';
import type { TextsOf } from '../shape.ts';

export const blocked = {
  title: 'Geblokkeerde gebruikers',
  add: 'Gebruiker blokkeren…',
  search: 'Zoeken op gebruikersnaam',
  tab: { list: 'Geblokkeerde gebruikers', settings: 'Instellingen' },
  settings: { title: 'Duur van een blokkering' },
  facts: {
    blocked_one: '{{formatted}} gebruiker nu geblokkeerd',
    blocked_other: '{{formatted}} gebruikers nu geblokkeerd',
    fraud_one: '{{formatted}} fraudemelding in 90 dagen',
    fraud_other: '{{formatted}} fraudemeldingen in 90 dagen',
  },
  state: { blocked: 'Nu geblokkeerd', over: 'Beëindigd', all: 'Alle' },
  stateOf: {
    blocked: 'Geblokkeerd tot {{date}}',
    recorded: 'Alleen melding',
    unblocked: 'Gedeblokkeerd',
    expired: 'Vanzelf geëindigd',
  },
  cause: { operator: 'Beheerder', fraud: 'Fraudemelding', user: 'Gebruiker' },
  filter: { cause: 'Oorzaak', fraud: 'Alleen fraudemeldingen' },
  server: 'server',
  column: {
    user: 'Gebruiker',
    state: 'Status',
    cause: 'Oorzaak',
    reason: 'Reden',
    since: 'Sinds',
    by: 'Door',
    ended: 'Beëindigd',
    endedBy: 'Gedeblokkeerd door',
    endReason: 'Reden van deblokkeren',
    expires: 'Eindigt vanzelf',
    phone: 'Telefoon',
  },
  none: 'Niemand is geblokkeerd',
  noneText:
    'Een geblokkeerde gebruiker wordt bij elke toepassing geweigerd tot de blokkering eindigt of een beheerder die opheft. Een fraudemelding kan vanzelf blokkeren.',
  noMatch: 'Geen blokkering voldoet',
  noMatchText: 'Wijzig of wis de filters.',
  added: '{{username}} is geblokkeerd',
  ended: '{{username}} is niet meer geblokkeerd',
  form: {
    title: 'Gebruiker blokkeren',
    text: 'Elke aanmelding wordt direct geweigerd, bij elke toepassing. De blokkering eindigt vanzelf na de tijd uit de instellingen.',
    textDays_one:
      'Elke aanmelding wordt direct geweigerd, bij elke toepassing. De blokkering eindigt vanzelf na {{formatted}} dag.',
    textDays_other:
      'Elke aanmelding wordt direct geweigerd, bij elke toepassing. De blokkering eindigt vanzelf na {{formatted}} dagen.',
    user: 'Gebruiker',
    reason: 'Reden',
    reasonText: 'Blijft bewaard in de geschiedenis en in het beheerlogboek.',
    submit: 'Gebruiker blokkeren',
  },
  reason: { stolen: 'Telefoon gestolen', suspicious: 'Verdachte aanmeldingen', left: 'Uit dienst' },
  drawer: { facts: 'Blokkering', user: 'Gebruiker openen', log: 'Aanmeldingen in het logboek' },
  unblock: {
    title: 'Deblokkeren',
    text: 'Aanmelden kan direct weer. De reden blijft bewaard in de geschiedenis.',
    reason: 'Reden van deblokkeren',
    checked: 'Identiteit telefonisch gecontroleerd',
    mistake: 'Fraudemelding per ongeluk',
    found: 'Telefoon teruggevonden',
    submit: 'Deblokkeren',
  },
} as const satisfies TextsOf<typeof english>;
