import { Readable } from 'node:stream';
import { Problem } from '../base/errors.ts';
import { Tally } from '../base/tally.ts';

/** What an account may have kept before it is known what for: octets of a form, and so many forms. */
const limits = { octets: 4 * 1024 * 1024, forms: 2 } as const;

const advice =
  'Send albatross_instance before the content, and the name, too, if the token is for some names only.';

/**
 * Content of forms that begins before the host is named, or the name where a token is for some only: whether
 * the account may use that is known only later, so little of it is kept.
 */
export class EarlyContent {
  readonly #forms = new Tally(limits.forms);

  /** For a form of an account, until its content is kept no longer. */
  of(account: string): EarlyForm {
    return new EarlyForm(this.#forms, account);
  }
}

/** Such content of one form. */
export class EarlyForm implements Disposable {
  readonly #forms: Tally;
  readonly #account: string;
  #isTaken = false;

  constructor(forms: Tally, account: string) {
    this.#forms = forms;
    this.#account = account;
  }

  /** Takes it in. Throws `too-many-at-once`; the content fails with `too-large`. */
  async take<T>(content: Readable, receive: (content: Readable) => Promise<T>): Promise<T> {
    if (!this.#isTaken && !this.#forms.take(this.#account)) {
      const detail = `${limits.forms} forms of the account begin with their content already. ${advice}`;
      throw new Problem('too-many-at-once', detail, { headers: { 'Retry-After': '5' } });
    }
    this.#isTaken = true;
    return await receive(Readable.from(bounded(content), { objectMode: false }));
  }

  [Symbol.dispose](): void {
    if (this.#isTaken) this.#forms.giveBack(this.#account);
    this.#isTaken = false;
  }
}

async function* bounded(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let octets = 0;
  for await (const chunk of content) {
    octets += chunk.length;
    if (octets > limits.octets) {
      const detail = `Content that comes first may have ${limits.octets} octets. ${advice}`;
      throw new Problem('too-large', detail);
    }
    yield chunk;
  }
}
