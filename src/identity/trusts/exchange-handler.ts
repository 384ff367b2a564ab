import type { Clock } from '../../base/clock.ts';
import type { BadCredentials } from '../../limits/bad-credentials.ts';
import { defineOpenHandler } from '../access/define-handler.ts';
import type { Exchange } from './exchange.ts';
import { presentExchanged } from './presenter.ts';
import * as schema from './schema.ts';

export interface ExchangeHandlerDeps {
  readonly exchange: Exchange;
  readonly badCredentials: BadCredentials;
  readonly clock: Clock;
}

/** Gives tokens to jobs that hold no secret. */
export function exchangeHandler({ exchange, badCredentials, clock }: ExchangeHandlerDeps) {
  return defineOpenHandler({
    operationId: 'exchangeToken',
    tag: 'Tokens',
    summary: 'Exchange an identity token for a token of 15 minutes',
    description:
      'For jobs that hold no secret: the account has to trust in the issuer (`POST /trusts`). An ' +
      'identity token is exchanged once. The token is listed and can be revoked as any other, but ' +
      'not changed.',
    body: { kind: 'json', schema: schema.exchangeBody },
    answers: { 201: schema.exchangedToken },
    problems: [
      'identity-token-invalid',
      'issuer-not-allowed',
      'exchange-refused',
      'account-inactive',
      'limit-reached',
      'issuer-unreachable',
      'too-many-requests',
    ],
    showsSecret: true,
    handle: async ({ body: { token, account }, address, note }) => {
      const exchanged = await badCredentials.judge(address, [401, 403], () =>
        exchange.exchange(token, account, (found) => note({ account: found })),
      );
      note({ object: `tokens/${exchanged.token.id}` });
      return { status: 201, body: presentExchanged(exchanged, clock()) };
    },
  });
}
