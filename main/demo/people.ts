/**
 * Users that nobody can take for real ones: invented names, mail addresses of RFC 2606, telephone numbers that the
 * numbering plans keep for fiction (+1 202-555-01xx, +44 7700 900xxx) or that cannot be assigned (+31 6 0000 xxxx).
 */
import { METHOD_MODES, type Method, type Mode } from '../../shared/methods.ts';
import { type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';
import type { Dice } from './dice.ts';

const TREES = [
  'Alder', 'Aspen', 'Beech', 'Birch', 'Cedar', 'Cherry', 'Chestnut', 'Cypress', 'Elder', 'Elm', 'Fir', 'Hawthorn', 'Hazel',
  'Hemlock', 'Holly', 'Hornbeam', 'Juniper', 'Larch', 'Laurel', 'Linden', 'Magnolia', 'Maple', 'Medlar', 'Mulberry', 'Oak',
  'Olive', 'Pine', 'Plane', 'Poplar', 'Quince', 'Rowan', 'Sequoia', 'Spruce', 'Sycamore', 'Tamarisk', 'Walnut', 'Willow', 'Yew',
]; // biome-ignore format: a word list
const MINERALS = [
  'Agate', 'Amber', 'Basalt', 'Beryl', 'Chalk', 'Clay', 'Copper', 'Coral', 'Flint', 'Garnet', 'Gneiss', 'Granite', 'Jade',
  'Jasper', 'Lime', 'Marble', 'Mica', 'Nickel', 'Onyx', 'Opal', 'Pumice', 'Pyrite', 'Quartz', 'Salt', 'Shale', 'Slate',
  'Tin', 'Topaz', 'Tuff', 'Zinc',
]; // biome-ignore format: a word list

/** User groups, and how many of a hundred users are in each. */
export const DEMO_GROUPS: readonly (readonly [string, number])[] = [
  ['Staff', 40],
  ['Field service', 18],
  ['Finance', 9],
  ['Warehouse', 12],
  ['Support desk', 8],
  ['Contractors', 7],
  ['IT administrators', 2],
  ['', 4],
];

/** Tags, and the share of the users that carries each. */
const TAGS: readonly (readonly [string, number])[] = [
  ['Remote access', 0.42],
  ['Remote desktop', 0.18],
  ['On call', 0.05],
  ['External', 0.07],
  ['Pilot', 0.02],
];

const METHODS_OF_USERS: readonly (readonly [Method, number])[] = [
  ['oath-token', 62],
  ['mobile-app', 18],
  ['text-message', 10],
  ['phone-call', 6],
  ['email', 3],
  ['app-password', 1],
];
const DOMAINS = ['example.com', 'example.org', 'example.net'];
const DISABLED_SHARE = 0.03;
/** One user of so many has another mode than the usual one of the method. */
const RARE_MODE = 8;

const digits = (number: number, length: number) => String(number).padStart(length, '0');

const PHONES: readonly ((number: number) => { countryCode: string; phone: string })[] = [
  (number) => ({ countryCode: '1', phone: `202-555-01${digits(number % 100, 2)}` }),
  (number) => ({ countryCode: '31', phone: `6 0000 ${digits(number % 10_000, 4)}` }),
  (number) => ({ countryCode: '44', phone: `7700 900${digits(number % 1000, 3)}` }),
];

/** As people write them: the number alone, behind a menu, or told to a person. */
function extensionOf(number: number): string {
  const extension = digits(number, 3);
  if (number % 5 === 0) return `2,${extension}`;
  return number % 11 === 0 ? `@${extension}` : extension;
}

/** Users demo0001, demo0002 ... in this order. */
export function makeDemoUsers(dice: Dice, count: number): UserFields[] {
  const seen = new Map<Method, number>();
  // Each mode once, so that a small demo has them all; then mostly the first one.
  const modeOf = (method: Method): Mode => {
    const count = seen.get(method) ?? 0;
    seen.set(method, count + 1);
    const modes = METHOD_MODES[method];
    const turn = count < modes.length ? count : count % RARE_MODE === 0 ? count / RARE_MODE : 0;
    return modes[turn % modes.length] ?? 'standard';
  };
  const width = Math.max(4, String(count).length);
  return Array.from({ length: count }, (_, index) => {
    const username = `demo${digits(index + 1, width)}`;
    const method = dice.weighted(METHODS_OF_USERS);
    const hasBackup = dice.chance(0.15);
    const backup = hasBackup ? dice.pick(PHONES)(dice.below(10_000)) : { countryCode: '', phone: '' };
    return userFieldsSchema.parse({
      username,
      firstName: 'Demo',
      lastName: `${dice.pick(TREES)} ${dice.pick(MINERALS)}`,
      email: `${username}@${dice.pick(DOMAINS)}`,
      userGroup: dice.weighted(DEMO_GROUPS),
      ...dice.pick(PHONES)(index),
      extension: method === 'phone-call' && dice.chance(0.3) ? extensionOf(dice.below(1000)) : '',
      backupCountryCode: backup.countryCode,
      backupPhone: backup.phone,
      method,
      mode: modeOf(method),
      tags: TAGS.filter(([, share]) => dice.chance(share)).map(([name]) => name),
      isEnabled: !dice.chance(DISABLED_SHARE),
    });
  });
}
