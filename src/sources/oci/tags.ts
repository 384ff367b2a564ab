import { z } from 'zod';
import { lineOf, listOf } from '../../outgoing/answer-fields.ts';
import { agent } from '../deps.ts';
import { limitsIn } from '../limits.ts';
import type { Listing } from '../listing.ts';
import { notFound } from '../problems.ts';
import { hasNextPage, maxRegistryAnswer, parseAnswer, readBody } from '../service.ts';
import type { RepositorySession } from './session.ts';

/** Tags that are asked for at once; a registry may give fewer, or more. */
const perPage = 100;
const maxTags = 1000;

const tagsAnswer = z.object({ tags: listOf(lineOf(128), maxTags).nullable() });

/**
 * The tags of a repository, in the registry's order (OCI distribution specification 1.1, “Listing
 * Tags”). Throws `source-not-found`, and as a session does.
 */
export async function listTags(session: RepositorySession): Promise<Listing<string>> {
  const accept = 'application/json';
  using answer = await session.get(`tags/list?n=${perPage}`, { ...agent, accept });
  const { registry, repository } = session;
  if (answer.status !== 200) throw notFound(`${registry.name} does not have ${repository}.`);
  const body = await readBody(answer, maxRegistryAnswer);
  const { tags } = parseAnswer(registry.name, { status: answer.status, body }, tagsAnswer);
  return {
    choices: tags ?? [],
    hasMore: hasNextPage(answer),
    credential: session.shown?.owner ?? null,
    limits: limitsIn(answer.headers, 'ratelimit', null),
  };
}
