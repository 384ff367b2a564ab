import { Option } from '@commander-js/extra-typings';
import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { oneMore, wholeNumber } from '../option-values.ts';

type CreateToken = Schema['CreateToken'];
type Scope = CreateToken['scopes'][number];

/** Every scope that a server has. */
export const scopes = [
  'unikernels:read',
  'unikernels:write',
  'consoles:read',
  'volumes:read',
  'volumes:write',
  'secrets:read',
  'secrets:write',
  'tokens:read',
  'tokens:write',
  'hosts:read',
  'events:read',
  'notifications:read',
  'notifications:write',
  'metrics:read',
  'admin',
] as const satisfies readonly Scope[];

const lifetimes = ['1 month', '3 months', '6 months', '1 year', '2 years'] as const;

/** `tokens create`: the secret is all that goes to standard output. */
export const createTokenCommand = (run: Run) => {
  const command = newCommand('create', {
    summary: 'Create a token, and print it this once',
    examples: [
      [
        'fulmar tokens create ci --scope unikernels:write --host one --for "web-*" --expires "1 year"',
        'deploys on one host, under such names, for a year',
      ],
    ],
  })
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--scope <scopes...>', 'what it may do').choices(scopes).makeOptionMandatory(),
    )
    .option('--description <text>', 'what more there is to know of it')
    .option('--host <host>', 'only on this host', oneMore)
    .option('--for <names>', 'only for such names, as web-*', oneMore)
    .option('--address <network>', 'only from there, as 192.0.2.0/24', oneMore)
    .addOption(new Option('--expires <time>', 'when it ends (default: never)').choices(lifetimes))
    .option('--hourly-limit <count>', 'requests an hour (default: 1000)', wholeNumber(1));
  return command.action(
    (name, { scope, description, host, address, expires, hourlyLimit, ...options }) =>
      run(command, (context) =>
        create(context, {
          ...{ name, scopes: scope, hosts: host ?? null, names: options.for ?? null },
          addresses: address ?? null,
          description: description ?? null,
          ...(expires && { expiresIn: expires }),
          ...(hourlyLimit !== undefined && { hourlyLimit }),
        }),
      ),
  );
};

async function create({ api, out }: Context, body: CreateToken): Promise<void> {
  const token = await dataOf((await api()).POST('/api/v1/tokens', { body }));
  if (!out.json) out.note(`Created the token ${token.name}. It is shown this once:`);
  out.result(token, () => token.secret);
  for (const warning of token.warnings ?? []) out.note(warning);
}
