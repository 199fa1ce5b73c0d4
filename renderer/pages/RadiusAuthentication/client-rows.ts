/** Clients joined with what they really do; search, filter and order. Pure: the whole list is in the page. */
import type { RadiusActivity, RadiusClient } from '../../../shared/schemas/radius.ts';
import { isShortSecret } from '../../parts/radius/shared-secret.ts';
import type { CLIENT_ISSUES, CLIENT_SORTS } from './search.ts';

export type ClientRow = { readonly client: RadiusClient; readonly activity: RadiusActivity | undefined };
export type ClientIssue = (typeof CLIENT_ISSUES)[number];
export type ClientSort = (typeof CLIENT_SORTS)[number];

export function joinActivity(clients: readonly RadiusClient[], activities: readonly RadiusActivity[]): readonly ClientRow[] {
  const byId = new Map(activities.map((activity) => [activity.clientId, activity]));
  return clients.map((client) => ({ client, activity: byId.get(client.id) }));
}

export function hasIssue(client: RadiusClient, issue: ClientIssue): boolean {
  if (issue === 'disabled') return !client.isEnabled;
  if (issue === 'unprotected') return !client.requiresMessageAuthenticator;
  return isShortSecret(client.sharedSecretLength);
}

/** The name that log and reports use. */
export function applicationOf(client: RadiusClient): string {
  return client.applicationName === '' ? client.name : client.applicationName;
}

export function selectRows(
  rows: readonly ClientRow[],
  filter: {
    readonly search: string;
    readonly issue?: ClientIssue | undefined;
    readonly sort: ClientSort;
    readonly direction: 'asc' | 'desc';
  },
): readonly ClientRow[] {
  const words = filter.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ client }: ClientRow) => {
    const text = `${client.name} ${client.address} ${client.applicationName}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word)) && (filter.issue === undefined || hasIssue(client, filter.issue));
  };
  const sign = filter.direction === 'asc' ? 1 : -1;
  return rows.filter(matches).toSorted((a, b) => sign * compare(a, b, filter.sort) || a.client.id - b.client.id);
}

function compare(a: ClientRow, b: ClientRow, sort: ClientSort): number {
  if (sort === 'lastRequest') return (a.activity?.lastRequestAt ?? 0) - (b.activity?.lastRequestAt ?? 0);
  const text = ({ client }: ClientRow) =>
    sort === 'name' ? client.name : sort === 'address' ? client.address : applicationOf(client);
  return text(a).localeCompare(text(b), undefined, { numeric: true });
}

export type MessageAuthenticatorState = 'required' | 'required-not-sent' | 'optional' | 'optional-sent';

export function messageAuthenticatorState({ client, activity }: ClientRow): MessageAuthenticatorState {
  const isSent = activity?.sendsMessageAuthenticator;
  if (client.requiresMessageAuthenticator) return isSent === false ? 'required-not-sent' : 'required';
  return isSent === true ? 'optional-sent' : 'optional';
}
