import PQueue from 'p-queue';
import { isLabel } from '../../../albatross/names.ts';
import { Problem } from '../../../base/errors.ts';
import type { Database } from '../../../database/database.ts';
import type { Mailing } from '../../../database/mails/mailing.ts';
import type { ResetLimits } from '../../../limits/reset-limits.ts';
import { Account } from '../entity.ts';
import { expectMail } from '../no-mail.ts';
import type { PasswordResets } from './password-resets.ts';

/** Requests that wait to be looked into; each takes some milliseconds. */
const maxWaiting = 200;

export interface ResetRequestsDeps {
  readonly database: Database;
  readonly resets: Pick<PasswordResets, 'mail'>;
  readonly limits: ResetLimits;
  readonly mailing: Mailing | null;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/**
 * Links for forgotten passwords, for whoever asks. Whether there is such an account is looked up only when
 * the answer is made: neither what it says nor how long it takes depends on it.
 */
export class ResetRequests {
  readonly #deps: ResetRequestsDeps;
  readonly #queue = new PQueue({ concurrency: 1 });

  constructor(deps: ResetRequestsDeps) {
    this.#deps = deps;
  }

  /** `login` is a name or an e-mail address. Throws `mail-not-set-up`, `too-many-requests`. */
  async request(login: string, address: string): Promise<void> {
    const mailing = expectMail(this.#deps.mailing);
    await this.#deps.limits.countRequest(address);
    if (this.#queue.size >= maxWaiting) throw tooMany();
    this.#queue
      .add(() => this.#mail(mailing, login.trim().toLowerCase()))
      .catch((error) => this.#deps.report(error, 'a link for a new password is not sent'));
  }

  /** Waits for those that were asked for. */
  async close(): Promise<void> {
    await this.#queue.onIdle();
  }

  async #mail(mailing: Mailing, login: string): Promise<void> {
    const { database, limits, resets } = this.#deps;
    const account = await database.em().findOne(Account, accountOf(login));
    if (account && (await limits.mayBeSent(account.id))) await resets.mail(mailing, account.id);
  }
}

const accountOf = (login: string) => {
  const known = { active: true } as const;
  return isLabel(login) ? { ...known, name: login } : { ...known, email: login };
};

function tooMany(): Problem {
  const headers = { 'Retry-After': '30' };
  return new Problem('too-many-requests', 'Too many people ask for links.', { headers });
}
