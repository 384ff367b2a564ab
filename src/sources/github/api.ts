import { agent, type Credential, type ServiceDeps } from '../deps.ts';
import { limitsIn } from '../limits.ts';
import type { RequestLimits } from '../pinned-source.ts';
import type { Context } from '../requester.ts';
import { ask, type ServiceAnswer } from '../service.ts';
import { gitHubProblem, resetOf } from './errors.ts';

export const apiHeaders = {
  ...agent,
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

/** An answer of 200. */
export interface GitHubAnswer extends ServiceAnswer {
  readonly limits: RequestLimits | null;
  /** What was shown; null: nothing. */
  readonly token: Credential | null;
}

/** GitHub's REST API 2022-11-28, asked for an account with its token, or the server's. */
export class GitHubApi {
  readonly #deps: ServiceDeps;
  readonly #url: URL;

  constructor(deps: ServiceDeps, url: URL) {
    this.#deps = deps;
    this.#url = url;
  }

  at(path: string): URL {
    return new URL(path, this.#url);
  }

  /** null: GitHub does not show it. Throws as `gitHubProblem` says, and notes what is said of the token. */
  async get(path: string, { accountId, signal }: Context): Promise<GitHubAnswer | null> {
    const token = await this.#deps.credentialFor(accountId, 'github');
    const answer = await ask(this.#deps.download, {
      url: this.at(path),
      headers: apiHeaders,
      ...authorized(token),
      signal,
    });
    if (answer.status === 401) await token?.note({ accepted: false, limits: null });
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw gitHubProblem(answer, token !== null, this.#deps.clock());
    const limits = limitsIn(answer.headers, 'x-ratelimit', resetOf(answer.headers));
    await token?.note({ accepted: true, limits });
    return { ...answer, limits, token };
  }
}

export const authorized = (token: Credential | null) =>
  token === null ? {} : { authorization: `Bearer ${token.secret}` };
