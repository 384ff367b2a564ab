import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { BlockRange, OldBlocks, StoredBlock } from './block-place.ts';

/** A kill loses nothing of what was written; a crash of the machine may lose its last seconds. */
const preparation = `
  pragma locking_mode = exclusive;
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists blocks (
    unikernel text not null,
    step integer not null,
    start integer not null,
    content blob not null,
    primary key (unikernel, step, start)
  );
`;

const placeholders = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** A file of blocks, for the thread that has it. Its calls wait for the disk. */
export class BlockFile {
  readonly #database: DatabaseSync;

  /** Opens the file for this process alone, and for its owner's eyes. */
  constructor(path: string) {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    this.#database = new DatabaseSync(path);
    try {
      this.#database.exec(preparation);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  read({ unikernels, step, from, to }: BlockRange): StoredBlock[] {
    const rows = this.#database
      .prepare(
        `select unikernel, start, content from blocks
         where unikernel in (${placeholders(unikernels)}) and step = ? and start >= ? and start < ?`,
      )
      .all(...unikernels, step, from, to);
    return rows.flatMap(({ unikernel, start, content }) => {
      if (!(content instanceof Uint8Array)) return [];
      return { unikernel: String(unikernel), step, start: Number(start), content };
    });
  }

  write(blocks: readonly StoredBlock[]): void {
    const insert = this.#database.prepare('insert or replace into blocks values (?, ?, ?, ?)');
    this.#database.exec('begin');
    try {
      for (const { unikernel, step, start, content } of blocks) {
        insert.run(unikernel, step, start, content);
      }
      this.#database.exec('commit');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  unikernels(): string[] {
    const rows = this.#database.prepare('select distinct unikernel from blocks').all();
    return rows.map(({ unikernel }) => String(unikernel));
  }

  prune({ unikernel, step, before }: OldBlocks): void {
    this.#database
      .prepare('delete from blocks where unikernel = ? and step = ? and start < ?')
      .run(unikernel, step, before);
  }

  forget(unikernels: readonly string[]): void {
    this.#database
      .prepare(`delete from blocks where unikernel in (${placeholders(unikernels)})`)
      .run(...unikernels);
  }

  close(): void {
    this.#database.close();
  }
}
