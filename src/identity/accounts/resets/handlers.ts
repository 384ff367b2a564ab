import { defineHandler, defineOpenHandler } from '../../access/define-handler.ts';
import { accountParams } from '../find-account.ts';
import type { PasswordResets } from './password-resets.ts';
import type { ResetRequests } from './reset-requests.ts';
import * as schema from './schema.ts';

/** For passwords that are forgotten. */
export function resetHandlers(resets: PasswordResets, requests: ResetRequests) {
  return {
    offer: offerHandler(resets),
    request: requestHandler(requests),
    redeem: redeemHandler(resets),
  };
}

function offerHandler(resets: PasswordResets) {
  return defineHandler({
    operationId: 'offerPasswordReset',
    tag: 'Accounts',
    summary: 'Make a link by which somebody sets a new password',
    description:
      'The answer shows the link, this once: hand it on by a way that is safe. It works once, ' +
      'for 24 hours, and ends any earlier one.',
    params: accountParams,
    answers: { 201: schema.offeredResetAnswer },
    problems: ['account-unknown'],
    showsSecret: true,
    handle: async ({ params: { account }, serverAddress }) => {
      const { secret: token, expiresAt } = await resets.offer(account);
      // Behind `#` it is sent to no server and stands in no log.
      const link = `${serverAddress()}/reset-password#${token}`;
      return { status: 201, body: { link, token, expiresAt: expiresAt.toISOString() } };
    },
  });
}

function requestHandler(requests: ResetRequests) {
  return defineOpenHandler({
    operationId: 'requestPasswordReset',
    tag: 'Accounts',
    summary: 'Send a link by which a forgotten password is replaced',
    description:
      'To the address of the account, where there is one that is active: the answer does not say. The link ' +
      'works once, for an hour, and ends any earlier one.',
    body: { kind: 'json', schema: schema.requestResetBody },
    answers: { 204: null },
    problems: ['mail-not-set-up', 'too-many-requests'],
    knownHostOnly: true,
    handle: async ({ body: { account }, address }) => {
      await requests.request(account, address);
      return { status: 204 };
    },
  });
}

function redeemHandler(resets: PasswordResets) {
  return defineOpenHandler({
    operationId: 'resetPassword',
    tag: 'Accounts',
    summary: 'Set a new password by a link',
    description: 'Closes all sessions of the account.',
    body: { kind: 'json', schema: schema.resetPasswordBody },
    answers: { 204: null },
    problems: ['reset-refused', 'too-many-requests'],
    handle: async ({ body: { token, password }, note }) => {
      note({ account: await resets.redeem(token, password) });
      return { status: 204 };
    },
  });
}
