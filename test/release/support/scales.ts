import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arch } from 'node:process';
import { z } from 'zod';
import { findAllocator } from '../../../scripts/release/allocator.ts';
import type { ReleasedServer } from './released-server.ts';

const loaded = z.array(z.string());

/** Threads for what cannot be waited for otherwise. */
const threads = 16;

/** Says of a server whether it has brought what it needs, and nothing that takes memory for nobody. */
export class Scales {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** With files in a folder. */
  static async in(folder: string): Promise<Scales> {
    const scales = new Scales(join(folder, 'loaded'));
    const write = `writeFileSync('${scales.#file}.json', JSON.stringify(process.moduleLoadList))`;
    const probe = `const { writeFileSync } = require('node:fs');
require('node:worker_threads').isMainThread && process.on('exit', () => ${write});`;
    await writeFile(`${scales.#file}.cjs`, probe);
    return scales;
  }

  /** What the server needs in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--require ${this.#file}.cjs` };
  }

  /** Looks at a server that has done some work, and ends it. */
  async weigh(server: ReleasedServer): Promise<void> {
    const folder = `/proc/${server.pid}`;
    if (await findAllocator(arch)) {
      assert.match(await readFile(`${folder}/maps`, 'utf8'), /\/libjemalloc\.so/);
    }
    const tasks = await readdir(`${folder}/task`);
    const names = tasks.map((task) => readFile(`${folder}/task/${task}/comm`, 'utf8'));
    const pool = (await Promise.all(names)).filter((name) => name.trim() === 'libuv-worker');
    assert.equal(pool.length, threads);
    await server.stop();
    const modules = loaded.parse(JSON.parse(await readFile(`${this.#file}.json`, 'utf8')));
    assert.ok(modules.includes('NativeModule http'));
    assert.ok(!modules.includes('NativeModule internal/deps/undici/undici'), 'fetch');
  }
}
