import type { Problem } from '../../base/errors.ts';
import type { DownloadAnswer } from '../../outgoing/download.ts';
import { agent, type Credential, type ServiceDeps } from '../deps.ts';
import { limitsIn } from '../limits.ts';
import type { RequestLimits } from '../pinned-source.ts';
import type { Context } from '../requester.ts';
import { readBody, type ServiceAnswer } from '../service.ts';
import { gitHubProblem, resetOf } from './errors.ts';

/**
 * KiB of an answer: a release may have a thousand assets of some 2 KiB each, and notes of 125,000
 * characters. What stands in it is GitHub's own but for names and notes, and is read in some 30 ms.
 */
const maxAnswer = 3 * 1024;

const apiHeaders = {
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

/** An answer that begins, and what was shown for it. */
interface Told {
  readonly answer: DownloadAnswer;
  readonly token: Credential | null;
  readonly limits: RequestLimits | null;
}

/** GitHub's REST API 2022-11-28, asked for an account with its token, or the server's. */
export class GitHubApi {
  readonly #deps: ServiceDeps;
  readonly #url: URL;

  constructor(deps: ServiceDeps, url: URL) {
    this.#deps = deps;
    this.#url = url;
  }

  /**
   * null: GitHub does not show it. Throws as `gitHubProblem` says, and `TooLong`; notes what is said of the
   * token.
   */
  async get(path: string, context: Context): Promise<GitHubAnswer | null> {
    const { answer, token, limits } = await this.#ask(path, {}, context);
    using _left = answer;
    const { status, headers, url } = answer;
    if (status === 404) return null;
    const body = await readBody(answer, maxAnswer);
    if (status !== 200) throw this.#problemOf({ status, headers, body }, token);
    return { status, headers, url, body, limits, token };
  }

  /** An answer of 200, as it comes; null: there is none. The rest as `get`. */
  async open(
    path: string,
    headers: Readonly<Record<string, string>>,
    context: Context,
  ): Promise<DownloadAnswer | null> {
    const { answer, token } = await this.#ask(path, headers, context);
    if (answer.status === 200) return answer;
    using _left = answer;
    if (answer.status === 404) return null;
    const { status, headers: said } = answer;
    throw this.#problemOf({ status, headers: said, body: await readBody(answer) }, token);
  }

  async #ask(
    path: string,
    headers: Readonly<Record<string, string>>,
    { accountId, account, signal }: Context,
  ): Promise<Told> {
    const token = await this.#deps.credentialFor(accountId, 'github');
    const authorization = token && `Bearer ${token.secret}`;
    const url = this.#at(path);
    const sent = { ...apiHeaders, ...headers };
    const answer = await this.#deps.download({
      url,
      headers: sent,
      authorization,
      signal,
      account,
    });
    // What another host says, to which GitHub leads, is nothing of the token.
    if (answer.url.origin !== url.origin) return { answer, token, limits: null };
    const limits = limitsIn(answer.headers, 'x-ratelimit', resetOf(answer.headers));
    try {
      if (answer.status === 401) await token?.note({ accepted: false, limits: null });
      else if (answer.status === 200 || limits) await token?.note({ accepted: true, limits });
    } catch (error) {
      answer[Symbol.dispose]();
      throw error;
    }
    return { answer, token, limits };
  }

  #at(path: string): URL {
    return new URL(path, this.#url);
  }

  #problemOf(answer: Parameters<typeof gitHubProblem>[0], token: Credential | null): Problem {
    return gitHubProblem(answer, token !== null, this.#deps.clock());
  }
}
