import { Option } from '@commander-js/extra-typings';
import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { scopes } from '../tokens/create.ts';

/** `accounts invite`: what is handed on is all that goes to standard output. */
export const inviteCommand = (run: Run) => {
  const command = newCommand('invite', {
    summary: 'Make an account for somebody, who chooses a password by a link',
    description:
      'The link is shown this once, and works once; where the server sends mails it is sent, too.',
    examples: [
      ['fulmar accounts invite bob bob@example.org', 'prints the link'],
      [
        'fulmar accounts invite ci ci@example.org --scope unikernels:write',
        'and below it the secret of a first token',
      ],
    ],
  })
    .argument('<name>', 'also the domain on every host; it never changes')
    .argument('<e-mail>', 'the address')
    .addOption(new Option('--scope <scopes...>', 'what a first token may do').choices(scopes));
  return command.action((name, email, { scope }) =>
    run(command, (context) =>
      invite(context, { name, email, ...(scope && { token: { name: 'first', scopes: scope } }) }),
    ),
  );
};

async function invite({ api, out }: Context, body: Schema['InviteAccount']): Promise<void> {
  const invited = await dataOf((await api()).POST('/api/v1/invitations', { body }));
  const { account, link, expiresAt, mailed, token } = invited;
  if (!out.json) {
    const sent = mailed ? ' It was sent to the address, too.' : '';
    out.note(
      `Hand this link to ${account.name} in a safe way; it works until ${expiresAt}.${sent}`,
    );
    if (token) out.note('The line below it is the secret of the first token, shown this once.');
  }
  out.result(invited, () => [link, ...(token ? [token.secret] : [])].join('\n'));
}
