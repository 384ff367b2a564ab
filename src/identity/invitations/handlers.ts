import type { Clock } from '../../base/clock.ts';
import { defineHandler } from '../access/define-handler.ts';
import { presentAccount } from '../accounts/presenter.ts';
import { presentMadeToken } from '../tokens/presenter.ts';
import { reachProblems } from '../tokens/reach.ts';
import type { Invitations } from './invitations.ts';
import { inviteBody, invitedAnswer } from './schema.ts';

/** Accounts that administrators make for others. */
export function invitationHandlers(invitations: Invitations, clock: Clock) {
  return {
    invite: defineHandler({
      operationId: 'inviteAccount',
      tag: 'Accounts',
      summary: 'Make an account for somebody, who chooses a password by a link',
      description:
        'The account is active at once, whether or not anybody may sign up. The answer shows the link, ' +
        'this once, and the secret of the first token where one is wanted. The link works once, for a ' +
        'week; where the server sends mails it goes to the address, too.',
      body: { kind: 'json', schema: inviteBody, size: 'medium' },
      answers: { 201: invitedAnswer },
      problems: [...reachProblems, 'name-taken'],
      showsSecret: true,
      handle: async ({ actor, body, note, serverAddress }) => {
        const { account, link, mailed, token } = await invitations.invite(actor, body);
        note({ object: `accounts/${account.id}` });
        const made = {
          account: presentAccount(account),
          // Behind `#` it is sent to no server and stands in no log.
          link: `${serverAddress()}/reset-password#${link.secret}`,
          expiresAt: link.expiresAt.toISOString(),
          mailed,
          token: token && presentMadeToken(token, clock()),
        };
        return { status: 201, body: made };
      },
    }),
  };
}
