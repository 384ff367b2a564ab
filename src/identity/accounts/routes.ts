import { isLocal } from '../../http/client-address.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import type { OwnAccount } from './own-account.ts';
import { presentAccount, presentSignedUp } from './presenter.ts';
import * as schema from './schema.ts';
import type { SignUp } from './sign-up.ts';

const tag = 'Accounts';

/** The HTTP surface of signing up and of one's own account. */
export function accountRoutes(signUp: SignUp, ownAccount: OwnAccount): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/setup',
      operationId: 'getSetup',
      tag,
      summary: 'Show whether one may sign up',
      description:
        'For whoever has no account yet: whether theirs is the first, and what it takes.',
      access: 'anybody',
      answers: { 200: schema.setupAnswer },
      handle: async ({ address, header }) => {
        const unclaimed = await signUp.isUnclaimed();
        const local = isLocal({ peer: address, header });
        const open = unclaimed || signUp.isOpen;
        return { status: 200, body: { open, unclaimed, codeNeeded: unclaimed && !local } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts',
      operationId: 'signUp',
      tag,
      summary: 'Sign up',
      description:
        'The first account is active and administrator; it is made from the machine itself, or ' +
        'with the code that the start prints. Later ones wait until an administrator approves ' +
        'them, 14 days at most. The answer shows the secret of a first token, this once: it may ' +
        'read and lives three months, and is an account’s token like any other.',
      access: 'anybody',
      body: { kind: 'json', schema: schema.signUpBody },
      answers: { 201: schema.signedUpAnswer },
      problems: ['sign-up-closed', 'name-taken', 'limit-reached', 'too-many-requests'],
      showsSecret: true,
      handle: async ({ body, address, header, note }) => {
        const local = isLocal({ peer: address, header });
        const signedUp = await signUp.signUp({ ...body, code: body.code ?? null, local });
        note({ account: signedUp.account });
        return { status: 201, body: presentSignedUp(signedUp) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/account',
      operationId: 'getAccount',
      tag,
      summary: 'Show one’s own account',
      access: 'session',
      answers: { 200: schema.accountAnswer },
      handle: async ({ actor }) => {
        return { status: 200, body: presentAccount(await ownAccount.get(actor)) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/account',
      operationId: 'changeAccount',
      tag,
      summary: 'Change one’s e-mail address or password',
      description: 'A new password needs the current one, and closes all other sessions.',
      access: 'session',
      body: { kind: 'json', schema: schema.changeAccountBody },
      answers: { 200: schema.accountAnswer },
      problems: ['password-wrong', 'name-taken', 'too-many-requests'],
      handle: async ({ actor, body, address }) => {
        return { status: 200, body: presentAccount(await ownAccount.change(actor, body, address)) };
      },
    }),
  ];
}
