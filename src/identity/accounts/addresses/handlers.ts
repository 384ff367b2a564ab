import { defineHandler, defineOpenHandler } from '../../access/define-handler.ts';
import type { EmailVerification } from './email-verification.ts';
import { verifyEmailBody } from './schema.ts';

const tag = 'Accounts';

/** For e-mail addresses that are to be proved. */
export function verificationHandlers(verification: EmailVerification) {
  return {
    request: defineHandler({
      operationId: 'requestEmailVerification',
      tag,
      summary: 'Send a link to one’s own e-mail address, which proves it',
      description:
        'The link works once, for three days. Nothing is sent where it is proved already.',
      answers: { 204: null },
      problems: ['mail-not-set-up', 'too-many-requests'],
      handle: async ({ actor }) => {
        await verification.request(actor);
        return { status: 204 };
      },
    }),
    verify: defineOpenHandler({
      operationId: 'verifyEmail',
      tag,
      summary: 'Prove an e-mail address by a link',
      description: 'The account has the address from then on, where it had another one.',
      body: { kind: 'json', schema: verifyEmailBody },
      answers: { 204: null },
      problems: ['verification-refused'],
      handle: async ({ body: { token }, note }) => {
        note({ account: await verification.redeem(token) });
        return { status: 204 };
      },
    }),
  };
}
