import { isLocalAlone } from '../../http/client-address.ts';
import { defineHandler, defineOpenHandler } from '../access/define-handler.ts';
import type { OwnAccount } from './own-account.ts';
import { presentAccount, presentSignedUp } from './presenter.ts';
import * as schema from './schema.ts';
import type { SignUp } from './sign-up.ts';

const tag = 'Accounts';

/** Signing up, and one's own account. */
export function accountHandlers(signUp: SignUp, ownAccount: OwnAccount) {
  return {
    setup: defineOpenHandler({
      operationId: 'getSetup',
      tag,
      summary: 'Show whether one may sign up',
      description:
        'For whoever has no account yet: whether theirs is the first, and what it takes.',
      answers: { 200: schema.setupAnswer },
      knownHostOnly: true,
      handle: async ({ address, header, serverAddress }) => {
        const unclaimed = await signUp.isUnclaimed();
        const local = isLocalAlone({ peer: address, header }, serverAddress());
        const open = unclaimed || signUp.isOpen;
        const mail = signUp.sendsMail;
        return { status: 200, body: { open, unclaimed, codeNeeded: unclaimed && !local, mail } };
      },
    }),
    signUp: defineOpenHandler({
      operationId: 'signUp',
      tag,
      summary: 'Sign up',
      description:
        'The first account is active and administrator; it is created from the machine itself, ' +
        'if the server has no public address (FULMAR_URL), or with the code that the server prints when it starts. Later ones wait until an administrator approves ' +
        'them, 14 days at most. The answer shows the secret of a first token, this once: it may ' +
        'read and lives three months, and is an account’s token like any other. Where the server sends ' +
        'mails, the answer is the same for an address that an account has: its owner gets a mail.',
      body: { kind: 'json', schema: schema.signUpBody },
      answers: { 201: schema.signedUpAnswer },
      problems: ['sign-up-closed', 'name-taken', 'limit-reached', 'too-many-requests'],
      showsSecret: true,
      knownHostOnly: true,
      handle: async ({ body, address, header, serverAddress, note }) => {
        const local = isLocalAlone({ peer: address, header }, serverAddress());
        const signedUp = await signUp.signUp({ ...body, code: body.code ?? null, local, address });
        note({ account: signedUp.account });
        return { status: 201, body: presentSignedUp(signedUp) };
      },
    }),
    get: defineHandler({
      operationId: 'getAccount',
      tag,
      summary: 'Show one’s own account',
      answers: { 200: schema.accountAnswer },
      handle: async ({ actor }) => {
        return { status: 200, body: presentAccount(await ownAccount.get(actor)) };
      },
    }),
    change: defineHandler({
      operationId: 'changeAccount',
      tag,
      summary: 'Change one’s e-mail address, password, or the key of one’s images',
      description:
        'Needs the current password: whoever has only a session must not take the account. A new ' +
        'password closes all other sessions.',
      body: { kind: 'json', schema: schema.changeAccountBody },
      answers: { 200: schema.accountAnswer },
      problems: ['password-wrong', 'name-taken', 'too-many-requests'],
      handle: async ({ actor, body, address }) => {
        return { status: 200, body: presentAccount(await ownAccount.change(actor, body, address)) };
      },
    }),
  };
}
