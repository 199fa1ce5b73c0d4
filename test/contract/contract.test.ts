/** Every procedure of the contract over every pipe: a bad request, no session, too low a role, and a good call. */
import { type AnyContractProcedure, getEventIteratorSchemaDetails, isContractProcedure, ORPCError } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { contract } from '../../shared/contract/index.ts';
import type { ProcedureMeta } from '../../shared/contract/procedure.ts';
import { isPermitted, OPERATOR_ROLES, type OperatorRole } from '../../shared/roles.ts';
import { type ContractClient, openHttp, openInProcess, openMessagePort, openSocket, openWebSocket, type Pipe } from './pipes.ts';
import { OPERATOR_PASSWORD, type ProcedurePath, PUT_IN, ROWS, type Row } from './rows.ts';

const PROCEDURES = Object.entries(contract).flatMap(([area, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => ({ path: `${area}.${name}`, procedure: procedure as unknown })),
);
const NAMES: Readonly<Record<OperatorRole, string>> = { administrator: 'Alice', 'help-desk': 'Harry', auditor: 'Audrey' };

/** What came back: the output, or the error as it crossed the pipe. */
type Answer = { readonly output: unknown } | { readonly code: string; readonly detail: unknown };

/** Takes the first event of a stream, everything of anything else. */
async function settle(output: unknown): Promise<unknown> {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output;
  for await (const event of output as AsyncIterable<unknown>) return event;
  return undefined;
}

async function call(client: ContractClient, path: string, input: unknown): Promise<Answer> {
  const [area = '', name = ''] = path.split('.');
  const areas = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    return { output: await settle(await areas[area]?.[name]?.(input)) };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    return { code: error.code, detail: error.data };
  }
}

function outputSchemaOf(procedure: AnyContractProcedure): z.ZodType {
  const schema = procedure['~orpc'].outputSchema;
  return (getEventIteratorSchemaDetails(schema)?.yields ?? schema) as z.ZodType;
}

it('has a row for each procedure of the contract, and none for another', () => {
  expect(PROCEDURES.filter(({ procedure }) => !isContractProcedure(procedure))).toEqual([]);
  expect(Object.keys(ROWS).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort());
});

const PIPES = { 'in process': openInProcess, HTTP: openHttp, WebSocket: openWebSocket, MessagePort: openMessagePort };

describe.each(Object.entries(PIPES))('the contract, %s', (name, openPipe) => {
  let pipe: Pipe;
  let firstRun: unknown;
  let consoles: Record<OperatorRole, ContractClient>;
  const answers: string[] = [];
  const ask = async (client: ContractClient, path: string, input: unknown): Promise<Answer> => {
    const answer = await call(client, path, input);
    answers.push(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };

  beforeAll(async () => {
    pipe = await openPipe();
    const first = pipe.openForSetup();
    firstRun = await first.setup.createFirstOperator({
      setupCode: pipe.setupCode,
      name: NAMES.administrator,
      password: OPERATOR_PASSWORD,
    });
    for (const role of ['help-desk', 'auditor'] as const) {
      await first.operators.add({ name: NAMES[role], password: OPERATOR_PASSWORD, role });
    }
    const open = (role: OperatorRole) => pipe.open({ name: NAMES[role], password: OPERATOR_PASSWORD });
    consoles = {
      administrator: await open('administrator'),
      'help-desk': await open('help-desk'),
      auditor: await open('auditor'),
    };
  });
  afterAll(() => pipe?.close());

  describe.each(PROCEDURES)('$path', ({ path, procedure }) => {
    if (!isContractProcedure(procedure)) throw new TypeError(`${path} is no procedure`);
    const { inputSchema } = procedure['~orpc'];
    const meta = procedure['~orpc'].meta as ProcedureMeta;
    const row: Row<unknown> | undefined = ROWS[path as ProcedurePath];
    const allowed = OPERATOR_ROLES.filter((role) => isPermitted(role, meta.permission));
    const refused = OPERATOR_ROLES.filter((role) => !allowed.includes(role));

    if (inputSchema !== undefined)
      it('refuses a bad request, and says where it is wrong', async () => {
        expect(row?.bad, 'the row has no bad input').toBeDefined();
        for (const input of [row?.bad, 'not an object']) {
          const answer = await ask(consoles.administrator, path, input);
          expect(answer).toMatchObject({
            code: 'BAD_REQUEST',
            detail: { path: expect.any(String), problem: expect.any(String) },
          });
        }
      });

    if (meta.permission !== 'public' && name !== 'WebSocket')
      it('wants a session before it looks at the request', async () => {
        const client = pipe.openSignedOut();
        if (client === undefined) throw new TypeError('this pipe opens without a session');
        expect(await ask(client, path, row?.bad)).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
      });

    if (refused.length > 0)
      it(`refuses ${refused.join(' and ')} before it looks at the request`, async () => {
        for (const role of refused) {
          const answer = await ask(consoles[role], path, row?.bad);
          expect(answer, role).toMatchObject({ code: 'ROLE_INSUFFICIENT', detail: { required: allowed.join(', ') } });
        }
      });

    it.each(meta.permission === 'public' ? (['administrator'] as const) : allowed)(
      'answers a good request of role %s as the contract says',
      async (role) => {
        const world = {
          pipe,
          admin: consoles.administrator,
          role,
          auditor: { name: NAMES.auditor, password: OPERATOR_PASSWORD },
        };
        const output = row?.isFirstRun ? firstRun : await goodCall(world, role);
        expect(outputSchemaOf(procedure).safeParse(output)).toMatchObject({ success: true });
      },
    );

    async function goodCall(world: Parameters<Row<unknown>['good']>[0], role: OperatorRole): Promise<unknown> {
      const own = () => pipe.open({ name: NAMES[role], password: OPERATOR_PASSWORD });
      const console =
        meta.permission !== 'public'
          ? consoles[role]
          : (pipe.openSignedOut() ?? (row?.changesSession ? await own() : consoles.administrator));
      const input = await row?.good(world);
      const given = await row?.console?.(world);
      const answer = await ask(given ?? (row?.changesSession ? await own() : console), path, input);
      expect(answer).not.toHaveProperty('code');
      return 'output' in answer ? answer.output : undefined;
    }
  });

  it('never answers with a seed, a shared secret or a password that was put in', async () => {
    const { administrator } = consoles;
    for (const path of [
      'audit.list',
      'users.list',
      'tokens.list',
      'radiusClients.list',
      'radiusClients.activity',
      'attempts.list',
    ]) {
      await ask(administrator, path, path.startsWith('radiusClients') ? {} : { limit: 1000 });
    }
    expect(answers.length).toBeGreaterThan(PROCEDURES.length);
    const leaks = answers.filter((answer) => PUT_IN.some((secret) => answer.includes(secret)));
    expect(leaks).toEqual([]);
  });

  it('logged nothing as broken', () => {
    expect(pipe.errors).toEqual([]);
  });
});

describe('the socket of the headless host', () => {
  it('is not opened without a session', async () => {
    const pipe = await openWebSocket();
    try {
      await expect(openSocket(pipe.address, {})).rejects.toThrow('401');
      await expect(openSocket(pipe.address, { cookie: 'countersign-1=made-up' })).rejects.toThrow('401');
      await expect(openSocket(pipe.address, { authorization: 'Bearer made-up' })).rejects.toThrow('401');
      await expect(openSocket(pipe.address, { origin: 'http://elsewhere.test' })).rejects.toThrow('403');
    } finally {
      await pipe.close();
    }
  });
});
