/** Secrets in the inputs of named writes are sealed here, before they leave the main thread. */
import type { SecretBox } from '../../adapters/secret-box.ts';
import type { Random } from '../../engine/ports.ts';
import type { Writes } from '../port.ts';
import { gatewayInboundContext, gatewayPasswordContext } from './gateways.ts';
import { operatorSeedContext } from './operator-tokens.ts';
import { type SealedSharedSecret, sharedSecretContext } from './radius-clients.ts';
import { seedContext } from './token-rows.ts';
import { trunkPasswordContext } from './trunks.ts';
import type { SealedInput } from './writes.ts';

const REFERENCE_BYTES = 16;

export function createSealing(box: SecretBox, random: Random) {
  const sealSharedSecret = (sharedSecret: string): SealedSharedSecret => {
    const reference = Buffer.from(random.bytes(REFERENCE_BYTES)).toString('hex');
    const sealed = box.seal(new TextEncoder().encode(sharedSecret), sharedSecretContext(reference));
    return { reference, sealed, length: sharedSecret.length };
  };
  const sealText = (text: string, context: (reference: string) => string) => {
    const reference = Buffer.from(random.bytes(REFERENCE_BYTES)).toString('hex');
    return { reference, sealed: box.seal(new TextEncoder().encode(text), context(reference)) };
  };
  const sealers: { readonly [Name in keyof Writes]?: (input: Writes[Name]['input']) => SealedInput<Name> } = {
    'tokens.add': ({ token, seed }) => ({ token, sealedSeed: box.seal(seed, seedContext(token.serial)) }),
    'operators.set-token': ({ seed, ...input }) => {
      const reference = Buffer.from(random.bytes(REFERENCE_BYTES)).toString('hex');
      return { ...input, reference, sealedSeed: box.seal(seed, operatorSeedContext(reference)) };
    },
    'radius-clients.create': ({ fields, sharedSecret }) => ({ fields, secret: sealSharedSecret(sharedSecret) }),
    'radius-clients.update': ({ id, revision, fields, sharedSecret }) => ({
      id,
      revision,
      fields,
      secret: sharedSecret === undefined ? undefined : sealSharedSecret(sharedSecret),
    }),
    'gateways.create': ({ fields, password }) => ({
      fields,
      password: password === undefined ? undefined : sealText(password, gatewayPasswordContext),
    }),
    'gateways.update': ({ id, revision, fields, password }) => ({
      id,
      revision,
      fields,
      password: password === undefined ? undefined : password === '' ? null : sealText(password, gatewayPasswordContext),
    }),
    'gateways.renew-inbound-secret': ({ id, secret }) => ({ id, secret: sealText(secret, gatewayInboundContext) }),
    'trunks.create': ({ fields, password }) => ({
      fields,
      password: password === undefined ? undefined : sealText(password, trunkPasswordContext),
    }),
    'trunks.update': ({ id, revision, fields, password }) => ({
      id,
      revision,
      fields,
      password: password === undefined ? undefined : password === '' ? null : sealText(password, trunkPasswordContext),
    }),
  };
  return <Name extends keyof Writes>(name: Name, input: Writes[Name]['input']): unknown => {
    const seal = sealers[name] as ((input: Writes[Name]['input']) => unknown) | undefined;
    return seal === undefined ? input : seal(input);
  };
}
