import { referenceTo } from '../base/secret-references.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { presentSecret } from './presenter.ts';
import * as schema from './schema.ts';
import type { AccountSecrets } from './secrets.ts';

const tag = 'Secrets';

export type SecretHandlers = ReturnType<typeof secretHandlers>;

/** For what an account keeps to be filled in in arguments. */
export function secretHandlers(secrets: AccountSecrets) {
  return {
    list: defineHandler({
      operationId: 'listSecrets',
      tag,
      summary: 'List the account’s secrets',
      description: 'Their names, and when they were saved. Nobody is shown a value.',
      answers: { 200: schema.secretList },
      handle: async ({ actor }) => {
        const list = await secrets.list(actor.account.name);
        return { status: 200, body: { data: list.map(presentSecret) } };
      },
    }),
    save: defineHandler({
      operationId: 'saveSecret',
      tag,
      summary: 'Save a secret',
      description:
        `Kept encrypted and never shown again. \`${referenceTo('NAME')}\` in an argument of a ` +
        'unikernel is filled in when its host is told; one that runs has the value from before ' +
        `until it is restarted. \`$${referenceTo('NAME')}\` is that text itself.`,
      params: schema.secretParams,
      body: { kind: 'json', schema: schema.saveSecretBody },
      answers: { 201: schema.secretAnswer, 204: null },
      problems: ['limit-reached'],
      handle: async ({ actor, params: { secret: name }, body: { value } }) => {
        const made = await secrets.save(actor.account, name, value);
        return made ? { status: 201, body: presentSecret(made) } : { status: 204 };
      },
    }),
    remove: defineHandler({
      operationId: 'removeSecret',
      tag,
      summary: 'Remove a secret',
      description:
        'Running unikernels do not change. A request whose arguments refer to it is refused from ' +
        'then on, until it is saved again.',
      params: schema.secretParams,
      answers: { 204: null },
      problems: ['secret-unknown'],
      handle: async ({ actor, params: { secret: name } }) => {
        await secrets.remove(actor.account.name, name);
        return { status: 204 };
      },
    }),
  };
}
