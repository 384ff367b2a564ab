import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { ask } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import type { ReleasedServer } from './released-server.ts';

/** A person at a released server, with an emulated host in a folder. */
export class Newcomer implements AsyncDisposable {
  readonly #administrator = new Administrator();
  readonly #emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  static async in(folder: string): Promise<Newcomer> {
    return new Newcomer(await startEmulator({ folder: await mkdtemp(join(folder, 'host-')) }));
  }

  /** Signs up, adds the host and deploys to it. */
  async deploy({ url }: ReleasedServer): Promise<void> {
    await this.#administrator.signUp(url);
    await this.#administrator.addHost(url, 'one', this.#emulator);
    const body = formOf([
      ['config', { name: 'web' }],
      ['image', sampleImage()],
    ]);
    await this.#administrator.expect(201, url, '/hosts/one/unikernels', { body });
  }

  /** Signs in again: no session outlives a restore. */
  async signIn({ url }: ReleasedServer): Promise<void> {
    await this.#administrator.signIn(url);
  }

  /** What was deployed is there, with what it printed, and so are the pages. */
  async look({ url }: ReleasedServer): Promise<void> {
    const unikernel = '/hosts/one/unikernels/web';
    await this.#administrator.expect(200, url, unikernel);
    await this.#administrator.expect(200, url, `${unikernel}/console/history?text=nowhere`);
    const page = await ask(url, '/');
    const [, script = ''] = /src="([^"]+)"/.exec(page.text) ?? [];
    assert.equal((await ask(url, script)).status, 200);
    assert.equal((await ask(url, '/docs/swagger-ui-bundle.js')).status, 200);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#emulator.close();
  }
}
