import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ask, ask, type Told } from '../../support/request.ts';
import type { Administrator } from './administrator.ts';

/** A member of an answer, as text; `token.secret` is one of a member's own. */
export function fieldOf({ json }: Told, path: string): string {
  return `${path.split('.').reduce((value, name) => Reflect.get(Object(value), name), json)}`;
}

/** A server, and who speaks with it. */
export interface Spoken {
  readonly url: string;
  readonly administrator: Pick<Administrator, 'cookie'>;
  /** A token's secret. */
  readonly token: string;
}

/** All that a server was asked and answered, and the secrets that were in play. */
export class Conversation {
  readonly #world: Spoken;
  readonly #secrets = new Map<string, string>();
  readonly #answers: { readonly what: string; readonly text: string }[] = [];

  constructor(world: Spoken) {
    this.#world = world;
  }

  get secrets(): ReadonlyMap<string, string> {
    return this.#secrets;
  }

  get answers(): readonly { readonly what: string; readonly text: string }[] {
    return this.#answers;
  }

  learn(name: string, secret: string): string {
    assert(secret.length >= 8, name);
    this.#secrets.set(name, secret);
    return secret;
  }

  /** Asks as nobody; `path` is below the root. */
  async ask(path: string, options: Ask = {}): Promise<Told> {
    const told = await ask(this.#world.url, path, options);
    this.#answers.push({ what: `${told.status} ${path}`, text: told.text });
    return told;
  }

  /** Asks as the administrator, in the browser. */
  async browse(path: string, options: Ask = {}): Promise<Told> {
    const { cookie } = this.#world.administrator;
    const headers = { 'sec-fetch-site': 'same-origin', cookie, ...options.headers };
    return await this.ask(`/api/v1${path}`, { ...options, headers });
  }

  /** Asks with the world's token. */
  async deploy(path: string, options: Ask = {}): Promise<Told> {
    return await this.ask(path, { token: this.#world.token, ...options });
  }

  /** Asks with the world's token for what only its owner sees, which is not held against it. */
  async own(path: string, options: Ask): Promise<Told> {
    const told = await this.deploy(path, options);
    this.#answers.pop();
    return told;
  }

  /** Asks for what shows a secret once, which is not held against it. */
  async reveal(name: string, path: string, options: Ask, member: string): Promise<string> {
    const told = await this.browse(path, options);
    this.#answers.pop();
    return this.learn(name, fieldOf(told, member));
  }

  /** Signs somebody up; gives the account's id, and learns the secret of the first token. */
  async signUp(name: string, json: object): Promise<string> {
    const told = await this.browse('/accounts', { json });
    this.#answers.pop();
    this.learn(name, fieldOf(told, 'token.secret'));
    return fieldOf(told, 'id');
  }

  /** Fails where a secret is in any answer but the one that shows it once. */
  expectSilentAnswers(): void {
    for (const { what, text } of this.#answers) {
      for (const [name, secret] of this.#secrets) {
        assert(!text.includes(secret), `${name} is in the answer to ${what}: ${text}`);
      }
    }
  }

  /** Fails where a secret is in the log. */
  expectSilentLog(log: string): void {
    for (const [name, secret] of this.#secrets) {
      const line = log.split('\n').find((text) => text.includes(secret));
      assert.equal(line, undefined, name);
    }
  }

  /** Fails where a secret is in any file of a data folder but that of the key itself. */
  async expectSilentFiles(folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== 'secret-key');
    assert(files.some(({ name }) => name.endsWith('.sqlite')));
    for (const { name: file, parentPath } of files) {
      const content = await readFile(join(parentPath, file));
      for (const [name, secret] of this.#secrets) {
        assert(!content.includes(secret), `${name} is in ${file}`);
      }
    }
  }
}
