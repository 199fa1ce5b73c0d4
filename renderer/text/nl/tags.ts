import type { tags as english } from '../en/tags.ts';
import type { TextsOf } from '../shape.ts';

/** Tags: merktekens die beheerders aan gebruikers geven. */
export const tags = {
  title: 'Tags',
  what: 'Merktekens op gebruikers, om ze samen te vinden en te wijzigen. Een tag verandert niets aan het aanmelden.',
  search: 'Tags zoeken',
  add: 'Tag toevoegen',
  name: 'Naam van de nieuwe tag',
  added: 'Tag {{name}} toegevoegd',
  column: { name: 'Naam', userCount: 'Gebruikers', createdAt: 'Toegevoegd', actions: 'Acties' },
  rename: '{{name}} hernoemen',
  newName: 'Nieuwe naam van {{name}}',
  renamed: 'Tag {{before}} heet nu {{after}}',
  delete: '{{name}} verwijderen',
  deleteTitle: 'Tag {{name}} verwijderen?',
  deleteConfirm: 'Tag verwijderen',
  deleteUsers_zero: 'Geen gebruiker heeft deze tag.',
  deleteUsers_one: '{{formatted}} gebruiker heeft deze tag en raakt hem kwijt. Verder verandert er niets.',
  deleteUsers_other: '{{formatted}} gebruikers hebben deze tag en raken hem kwijt. Verder verandert er niets.',
  deleteFinal: 'Dit kan niet ongedaan worden gemaakt.',
  deleted_zero: 'Tag {{name}} verwijderd',
  deleted_one: 'Tag {{name}} verwijderd; {{formatted}} gebruiker had hem',
  deleted_other: 'Tag {{name}} verwijderd; {{formatted}} gebruikers hadden hem',
  none: 'Nog geen tags',
  noneText:
    'Een tag markeert gebruikers die een tijd bij elkaar horen: een project, een locatie, een groep bij een migratie. Geef hem op de pagina van een gebruiker of in de lijst.',
  noMatch: 'Geen tag gevonden',
  noMatchText: 'Wijzig of wis de zoekterm.',
} as const satisfies TextsOf<typeof english>;
