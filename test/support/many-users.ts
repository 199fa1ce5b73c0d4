/** A store full of users, as quickly as it takes them. */
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { METHODS } from '../../shared/methods.ts';
import { type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';
import { audit } from './store.ts';

const CHUNK = 50_000;
const FIRST_NAMES = ['Jan', 'Piet', 'Anna', 'Maria', 'Karel', 'Sophie', 'Lucas', 'Emma', 'Daan', 'Julia'];
const LAST_NAMES = ['Jansen', 'de Vries', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'de Groot', 'Bos', 'Peters'];

/** User number `number`, always the same: one of 50 groups, one in 40 disabled, one in 10 with the tag "Wave 1". */
export function manyUser(number: number): UserFields {
  const firstName = FIRST_NAMES[number % 10] ?? '';
  const lastName = LAST_NAMES[Math.floor(number / 10) % 10] ?? '';
  const username = `${firstName}.${number.toString(36)}`.toLowerCase();
  return {
    ...STANDARD,
    username,
    firstName,
    lastName,
    email: `${username}@example.test`,
    userGroup: `group ${number % 50}`,
    method: METHODS[number % 3] ?? 'oath-token',
    isEnabled: number % 40 !== 7,
    tags: number % 10 === 3 ? ['Wave 1'] : [],
  };
}
const STANDARD = userFieldsSchema.parse({ username: 'x' });

export async function addManyUsers(store: OpenedStore, count: number): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const create = Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => manyUser(from + i));
    await store.write('users.import', { create, update: [] }, audit);
  }
}
