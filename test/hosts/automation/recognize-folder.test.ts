import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { Automation } from '../../../src/hosts/automation/automation.ts';
import { Installation } from '../../../src/hosts/automation/entity.ts';
import {
  type FolderIdentity,
  recognizeFolder,
} from '../../../src/hosts/automation/recognize-folder.ts';
import { openDatabase } from '../../../src/server/open-database.ts';

/** A data folder in memory. */
function folderOf(id: string, mark = `made ${id}`) {
  let kept: readonly string[] = [];
  const folder: FolderIdentity = {
    ...{ id, mark },
    generations: async () => kept,
    keepGenerations: async (generations) => {
      kept = generations;
    },
  };
  return folder;
}

describe('a data folder and a database that meet', () => {
  let database: Database;
  let automation: Automation;
  let running: readonly string[];
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    automation = new Automation(database, systemClock);
    running = [];
  });
  afterEach(() => database.close());

  const start = (folder: FolderIdentity) =>
    recognizeFolder({
      ...{ database, folder, automation },
      replica: {
        async inPlaceOf(id, work) {
          if (!running.includes(id)) await work(new AbortController().signal);
        },
      },
    });

  async function expectPaused(folder: FolderIdentity, words: RegExp): Promise<void> {
    assert.match(`${await start(folder)}`, words);
    const { reason } = (await automation.pauseNow()) ?? {};
    assert.match(`${reason}`, words);
  }

  it('belong together from their first start on', async () => {
    const folder = folderOf('one');
    for (let starts = 0; starts < 3; starts += 1) assert.equal(await start(folder), null);
    assert.equal(await automation.isPaused(), false);
  });

  it('belong together after a crash between their writes', async () => {
    const folder = folderOf('one');
    await start(folder);
    const { generation } = await database.em().findOneOrFail(Installation, { id: 'one' });
    await folder.keepGenerations([generation, 'next']);
    assert.equal(await start(folder), null);
    await folder.keepGenerations(['other', 'next']);
    await database.em().nativeUpdate(Installation, { id: 'one' }, { generation: 'next' });
    assert.equal(await start(folder), null);
  });

  it('do not where the database is an older one', async () => {
    const folder = folderOf('one');
    await start(folder);
    const { generation } = await database.em().findOneOrFail(Installation, { id: 'one' });
    await start(folder);
    await database.em().nativeUpdate(Installation, { id: 'one' }, { generation });
    await expectPaused(folder, /one of them was restored/);
  });

  it('do not where the folder is a copy', async () => {
    const folder = folderOf('one');
    await start(folder);
    const copy = { ...folder, mark: 'made later' };
    await expectPaused(copy, /a copy of another/);
  });

  it('do not where the folder was used with another database', async () => {
    const folder = folderOf('one');
    await folder.keepGenerations(['of another']);
    await expectPaused(folder, /with another database/);
  });

  it('do not where the folder is new, and no server of the others runs', async () => {
    await start(folderOf('one'));
    await expectPaused(folderOf('two'), /other data folders/);
  });

  it('do where the folder is new, and a server of another runs', async () => {
    await start(folderOf('one'));
    running = ['one'];
    assert.equal(await start(folderOf('two')), null);
  });

  it('stay apart until somebody resumes, and are together then', async () => {
    const folder = folderOf('one');
    await folder.keepGenerations(['of another']);
    await start(folder);
    assert.equal(await start(folder), null);
    assert.equal(await automation.isPaused(), true);
    await automation.resume();
    assert.equal(await start(folder), null);
    assert.equal(await automation.isPaused(), false);
  });
});
