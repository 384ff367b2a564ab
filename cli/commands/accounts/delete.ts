import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import { counted } from '../../output/counted.ts';
import { holdingWords } from '../../output/holding-words.ts';
import { safeText } from '../../output/safe-text.ts';
import { list } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

type Holdings = Schema['Holdings'];

const kinds = {
  tokens: 'tokens',
  trusts: 'trusts',
  secrets: 'secrets',
  externalCredentials: 'external credentials',
  channels: 'notification channels',
  emailLinks: 'links that prove an address',
  ...holdingWords,
} satisfies Record<keyof Holdings['counts'], string>;

/** `accounts delete`: after it was said what ends with it. */
export const deleteAccountCommand = (run: Run) => {
  const command = newCommand('delete', {
    summary: 'Delete an account, its sessions and its tokens',
    description:
      'Refused if anything of the account is known on a host, or if a host on which it has a policy does not ' +
      'answer, unless --destroy is given; its volumes stay even then. If a unikernel was not destroyed, the ' +
      'account is deleted all the same, and the command fails. Says what ends with the account, and asks; a ' +
      'script says --yes.',
  })
    .alias('rm')
    .argument('<account>', 'its name')
    .option('--destroy', 'destroy its unikernels');
  return command.action((name, { destroy = false }) =>
    run(command, (context) => remove(context, name, destroy)),
  );
};

async function remove(context: Context, account: string, destroy: boolean): Promise<void> {
  const { out, deps, yes } = context;
  const api = await context.api();
  await tellHoldings(context, api, account, destroy);
  await confirm(deps, `Delete the account ${account}?`, yes);
  const params = { path: { account }, query: destroy ? { destroy: 'true' as const } : {} };
  const left = await dataOf(api.DELETE('/api/v1/accounts/{account}', { params }));
  for (const { host, detail } of left.errors) out.note(`${host}: ${safeText(detail)}`);
  const running = left.unikernels.filter(({ destroyed }) => !destroyed);
  for (const { host, name } of running) out.note(`${host}/${name} is still running.`);
  out.result({ deleted: account, ...left }, () => `Deleted ${account}.`);
  if (!destroy || (left.errors.length === 0 && running.length === 0)) return;
  throw new CommandError(`Some unikernels of ${account} may not have been destroyed.`);
}

async function tellHoldings({ out }: Context, api: Api, account: string, destroy: boolean) {
  const params = { path: { account } };
  const holdings = await dataOf(api.GET('/api/v1/accounts/{account}/holdings', { params }));
  const { counts, unikernels, volumes, errors } = holdings;
  out.note(`What ends with ${account}: ${list(counted(counts, kinds)) ?? 'nothing'}.`);
  for (const { host, detail } of errors) {
    out.note(`What it has on ${host} is not known: ${safeText(detail)}`);
  }
  if (errors.length > 0) {
    out.note(
      destroy
        ? 'Its unikernels there keep running, and its volumes stay.'
        : 'Therefore it is not deleted without --destroy.',
    );
  }
  const fate = destroy ? 'is destroyed' : 'keeps it from being deleted without --destroy';
  for (const { host, name } of unikernels) out.note(`The unikernel ${host}/${name} ${fate}.`);
  for (const { host, name, size } of volumes) {
    out.note(`The volume ${host}/${name} (${size} MiB) ${destroy ? 'stays' : fate}.`);
  }
}
