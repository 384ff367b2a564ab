import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Token } from '../../../src/tokens/entity.ts';
import { changeToken, grantToken, rotateToken } from '../../../src/tokens/grants.ts';
import type { Tokens } from '../../../src/tokens/tokens.ts';
import type { TokenShop } from './moves.ts';

/** The service, with its database. */
export function serviceShop(tokens: Tokens): TokenShop {
  return {
    create: async (actor, request) => (await tokens.create(actor, request)).token,
    change: (actor, id, change) => tokens.change(actor, id, change),
    rotate: async (actor, id) => (await tokens.rotate(actor, id, 0)).token,
  };
}

/** What the service decides by, with nothing but a map behind it: fast. */
export function quickShop(tokens: Map<string, Token>, now: Date): TokenShop {
  const handle = (id: string, change: (token: Token) => unknown): Token => {
    const stored = tokens.get(id);
    assert.ok(stored);
    const token = Object.assign(new Token(), stored); // what is refused leaves no trace
    change(token);
    tokens.set(id, token);
    return token;
  };
  return {
    create: async (actor, request) => {
      const fields = grantToken(actor, request, now);
      const hidden = { prefix: '', secretHash: '', createdAt: now };
      const token = Object.assign(new Token(), { ...fields, ...hidden, id: randomUUID() });
      tokens.set(token.id, token);
      return token;
    },
    change: async (actor, id, change) =>
      handle(id, (token) => changeToken(actor, token, change, now)),
    rotate: async (actor, id) => handle(id, (token) => rotateToken(actor, token, now)),
  };
}
