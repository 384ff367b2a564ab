import { BuilderApi } from './builder/api.ts';
import { type BuildChoice, listBuilds } from './builder/builds.ts';
import { type JobChoice, listJobs } from './builder/jobs.ts';
import { GitHubApi } from './github/api.ts';
import { listReleases, type ReleaseChoice } from './github/releases.ts';
import { type KindsDeps, servicesOf } from './kinds.ts';
import type { Listing } from './listing.ts';
import { openRepository } from './oci/open-repository.ts';
import { parseReference } from './oci/reference.ts';
import { listTags } from './oci/tags.ts';
import { noBuilder, notFound } from './problems.ts';
import type { Context } from './requester.ts';

/** What sources have to choose from. Every method rejects with the problems of sources. */
export class Catalog {
  readonly #deps: KindsDeps;
  readonly #gitHub: GitHubApi;

  constructor(deps: KindsDeps) {
    this.#deps = deps;
    this.#gitHub = new GitHubApi(deps, servicesOf(deps).gitHub);
  }

  async releases(repository: string, context: Context): Promise<Listing<ReleaseChoice>> {
    return await listReleases(this.#gitHub, { repository }, context);
  }

  /** Of the repository of a reference, whatever tag that has. */
  async tags(reference: string, context: Context): Promise<Listing<string>> {
    const parsed = parseReference(reference);
    if (!parsed) throw notFound(`${reference} is not a valid reference.`);
    const deps = { ...this.#deps, ...servicesOf(this.#deps) };
    return await listTags(openRepository(deps, parsed, context));
  }

  async jobs(context: Context): Promise<Listing<JobChoice>> {
    return await listJobs(this.#builder(), context);
  }

  async builds(job: string, context: Context): Promise<Listing<BuildChoice>> {
    return await listBuilds(this.#builder(), job, context);
  }

  #builder(): BuilderApi {
    const { builder } = this.#deps;
    if (!builder) throw noBuilder();
    return new BuilderApi(this.#deps, builder);
  }
}
