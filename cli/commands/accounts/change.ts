import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import { safeText } from '../../output/safe-text.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

const accountsArgument = ['<accounts...>', 'their names'] as const;

/** `accounts approve`: those that wait. */
export const approveCommand = (run: Run) => {
  const command = newCommand('approve', {
    summary: 'Approve accounts that wait for it',
    description: 'Each account is a case of its own; it fails where one was not approved.',
    examples: [['fulmar accounts approve alice bob', 'both; they are told where mails are sent']],
  }).argument(...accountsArgument);
  return command.action((names) => run(command, (context) => changeAll(context, names, approval)));
};

/** `accounts resume`: those that are suspended. */
export const resumeCommand = (run: Run) => {
  const command = newCommand('resume', {
    summary: 'Make suspended accounts active again',
    description:
      'Each account is a case of its own. An administrator is made active again on the page Accounts only.',
  }).argument(...accountsArgument);
  return command.action((names) =>
    run(command, (context) => changeAll(context, names, resumption)),
  );
};

/** `accounts suspend`. */
export const suspendCommand = (run: Run) => {
  const command = newCommand('suspend', {
    summary: 'Suspend accounts: their sessions end, and their tokens are refused',
    description:
      'Their unikernels run on, and are neither kept running nor checked. Asks; a script says --yes.',
    examples: [['fulmar accounts suspend bob --reason "has left"', 'bob is told the reason']],
  })
    .argument(...accountsArgument)
    .option('--reason <text>', 'why; their owners are told');
  return command.action((names, { reason }) =>
    run(command, async (context) => {
      const asked = `Suspend ${names.join(', ')}?`;
      await confirm(context.deps, asked, context.yes);
      const body = { active: false, ...(reason !== undefined && { reason }) };
      await changeAll(context, names, { body, done: 'Suspended', against: () => null });
    }),
  );
};

type Account = Schema['Account'];
type Changed = Schema['ChangedUser'];

const linkAdvice =
  'Make it on the page Accounts (Link for a new password), or on the server with fulmar admin reset-password NAME.';

/** The server takes both for one change; whoever approves does not mean to end a suspension. */
const approval: Change = {
  body: { active: true },
  done: 'Approved',
  against: ({ approvedAt }) => (approvedAt === null ? null : 'it does not wait for approval.'),
};

const resumption: Change = {
  body: { active: true },
  done: 'Resumed',
  against: ({ approvedAt, active }) =>
    approvedAt === null || active ? 'it is not suspended.' : null,
};

/** What is to become of accounts. */
interface Change {
  readonly body: Schema['ChangeUser'];
  /** Said of each that was changed. */
  readonly done: string;
  /** Why this is not for an account; null: it is. */
  readonly against: (account: Account) => string | null;
}

/** Changes one after another; throws at the end where one of them was not changed. */
async function changeAll(
  { api, out }: Context,
  names: readonly string[],
  change: Change,
): Promise<void> {
  const client = await api();
  const changed: Changed[] = [];
  for (const name of names) {
    const answer = await changeOne(client, name, change);
    if (typeof answer === 'string') out.note(`${safeText(name)}: ${answer}`);
    else changed.push(answer);
  }
  out.result(changed, () => changed.map(({ name }) => `${change.done} ${name}.`).join('\n'));
  for (const { name, needsPassword } of changed) {
    if (needsPassword)
      out.note(`${name} has no password yet and needs a link to set one. ${linkAdvice}`);
  }
  if (changed.length === names.length) return;
  throw new CommandError(`${names.length - changed.length} of ${names.length} stay as they were.`);
}

/** Gives why this one was not changed; what would be so for all of them is thrown. */
async function changeOne(
  api: Api,
  name: string,
  { body, against }: Change,
): Promise<Changed | string> {
  const params = { path: { account: name } };
  try {
    const reason = against(await dataOf(api.GET('/api/v1/accounts/{account}', { params })));
    return reason ?? (await dataOf(api.PATCH('/api/v1/accounts/{account}', { params, body })));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 401) throw error;
    return error.message;
  }
}
