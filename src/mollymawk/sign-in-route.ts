import { z } from 'zod';
import { type ErrorCode, Problem } from '../base/errors.ts';
import { exactField, textField } from '../http/fields.ts';
import type { Route } from '../http/route.ts';
import { anybody } from '../identity/access/access.ts';
import type { Account } from '../identity/accounts/entity.ts';
import { cookiesNamed } from '../identity/credentials/cookies.ts';
import { deviceCookie, introducingCookie } from '../identity/sessions/cookie.ts';
import type { SignedIn, SignIn, SignInRequest } from '../identity/sessions/sign-in.ts';
import { defineMollymawkRoute } from './define-route.ts';
import type { Deps } from './deps.ts';
import { success } from './envelope.ts';
import { expectMembers, jsonBody, memberNames, readObject } from './json-body.ts';
import { MollymawkProblem, malformed } from './mollymawk-problem.ts';
import { presentAccount } from './present-account.ts';
import { mollySessionCookie } from './session-cookie.ts';

const credentials = z.object({
  email: textField.max(254).toLowerCase(),
  password: exactField.max(1024),
});

/** What mollymawk says to those who are not let in. */
const sentences: Partial<Record<ErrorCode, string>> = {
  'sign-in-refused': 'Invalid email or password.',
  'account-inactive': 'This account is not active',
};

/** `POST /api/login`: sets mollymawk's session cookie. */
export function signInRoute({ signIn, sessions, tokens }: Deps['identity']): Route {
  return defineMollymawkRoute({
    method: 'POST',
    path: '/api/login',
    action: 'signIn',
    access: anybody,
    knownHostOnly: true,
    body: jsonBody,
    handle: async (request) => {
      const { address, secure } = request;
      const devices = cookiesNamed(request.header('cookie'), deviceCookie(secure));
      const visitor = { address, userAgent: request.header('user-agent'), devices };
      const given = readCredentials(readObject(request));
      const { account, secret, device } = await enter(signIn, { ...given, ...visitor }, (found) =>
        request.note({ account: found }),
      );
      const shown = presentAccount(account, {
        tokens: await tokens.list(account.id),
        sessions: await sessions.list(account.id),
      });
      const cookies = [mollySessionCookie(secret, secure), introducingCookie(device, secure)];
      return { ...success(shown), headers: { Location: '/dashboard' }, cookies };
    },
  });
}

function readCredentials(body: object): z.output<typeof credentials> {
  const refusal = `Update password: Unexpected fields. Got ${memberNames(body)}`;
  const given = expectMembers(credentials, body, refusal);
  if (!given.email || !given.password) throw malformed('All fields must be filled.');
  if (!z.email().safeParse(given.email).success) throw malformed('Invalid email address.');
  return given;
}

async function enter(
  signIn: SignIn,
  request: SignInRequest,
  onFound: (account: Account) => void,
): Promise<SignedIn> {
  try {
    return await signIn.signIn(request, onFound);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    const { code, status } = cause;
    const text = sentences[code];
    throw text ? new MollymawkProblem(status, text, { code, cause }) : cause;
  }
}
