/** Operators and the first run. */
import { timingSafeEqual } from 'node:crypto';
import type { OperatorRole } from '../../shared/roles.ts';
import { appError } from '../engine/app-error.ts';
import type { PasswordHasher } from '../engine/ports.ts';
import type { Store, StoredOperator } from '../store/port.ts';

export type OperatorInput = { readonly name: string; readonly password: string; readonly role: OperatorRole };

export interface OperatorFlows {
  isSetupNeeded(): Promise<boolean>;
  /** Printed by the host as long as set-up is needed. */
  readonly setupCode: string;
  /** Throws SETUP_ALREADY_DONE, SETUP_CODE_INVALID, OPERATOR_PASSWORD_WEAK. */
  createFirst(
    setupCode: string,
    input: Omit<OperatorInput, 'role'>,
  ): Promise<{ operator: StoredOperator; recoveryPassphrase: string }>;
  add(actor: string, input: OperatorInput): Promise<{ operator: StoredOperator; recoveryPassphrase: string | undefined }>;
  resetPassword(actor: string, input: { readonly name: string; readonly password: string }): Promise<void>;
}

export type OperatorPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly hasher: PasswordHasher;
  readonly setupCode: string;
  readonly hasPassphrase: () => boolean;
  readonly newPassphrase: (actor: string) => Promise<string>;
};

function checkPassword(name: string, password: string): void {
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
  const addOne = async (actor: string, { name, password, role }: OperatorInput) => {
    checkPassword(name, password);
    return store.write(
      'operators.add',
      { name, role, passwordHash: await hasher.hash(password) },
      { actor, action: 'operators.add', subject: name, detail: { role } },
    );
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
    async resetPassword(actor, { name, password }) {
      const operator = (await store.read('operators.list', undefined)).find(
        (each) => each.name.toLowerCase() === name.toLowerCase(),
      );
      if (operator === undefined) throw appError('OPERATOR_NOT_FOUND', { detail: { name } });
      checkPassword(operator.name, password);
      const passwordHash = await hasher.hash(password);
      await store.write(
        'operators.set-password',
        { id: operator.id, passwordHash },
        { actor, action: 'operators.reset-password', subject: operator.name, detail: { password: 'changed' } },
      );
    },
  };
}
