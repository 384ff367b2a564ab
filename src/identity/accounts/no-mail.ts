import { Problem } from '../../base/errors.ts';
import type { Mailing } from '../../database/mails/mailing.ts';

/** How people are written to. Throws `mail-not-set-up` where they are not. */
export function expectMail(mailing: Mailing | null): Mailing {
  if (mailing) return mailing;
  throw new Problem('mail-not-set-up', 'This server sends no mails. Ask an administrator.');
}
