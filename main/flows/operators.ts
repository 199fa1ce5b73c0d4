/** Operators and the first run. */
import { timingSafeEqual } from 'node:crypto';
import type { OperatorId } from '../../shared/ids.ts';
import type { OperatorRole } from '../../shared/roles.ts';
import { appError } from '../engine/app-error.ts';
import type { PasswordHasher } from '../engine/ports.ts';
import type { Store, StoredOperator } from '../store/port.ts';

export type OperatorInput = {
  readonly name: string;
  readonly password: string;
  readonly role: OperatorRole;
  readonly mustChangePassword?: boolean | undefined;
};
export type OperatorChange = {
  readonly id: OperatorId;
  readonly revision: number;
  readonly role: OperatorRole;
  readonly isEnabled: boolean;
};

export interface OperatorFlows {
  isSetupNeeded(): Promise<boolean>;
  /** Printed by the host as long as set-up is needed. */
  readonly setupCode: string;
  /** Throws SETUP_ALREADY_DONE, SETUP_CODE_INVALID, OPERATOR_PASSWORD_WEAK. */
  createFirst(
    setupCode: string,
    input: Pick<OperatorInput, 'name' | 'password'>,
  ): Promise<{ operator: StoredOperator; recoveryPassphrase: string }>;
  add(actor: string, input: OperatorInput): Promise<{ operator: StoredOperator; recoveryPassphrase: string | undefined }>;
  /** Throws OPERATOR_NOT_FOUND, OPERATOR_REVISION_CONFLICT, OPERATOR_LAST_ADMINISTRATOR. */
  update(actor: string, change: OperatorChange): Promise<StoredOperator>;
  /** Throws OPERATOR_NOT_FOUND, OPERATOR_LAST_ADMINISTRATOR. */
  remove(actor: string, id: OperatorId): Promise<void>;
  resetPassword(actor: string, input: Omit<OperatorInput, 'role'>): Promise<void>;
  /** For who has lost the token. Throws OPERATOR_NOT_FOUND. */
  removeSecondFactor(actor: string, id: OperatorId): Promise<StoredOperator>;
}

export type OperatorPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly hasher: PasswordHasher;
  readonly setupCode: string;
  readonly hasPassphrase: () => boolean;
  readonly newPassphrase: (actor: string) => Promise<string>;
};

/** Throws OPERATOR_PASSWORD_WEAK. */
export function checkPassword(name: string, password: string): void {
  const problem = password.toLowerCase().includes(name.toLowerCase())
    ? 'contains-name'
    : new Set(password).size < 5
      ? 'few-different-characters'
      : undefined;
  if (problem !== undefined) throw appError('OPERATOR_PASSWORD_WEAK', { detail: { problem } });
}

function isSameCode(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

export function createOperatorFlows(ports: OperatorPorts): OperatorFlows {
  const { store, hasher } = ports;
  let isFirstBeingMade = false;

  const isSetupNeeded = async () => (await store.read('operators.list', undefined)).length === 0;
  const addOne = async (actor: string, { name, password, role, mustChangePassword = false }: OperatorInput) => {
    checkPassword(name, password);
    return store.write(
      'operators.add',
      { name, role, passwordHash: await hasher.hash(password), mustChangePassword },
      { actor, action: 'operators.add', subject: name, detail: { role } },
    );
  };

  const getOperator = async (id: OperatorId): Promise<StoredOperator> => {
    const found = (await store.read('operators.list', undefined)).find((each) => each.id === id);
    if (found === undefined) throw appError('OPERATOR_NOT_FOUND', { detail: { name: id } });
    return found;
  };

  return {
    isSetupNeeded,
    setupCode: ports.setupCode,
    async createFirst(setupCode, input) {
      // Taken before the first wait: of two at once, one makes the operator.
      if (isFirstBeingMade) throw appError('SETUP_ALREADY_DONE');
      isFirstBeingMade = true;
      try {
        if (!(await isSetupNeeded())) throw appError('SETUP_ALREADY_DONE');
        // People copy the code by hand: Base32 has no case.
        if (!isSameCode(setupCode.trim().toUpperCase(), ports.setupCode)) throw appError('SETUP_CODE_INVALID');
        const operator = await addOne(input.name, { ...input, role: 'administrator' });
        return { operator, recoveryPassphrase: await ports.newPassphrase(input.name) };
      } finally {
        isFirstBeingMade = false;
      }
    },
    async add(actor, input) {
      const operator = await addOne(actor, input);
      return { operator, recoveryPassphrase: ports.hasPassphrase() ? undefined : await ports.newPassphrase(actor) };
    },
    async update(actor, change) {
      const { name, role, isEnabled } = await getOperator(change.id);
      const detail = {
        ...(role === change.role ? {} : { role: { before: role, after: change.role } }),
        ...(isEnabled === change.isEnabled ? {} : { isEnabled: { before: isEnabled, after: change.isEnabled } }),
      };
      return store.write('operators.update', change, { actor, action: 'operators.update', subject: name, detail });
    },
    async remove(actor, id) {
      const { name, role } = await getOperator(id);
      await store.write('operators.delete', { id }, { actor, action: 'operators.delete', subject: name, detail: { role } });
    },
    async removeSecondFactor(actor, id) {
      const { name, hasSecondFactor } = await getOperator(id);
      return store.write(
        'operators.remove-token',
        { id },
        { actor, action: 'operators.remove-second-factor', subject: name, detail: { hadSecondFactor: hasSecondFactor } },
      );
    },
    async resetPassword(actor, { name, password, mustChangePassword = false }) {
      const operator = (await store.read('operators.list', undefined)).find(
        (each) => each.name.toLowerCase() === name.toLowerCase(),
      );
      if (operator === undefined) throw appError('OPERATOR_NOT_FOUND', { detail: { name } });
      checkPassword(operator.name, password);
      const passwordHash = await hasher.hash(password);
      await store.write(
        'operators.set-password',
        { id: operator.id, passwordHash, mustChangePassword },
        {
          actor,
          action: 'operators.reset-password',
          subject: operator.name,
          detail: { password: 'changed', mustChangePassword },
        },
      );
    },
  };
}
