import { defineHandler, defineOpenHandler } from '../access/define-handler.ts';
import { presentAccount } from '../accounts/presenter.ts';
import { accountAnswer } from '../accounts/schema.ts';
import { cookiesNamed } from '../credentials/cookies.ts';
import { closingCookie, deviceCookie, introducingCookie, openingCookie } from './cookie.ts';
import { presentSession } from './presenter.ts';
import * as schema from './schema.ts';
import type { Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

const tag = 'Sessions';

/** Signing in and out. */
export function sessionHandlers(signIn: SignIn, sessions: Sessions) {
  return { ...ownSession(signIn, sessions), ...allSessions(sessions) };
}

function ownSession(signIn: SignIn, sessions: Sessions) {
  return {
    signIn: defineOpenHandler({
      operationId: 'signIn',
      tag,
      summary: 'Sign in',
      description:
        'Sets a cookie that lasts 7 days; and one by which the browser is known again for 180 days, so ' +
        'that others who guess behind the same address do not keep it out.',
      body: { kind: 'json', schema: schema.signInBody },
      answers: { 200: accountAnswer },
      problems: ['sign-in-refused', 'account-inactive', 'too-many-requests'],
      knownHostOnly: true,
      handle: async ({ body, address, header, secure, note }) => {
        const devices = cookiesNamed(header('cookie'), deviceCookie(secure));
        const visitor = { address, userAgent: header('user-agent'), devices };
        const { account, secret, device } = await signIn.signIn({ ...body, ...visitor }, (found) =>
          note({ account: found }),
        );
        const cookies = [openingCookie(secret, secure), introducingCookie(device, secure)];
        return { status: 200, body: presentAccount(account), cookies };
      },
    }),
    signOut: defineHandler({
      operationId: 'signOut',
      tag,
      summary: 'Sign out',
      answers: { 204: null },
      handle: async ({ actor, secure }) => {
        await sessions.close(actor.account.id, actor.credential.id);
        return { status: 204, headers: { 'Set-Cookie': closingCookie(secure) } };
      },
    }),
  };
}

function allSessions(sessions: Sessions) {
  return {
    list: defineHandler({
      operationId: 'listSessions',
      tag,
      summary: 'List one’s sessions',
      answers: { 200: schema.sessionList },
      handle: async ({ actor }) => {
        const list = await sessions.list(actor.account.id);
        return { status: 200, body: { data: list.map((each) => presentSession(actor, each)) } };
      },
    }),
    close: defineHandler({
      operationId: 'closeSession',
      tag,
      summary: 'Close one session',
      params: schema.sessionParams,
      answers: { 204: null },
      problems: ['not-found'],
      handle: async ({ actor, params: { id } }) => {
        await sessions.close(actor.account.id, id);
        return { status: 204 };
      },
    }),
    closeOthers: defineHandler({
      operationId: 'closeOtherSessions',
      tag,
      summary: 'Close all other sessions',
      answers: { 204: null },
      handle: async ({ actor }) => {
        await sessions.closeOthers(actor.account.id, actor.credential.id);
        return { status: 204 };
      },
    }),
  };
}
