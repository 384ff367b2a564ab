import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import { textField } from '../http/fields.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import { includesScope, type Scope } from '../identity/access/scopes.ts';
import type { Token } from '../identity/tokens/entity.ts';
import type { TokenRequest, Tokens } from '../identity/tokens/tokens.ts';
import { tokenAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { expectMembers, jsonBody, memberNames, readObject } from './json-body.ts';
import { MollymawkProblem } from './mollymawk-problem.ts';
import { presentToken } from './present-token.ts';

export interface TokenRouteDeps {
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** Seconds: a hundred years, far from where a date cannot be counted. */
const maxExpiry = 100 * 366 * 24 * 3600;

const fields = {
  token_name: textField.trim().max(100),
  token_expiry: z.int().max(maxExpiry),
};
const creation = z.object(fields);
const deletion = z.object({ token_value: textField });
const change = z.object({ ...fields, token_value: textField });

/**
 * Tokens by mollymawk's names. Only a session, or a token that has the scope for it, may manage
 * them; a secret is shown to the one who makes it and never again.
 */
export function tokenRoutes({ tokens, clock }: TokenRouteDeps): Route[] {
  const access = scope('tokens:write');
  return [
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/tokens/create',
      action: 'createToken',
      access,
      showsSecret: true,
      body: jsonBody,
      handle: async (request) => {
        const body = readObject(request);
        const given = expectMembers(creation, body, unexpected('Create', body));
        const { token, secret } = await tokens.create(request.actor, {
          ...reachFor(request.actor),
          name: given.token_name,
          description: null,
          expiresAt: new Date(clock().getTime() + given.token_expiry * 1000),
        });
        request.note(tokenAt(token));
        return success(presentToken(token, secret));
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/tokens/update',
      action: 'changeToken',
      access,
      body: jsonBody,
      handle: async (request) => {
        const { actor } = request;
        const body = readObject(request);
        const given = expectMembers(change, body, unexpected('Update', body));
        const { id, createdAt } = await find(tokens, actor, given.token_value);
        request.note(tokenAt({ id }));
        const changed = await tokens.change(actor, id, {
          name: given.token_name,
          expiresAt: new Date(createdAt.getTime() + given.token_expiry * 1000),
        });
        return success(presentToken(changed));
      },
    }),
    defineMollymawkRoute({
      method: 'POST',
      path: '/api/tokens/delete',
      action: 'revokeToken',
      access,
      body: jsonBody,
      handle: async (request) => {
        const { actor } = request;
        const body = readObject(request);
        const given = expectMembers(deletion, body, unexpected('Delete', body));
        const { id } = await find(tokens, actor, given.token_value);
        request.note(tokenAt({ id }));
        await tokens.revoke(actor, id);
        return success('Token deleted successfully');
      },
    }),
  ];
}

/**
 * What a token of mollymawk's may do: all with unikernels and volumes. One that is made with
 * another token gets of that what the other has, and reaches no further.
 */
function reachFor({
  credential,
}: Actor): Pick<TokenRequest, 'scopes' | 'hosts' | 'names' | 'addresses'> {
  const all: readonly Scope[] = ['unikernels:write', 'volumes:write'];
  if (credential.kind === 'session') {
    return { scopes: all, hosts: null, names: null, addresses: null };
  }
  const { hosts, names, addresses } = credential;
  const held = all.filter((scope) => includesScope(credential.scopes, scope));
  return { scopes: held.length > 0 ? held : all, hosts, names, addresses };
}

async function find(tokens: Tokens, actor: Actor, secret: string): Promise<Token> {
  try {
    return await tokens.getBySecret(actor, secret);
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== 'token-unknown') throw cause;
    throw new MollymawkProblem(404, 'Token not found', { code: cause.code, cause });
  }
}

function unexpected(act: string, body: object): string {
  return `${act} token: Unexpected fields. Got ${memberNames(body)}`;
}
