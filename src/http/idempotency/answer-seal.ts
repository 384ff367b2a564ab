import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { rowsById } from '../../database/rows-by-id.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import { IdempotencyRecord } from './entity.ts';

/** What a box has sealed; anything else is of an earlier release: JSON, or a digest. */
const sealed = /^[\da-f]{8}\.[\w-]+$/;

const contextOf = (id: string) => `kept-answer/${id}`;

/**
 * Seals what is kept of a request and its answer: an answer may hold what is not to be read in the
 * database, and the digest of a short request tells what it was to whoever guesses.
 */
export class AnswerSeal {
  readonly #box: SecretBox | null;

  /** null: nothing is sealed. */
  constructor(box: SecretBox | null) {
    this.#box = box;
  }

  /** A text as it is stored in the record of this id. */
  seal(id: string, text: string): string {
    return this.#box ? this.#box.seal(Buffer.from(text), contextOf(id)) : text;
  }

  /** What is kept, opened. Throws `answer-not-kept` where no key opens it any more. */
  open({ id, fingerprint, status, headers, body, showedSecret, resultId }: IdempotencyRecord) {
    const opened = (text: string): string => {
      if (!this.#box || !sealed.test(text)) return text;
      try {
        return this.#box.open(text, contextOf(id)).toString();
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        const detail = 'What is known of the request is sealed with a key that is not given.';
        const facts = { id: resultId ?? null };
        throw new Problem('answer-not-kept', detail, { cause: error, facts });
      }
    };
    return {
      ...{ status, headers, showedSecret, resultId },
      fingerprint: opened(fingerprint),
      body: body ? opened(body) : null,
    };
  }
}

/**
 * Reseals with the newest key what is kept of requests under older keys, which are then no longer needed; gives
 * how many.
 */
export async function resealAnswers(database: Database, box: SecretBox): Promise<number> {
  const older = { $not: { fingerprint: { $like: `${box.newestKey}.%` } } };
  const fields = ['id', 'fingerprint', 'body'] as const;
  let count = 0;
  const rows = rowsById((behind, page) =>
    database.em().find(IdempotencyRecord, { $and: [older, behind] }, { fields, ...page }),
  );
  for await (const { id, fingerprint, body } of rows) {
    const fresh = box.reseal(fingerprint, contextOf(id));
    if (fresh === null) continue;
    const freshBody = body ? box.reseal(body, contextOf(id)) : null;
    const resealed = { fingerprint: fresh, ...(freshBody !== null && { body: freshBody }) };
    count += await database.em().nativeUpdate(IdempotencyRecord, { id, fingerprint }, resealed);
  }
  return count;
}
