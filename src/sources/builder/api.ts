import { z } from 'zod';
import type { DownloadAnswer } from '../../outgoing/download.ts';
import { agent, fileHeaders, type ServiceDeps } from '../deps.ts';
import { unexpected } from '../problems.ts';
import type { Context } from '../requester.ts';
import { ask, parseAnswer, type ServiceAnswer } from '../service.ts';
import { type Build, buildAnswer, jobAnswer } from './answers.ts';

/** KiB that what a job has made may have: a build takes some 200 octets. */
const maxJob = 1024;

/** In whose share the builder is asked, and until when; nobody’s: it is the administrator who names it. */
export type Asked = Pick<Context, 'signal'> & Partial<Pick<Context, 'account'>>;

/** A binary that a job has made, and the newest build that has made it. */
export interface Output {
  readonly uuid: string;
  readonly binary: { readonly sha256: string; readonly size: number };
}

/** A builder-web's HTTP API. */
export class BuilderApi {
  readonly #deps: Pick<ServiceDeps, 'download'>;
  readonly #url: URL;

  constructor(deps: Pick<ServiceDeps, 'download'>, url: URL) {
    this.#deps = deps;
    this.#url = url;
  }

  at(path: string): URL {
    return new URL(path, this.#url);
  }

  /** An answer in JSON, or a refusal; `max`: KiB that it may have. Throws `TooLong`. */
  async ask(url: URL, { signal, account }: Asked, max?: number): Promise<ServiceAnswer> {
    // Anything beside it, as a quality, and the answer is a page.
    const headers = { ...agent, accept: 'application/json' };
    return await ask(this.#deps.download, { ...this.#way(url), headers, signal, account }, max);
  }

  /** null: there is none. */
  async build(path: string, platform: string | undefined, asked: Asked): Promise<Build | null> {
    const url = this.at(path);
    if (platform !== undefined) url.searchParams.set('platform', platform);
    const answer = await this.ask(url, asked);
    return answer.status === 404 ? null : parseBuild(answer);
  }

  /**
   * What a job has made, the newest first, for any platform; null: there is no such job. Throws `TooLong`
   * for more builds than one a day for ten years.
   */
  async outputs(job: string, asked: Asked): Promise<Output[] | null> {
    const answer = await this.ask(this.at(`/job/${job}`), asked, maxJob);
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw unexpected('The builder', answer.status);
    const { builds } = parseAnswer('The builder', answer, jobAnswer);
    return builds.flatMap(({ uuid, main_binary: binary }) => {
      return binary && isUuid(uuid) ? [{ uuid: uuid.toLowerCase(), binary }] : [];
    });
  }

  async open(url: URL, { signal, account }: Asked): Promise<DownloadAnswer> {
    const way = this.#way(url);
    return await this.#deps.download({ ...way, headers: fileHeaders, signal, account });
  }

  /** It says the length of a file twice where nothing stands before it, and may be anywhere. */
  #way(url: URL) {
    return { url, trustedOrigin: this.#url.origin, lenient: true };
  }
}

const isUuid = (text: string) => z.uuid().safeParse(text).success;

/** Throws `source-nonsense`. */
export function parseBuild(answer: ServiceAnswer): Build {
  if (answer.status !== 200) throw unexpected('The builder', answer.status);
  const build = parseAnswer('The builder', answer, buildAnswer);
  return { ...build, uuid: build.uuid.toLowerCase() };
}
