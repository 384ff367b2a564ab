import { z } from 'zod';
import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { isInteractive } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { type AddOptions, newHost } from './new-host.ts';
import { factsOf } from './show.ts';

/** `hosts add`: the host is asked before anything is kept. */
export const addHostCommand = (run: Run) => {
  const command = newCommand('add', {
    summary: 'Add a host, over TLS or SSH',
    description:
      'The host is contacted before anything is saved, and what was found is shown. Over TLS, the CA vouches ' +
      'for the host. Over SSH, a person confirms its host key, in the terminal or with --host-key; --yes does ' +
      'not. Private keys are read from files, and the server stores them sealed.',
    examples: [
      ['fulmar hosts add one 192.0.2.1 --certificate ca.pem --ca-key ca.key', 'over TLS'],
      ['fulmar hosts add one 192.0.2.1 --ssh fulmar --ssh-key id_ed25519', 'over SSH'],
    ],
  })
    .argument('<host>', 'the name to give it')
    .argument('<address>', 'its host name or IP address')
    .option('--certificate <file>', 'the certificate of the host’s CA, or a chain, in PEM')
    .option('--ca-key <file>', 'the key of that CA, in PEM')
    .option(
      '--port <port>',
      'the port of its TLS endpoint (default: 1025) or of its sshd (default: 22)',
      wholeNumber(1),
    )
    .option('--ssh <user>', 'reach it over SSH, as this user')
    .option('--ssh-key <file>', 'the private key to log in with')
    .option('--passphrase-file <file>', 'a file with that key’s passphrase, which is not stored')
    .option('--key-id <id>', 'log in with a key made by `fulmar hosts ssh-key` instead')
    .option('--host-key <fingerprint>', 'the fingerprint of its host key, SHA256:…')
    .option(
      '--sockets <folder>',
      'over SSH: the folder of albatross’s sockets there (default: /run/albatross)',
    )
    .option(
      '--endpoint <port>',
      'over SSH: use its TLS endpoint instead, with --certificate and --ca-key',
      wholeNumber(1),
    )
    .option('--allow-duplicate', 'add it even if its machine is already another host');
  return command.action((name, address, options) =>
    run(command, (context) => addHost(context, { name, address }, options)),
  );
};

type NewHost = Schema['AddHost'];

async function addHost(
  context: Context,
  where: { readonly name: string; readonly address: string },
  options: AddOptions,
): Promise<void> {
  const { out, deps } = context;
  const body = await newHost(where, options);
  const host = await send(context, await context.api(), body);
  out.result(host, () => factsOf(host, deps.now()));
  for (const warning of host.warnings ?? []) out.note(`Warning: ${warning}`);
}

const presented = z.object({
  hostKey: z.string(),
  hostKeyType: z.string(),
  authorizedKeysLine: z.string(),
});

async function send(context: Context, api: Api, body: NewHost): Promise<Schema['Host']> {
  try {
    return await dataOf(api.POST('/api/v1/hosts', { body }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'host-key-unconfirmed') throw error;
    const { hostKey } = await confirmKey(context, body.name, presented.parse(error.facts));
    return await dataOf(api.POST('/api/v1/hosts', { body: { ...body, hostKey } }));
  }
}

/** Has a person say whether this is the host. Throws where nobody can be asked, and `Cancelled`. */
async function confirmKey(
  { out, deps }: Context,
  name: string,
  found: z.output<typeof presented>,
): Promise<z.output<typeof presented>> {
  const { hostKey, hostKeyType, authorizedKeysLine } = found;
  out.note(`${name} presents the host key ${hostKey} (${hostKeyType}).`);
  out.note('Compare it with what `ssh-keygen -l -f` prints for its public key on the host itself.');
  out.note(`The user’s authorized_keys there must contain:\n${authorizedKeysLine}`);
  if (!isInteractive(deps)) {
    throw new CommandError(`Nobody can be asked here: add --host-key ${hostKey} to trust it.`);
  }
  await confirm(deps, `Is this the host key of ${name}?`, false);
  return found;
}
