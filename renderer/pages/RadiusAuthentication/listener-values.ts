/** Listeners as the form edits them, what it refuses, and which state belongs to which row. Pure. */
import i18next from 'i18next';
import { type RadiusListeners, radiusListenersSchema } from '../../../shared/schemas/radius.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { validateWith } from '../../parts/validate-with.ts';

export type ListenerState = OutputOf<'radiusListeners.get'>['states'][number];
/** Number fields are empty text while nothing is typed. */
export type ListenerRow = {
  /** Tells the rows apart while they are added and removed. */
  readonly key: string;
  readonly address: string;
  readonly port: number | string;
  readonly isEnabled: boolean;
};
export type ListenerValues = { readonly listeners: readonly ListenerRow[]; readonly rejectDelaySeconds: number | string };

export function toListenerValues(value: RadiusListeners): ListenerValues {
  return {
    listeners: value.listeners.map((listener, index) => ({ key: `stored-${index}`, ...listener })),
    rejectDelaySeconds: value.rejectDelaySeconds,
  };
}

/** What is sent; only of values that passed `validateListeners`. */
export function toListeners(values: ListenerValues): RadiusListeners {
  return radiusListenersSchema.parse(withoutKeys(values));
}

function withoutKeys({ listeners, rejectDelaySeconds }: ListenerValues) {
  return {
    listeners: listeners.map(({ address, port, isEnabled }) => ({ address: address.trim(), port, isEnabled })),
    rejectDelaySeconds,
  };
}

export function validateListeners(values: ListenerValues): Record<string, string> {
  const t = i18next.getFixedT(null, 'radius');
  const errors = validateWith<object>(radiusListenersSchema)(withoutKeys(values));
  const seen = new Set<string>();
  values.listeners.forEach(({ address, port }, index) => {
    const pair = `${address.trim().toLowerCase()} ${port}`;
    if (seen.has(pair)) errors[`listeners.${index}.address`] ??= t('listeners.twice');
    seen.add(pair);
    // 0 is for tests of the program: the system would choose a port that no device knows.
    if (port === 0) errors[`listeners.${index}.port`] = t('listeners.portZero');
  });
  return errors;
}

export type RowState =
  | { readonly kind: 'off' }
  /** Added or changed here: the engine does not know it yet. */
  | { readonly kind: 'unsaved' }
  /** Saved, and not served: the server was started with a port of its own. */
  | { readonly kind: 'not-used' }
  | ({ readonly kind: 'listening' | 'down' } & ListenerState);

export function stateOf(stored: RadiusListeners, states: readonly ListenerState[], row: ListenerRow): RowState {
  if (!row.isEnabled) return { kind: 'off' };
  const isSame = (other: { address: string; port: number }) => other.address === row.address && other.port === row.port;
  const isStored = stored.listeners.some((listener) => listener.isEnabled && isSame(listener));
  if (!isStored) return { kind: 'unsaved' };
  const state = states.find(isSame) ?? (row.port === 0 ? states.find(({ address }) => address === row.address) : undefined);
  if (state === undefined) return { kind: 'not-used' };
  return { ...state, kind: state.isListening ? 'listening' : 'down' };
}

/** What is served and not in the settings: ports given at the start of the server. */
export function statesBeside(stored: RadiusListeners, states: readonly ListenerState[]): readonly ListenerState[] {
  return states.filter(
    (state) =>
      !stored.listeners.some(
        ({ address, port, isEnabled }) => isEnabled && address === state.address && (port === state.port || port === 0),
      ),
  );
}
