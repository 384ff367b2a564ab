import assert from 'node:assert/strict';
import { databases, FaultTable } from './support/fault-table.ts';

/** A sample; `npm run faults -- table` tries all of it. */
const sample: Readonly<Record<string, readonly string[]>> = {
  'database gone before the host’s answer': [
    'create',
    'update',
    'upload spooled',
    'token rotate',
    'deploy',
    'move here',
  ],
  'database gone at begin': ['create', 'policy change'],
  'host gone before its answer, and back': ['update', 'upload direct'],
  'server killed': ['upload spooled', 'move away'],
  'disk full after 2 writes': ['create', 'mollymawk volume upload'],
  'the answer to commit 2 lost': ['update', 'rollback'],
  'clock set an hour ahead before the host’s answer, and right again': ['update'],
  'clock an hour behind, and right again': ['mollymawk unikernel create'],
};

for (const kind of databases) {
  describe(`nothing is held and nothing is false afterwards [${kind}]`, function () {
    this.timeout(120_000);
    let table: FaultTable | null = null;
    before(async function () {
      table = await FaultTable.open(kind).catch((error: unknown) => {
        process.stderr.write(`${kind} cannot be taken away here: ${error}\n`);
        return null;
      });
      if (!table) this.skip();
    });
    after(() => table?.[Symbol.asyncDispose]());

    for (const [name, flows] of Object.entries(sample)) {
      for (const flow of flows) {
        it(`${name}: ${flow}`, async () => {
          assert(table);
          let tried = 0;
          const tell = () => {
            tried += 1;
          };
          const failure = (each: { readonly name: string }) => each.name === name;
          assert.deepEqual(await table.tryAll(tell, { flows: [flow], failure }), []);
          assert.ok(tried > 0);
        });
      }
    }
  });
}
