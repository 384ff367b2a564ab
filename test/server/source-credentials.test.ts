import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/base/clock.ts';
import type { Database } from '../../src/database/database.ts';
import { createSecretBox, type SecretBox } from '../../src/database/secret-box.ts';
import type { NamedService } from '../../src/external-credentials/entity.ts';
import { ExternalCredentials } from '../../src/external-credentials/external-credentials.ts';
import { wholeServer } from '../../src/external-credentials/owner.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { sourceCredentials } from '../../src/server/source-credentials.ts';

describe('the credential that a source is shown', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.refresh();
  });
  afterEach(() => database.close());

  const tokenOf = (name: string) => `ghp_${name.padEnd(36, '0')}`;
  const nobody = async () => {
    throw new Error('nobody is asked');
  };
  const credentialsWith = (box: SecretBox) =>
    new ExternalCredentials({ database, box, send: nobody, clock: systemClock });

  const secretsOf =
    (credentials: ExternalCredentials) => async (accountId: string | null, service: NamedService) =>
      (await sourceCredentials(credentials)(accountId, service))?.secret ?? null;

  it('is the account’s, else the server’s, and none of an account that is not active', async () => {
    const credentials = credentialsWith(createSecretBox([older]));
    await credentials.save(wholeServer, 'github', { secret: tokenOf('server') });
    await credentials.save('alice', 'github', { secret: tokenOf('alice') });
    const secretFor = secretsOf(credentials);
    assert.equal(await secretFor('alice', 'github'), tokenOf('alice'));
    assert.equal(await secretFor('bob', 'github'), tokenOf('server'));
    assert.equal(await secretFor(null, 'github'), null);
  });

  it('has to be saved again where no key opens it', async () => {
    const secret = 'alice:dckr_pat_a';
    await credentialsWith(createSecretBox([older])).save('alice', 'docker-hub', { secret });
    const secretFor = secretsOf(credentialsWith(createSecretBox([newer])));
    await assert.rejects(secretFor('alice', 'docker-hub'), {
      code: 'source-credential-refused',
      detail: /Docker Hub .* save it again/,
    });
    assert.equal(await secretFor('alice', 'github'), null);
  });
});
