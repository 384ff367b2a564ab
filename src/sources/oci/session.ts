import type { Problem } from '../../base/errors.ts';
import type { DownloadAnswer } from '../../outgoing/download.ts';
import { retryAfter } from '../../outgoing/header-values.ts';
import type { Credential, ServiceDeps } from '../deps.ts';
import { limited, unexpected } from '../problems.ts';
import type { Context } from '../requester.ts';
import { type Authorization, authorize, refused } from './authorize.ts';
import type { Registry } from './registry.ts';

/** One repository of a registry, asked for somebody who shows a credential only where that is wanted. */
export class RepositorySession {
  readonly registry: Registry;
  readonly repository: string;
  readonly #deps: ServiceDeps;
  readonly #context: Context;
  /** From the first time on that the registry wanted something; null: it has not. */
  #authorization: Authorization | null = null;

  constructor(deps: ServiceDeps, registry: Registry, repository: string, context: Context) {
    this.#deps = deps;
    this.registry = registry;
    this.repository = repository;
    this.#context = context;
  }

  /** The credential that was shown; null: none was. */
  get shown(): Credential | null {
    return this.#authorization?.shown ?? null;
  }

  /** An answer of 200 or 404. Throws `source-limited`, `source-credential-refused`, `source-nonsense`. */
  async get(path: string, headers: Readonly<Record<string, string>>): Promise<DownloadAnswer> {
    const url = new URL(`/v2/${this.repository}/${path}`, this.registry.url);
    const isNew = this.#authorization === null;
    let answer = await this.#ask(url, headers);
    if (answer.status === 401 && isNew && answer.url.origin === url.origin) {
      answer[Symbol.dispose]();
      await this.#authorize(`${answer.headers['www-authenticate'] ?? ''}`);
      answer = await this.#ask(url, headers);
    }
    if (answer.status === 200 || answer.status === 404) return answer;
    answer[Symbol.dispose]();
    throw await this.#problemOf(answer);
  }

  async #ask(url: URL, headers: Readonly<Record<string, string>>): Promise<DownloadAnswer> {
    const { signal, account } = this.#context;
    const authorization = this.#authorization?.header ?? null;
    return await this.#deps.download({ url, headers, authorization, signal, account });
  }

  async #authorize(challenge: string): Promise<void> {
    const { registry, repository } = this;
    const { accountId, account, signal } = this.#context;
    const credential = await this.#deps.credentialFor(accountId, registry.service);
    const wanted = { registry, repository, credential, signal, account };
    this.#authorization = await authorize(this.#deps, challenge, wanted);
  }

  async #problemOf({ status, headers, url }: DownloadAnswer): Promise<Problem> {
    const { registry, repository, shown } = this;
    const { withheldFrom = null, isBasic = false } = this.#authorization ?? {};
    const now = this.#deps.clock();
    if (status === 429) return limited(registry.name, retryAfter(headers, now), now);
    if (status !== 401 && status !== 403) return unexpected(registry.name, status);
    // A token is refused for what it may not read, too.
    const isWrong = status === 401 && isBasic && url.origin === registry.url.origin;
    if (isWrong) await shown?.note({ accepted: false, limits: null });
    return refused({ registry, repository, credential: shown, withheldFrom }, status);
  }
}
