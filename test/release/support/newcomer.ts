import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { SlowUpload } from '../../server/support/slow-upload.ts';
import { until } from '../../server/support/until.ts';
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

  /** Begins an upload, of which the last octet is still to be sent when this resolves. */
  async beginUpload({ url }: ReleasedServer): Promise<SlowUpload> {
    const size = 1;
    await this.#administrator.expect(201, url, '/hosts/one/volumes', { json: { name: 'v', size } });
    const token = await this.#administrator.makeToken(url, ['volumes:write']);
    const upload = new SlowUpload({ url, token }, 'v', 2 ** 20, { direct: true });
    await upload.send(randomBytes(2 ** 20 - 1));
    const asked = () => this.#emulator.commands.all.some(({ type }) => type === 'block-set');
    await until(asked);
    return upload;
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
    await this.#administrator.expect(200, url, '/audit/export.csv');
    const page = await ask(url, '/');
    const [, script = ''] = /src="([^"]+)"/.exec(page.text) ?? [];
    assert.equal((await ask(url, script)).status, 200);
    assert.equal((await ask(url, '/docs/swagger-ui-bundle.js')).status, 200);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#emulator.close();
  }
}
