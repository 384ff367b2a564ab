import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { OwnServer } from '../../support/own-server.ts';
import { ask, type Told } from '../../support/request.ts';
import { callCommand } from '../support/call-command.ts';
import { storeOf } from './mollymawk-data.ts';

const report = z.object({
  applied: z.boolean(),
  lines: z.array(
    z
      .object({
        what: z.string(),
        name: z.string(),
        state: z.string(),
        note: z.string().nullable(),
      })
      .transform(({ what, name, state, note }) => `${what} ${name} ${state}: ${note}`),
  ),
  notes: z.array(z.string()),
});

/** A whole server into which data of mollymawk's is imported. */
export class ImportWorld {
  readonly server: OwnServer;

  private constructor(server: OwnServer) {
    this.server = server;
  }

  /** With the PostgreSQL database of that address; left out: with SQLite. */
  static async open(postgres?: string): Promise<ImportWorld> {
    if (postgres === undefined) return new ImportWorld(await OwnServer.open());
    const FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
    const environment = { FULMAR_DATABASE_URL: postgres, FULMAR_SECRET_KEY };
    return new ImportWorld(await OwnServer.open({}, environment));
  }

  /** What mollymawk has of this server's host, with other things in the place of all else. */
  storeWith(more: object): object {
    return { ...storeOf(this.server), users: [], configuration: [], ...more };
  }

  async run(store: object, ...words: string[]) {
    const { folder } = this.server;
    const file = join(folder, 'mollymawk.json');
    await writeFile(file, JSON.stringify(store));
    const environment = { FULMAR_DATA: join(folder, 'data') };
    const all = ['server', 'import', 'mollymawk', file, '--json', ...words];
    return await callCommand(folder, all, { environment });
  }

  async reportOf(store: object, ...words: string[]) {
    const told = await this.run(store, ...words);
    assert.ok(told.stdout, told.stderr);
    return report.parse(JSON.parse(told.stdout));
  }

  /** The lines, which are the same whether it is done or not, and afterwards none is new. */
  async linesOf(store: object): Promise<string[]> {
    const before = await this.reportOf(store);
    const done = await this.reportOf(store, '--apply');
    assert.deepEqual({ ...done, applied: false }, before);
    const there = await this.server.expect(200, '/accounts');
    const again = await this.reportOf(store, '--apply');
    const expected = before.lines.map((line) =>
      line
        .replace(
          /^(account \S+) new: (?!.*(?:no longer|never) active).*/,
          '$1 known: has not signed in yet: another link',
        )
        .replace(/ new: .*/, ' known: null'),
    );
    assert.deepEqual(again.lines, expected);
    assert.deepEqual((await this.server.expect(200, '/accounts')).json, there.json);
    return done.lines;
  }

  /** What the server answers to whoever presents that token. */
  present(value: string): Promise<Told> {
    return ask(this.server.url, '/api/unikernels', {
      headers: { authorization: `Bearer ${value}` },
    });
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}
