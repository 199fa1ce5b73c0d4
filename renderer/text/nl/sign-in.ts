import type { signIn as english } from '../en/sign-in.ts';
import type { TextsOf } from '../shape.ts';

export const signIn = {
  title: 'Aanmelden',
  name: 'Naam van de beheerder',
  password: 'Wachtwoord',
  submit: 'Aanmelden',
  version: 'Versie {{version}}',
  throttled_one: 'Te veel mislukte aanmeldingen. Over {{count}} seconde kan het weer.',
  throttled_other: 'Te veel mislukte aanmeldingen. Over {{count}} seconden kan het weer.',
  demo: 'Bij de demo aanmelden als {{name}}',
  code: {
    title: 'Tweede factor',
    text: 'Typ de code die het token van dit account nu toont.',
    label: 'Code',
    back: 'Terug naar naam en wachtwoord',
    lost: 'Token kwijt: een andere hoofdbeheerder verwijdert de tweede factor op de pagina Beheerders.',
  },
  forgot: 'Wachtwoord vergeten: wie deze machine beheert, voert countersign operator reset-password uit.',
} as const satisfies TextsOf<typeof english>;
