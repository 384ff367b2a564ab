import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Problem } from '../../../src/base/errors.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { onlyReplica } from '../../../src/database/replica.ts';
import { createSecretBox, type SecretBox } from '../../../src/database/secret-box.ts';
import { IdempotencyRecord } from '../../../src/http/idempotency/entity.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { tokenActor } from '../../support/actors.ts';

const [key, other] = [randomBytes(32), randomBytes(32)];
const body = '{"arguments":["--key=hunter2"]}';

describe('what is kept of a request', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
  });
  afterEach(() => database.close());

  const keeper = (box: SecretBox | null) =>
    new Idempotency(database, () => new Date(), onlyReplica, systemTimer, box);
  const once = (box: SecretBox | null, asked = ['PUT', '/secrets/A', 'digest']) =>
    keeper(box).once({ caller: tokenActor([]), key: 'k', asked, showsSecret: false }, async () => {
      const reply = { status: 200, headers: { 'content-type': 'application/json' }, body };
      return { reply, problem: null, whole: true };
    });
  const stored = () => database.em().findOneOrFail(IdempotencyRecord, { fingerprint: { $ne: '' } });
  const hasCode = (code: string) => (error: unknown) =>
    error instanceof Problem && error.code === code;

  it('is sealed: its answer, and the digest of what was asked', async () => {
    await once(null);
    const { fingerprint } = await stored();
    await database.em().nativeDelete(IdempotencyRecord, {});
    await once(createSecretBox([key]));
    const kept = await stored();
    assert.ok(!`${kept.body}`.includes('hunter2'));
    assert.notEqual(kept.fingerprint, fingerprint);
    const again = await once(createSecretBox([other, key]));
    assert.equal(again.body, body);
    const mismatch = once(createSecretBox([key]), ['PUT', '/secrets/A', 'another']);
    await assert.rejects(mismatch, hasCode('idempotency-mismatch'));
  });

  it('by an earlier release is read as it stands there', async () => {
    await once(null);
    assert.equal((await once(createSecretBox([key]))).body, body);
  });

  it('is not told, and not done again, where no key opens it any more', async () => {
    await once(createSecretBox([key]));
    await assert.rejects(once(createSecretBox([other])), hasCode('answer-not-kept'));
  });
});
