import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { Upload } from '../../src/volumes/entity.ts';
import { UploadRecords } from '../../src/volumes/upload-records.ts';
import { newContent, oldContent, padded, useUploads } from './use-uploads.ts';
import { mebibyte } from './volume-world.ts';

describe('a volume that another server was filling when its host was killed', () => {
  const uploads = useUploads();
  const { put } = uploads;

  /** What the other server has recorded. */
  const key = {
    host: parseLabel('one'),
    domain: parseLabel('alice'),
    volume: parseLabel('data'),
  };
  beforeEach(() =>
    new UploadRecords(uploads.world.database, 'another').put(
      {
        ...{ id: randomUUID(), key, sha256: null, volumeSize: 2, requestId: '-' },
        ...{ credential: null, startedAt: new Date() },
      },
      randomUUID(),
    ),
  );

  const left = {
    'left short': () => uploads.world.shorten('alice:data', oldContent.subarray(0, mebibyte)),
    lost: () => uploads.world.removeContent('alice:data'),
  };
  for (const [how, leave] of Object.entries(left)) {
    for (const query of ['', '?direct=true']) {
      it(`has its size back with a new upload [${how}${query && ', direct'}]`, async () => {
        await uploads.world.emulator.stop();
        await leave();
        await uploads.world.emulator.start();
        const answer = await put(newContent, { query });
        assert.equal(answer.status, 200, answer.text);
        assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
        assert.equal(await uploads.world.database.em().count(Upload), 0);
      });
    }
  }
});
