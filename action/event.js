// What GitHub keeps from a run that somebody else has caused.

import { readFile } from 'node:fs/promises';

/** Why a run has neither secrets nor an identity, in a sentence; empty where nothing says so. */
export async function reasonWithoutPermissions() {
  const { GITHUB_ACTOR: actor, GITHUB_EVENT_NAME: name } = process.env;
  const given = 'gives it neither secrets nor an identity';
  if (actor === 'dependabot[bot]') {
    return ` The run is Dependabot's: GitHub ${given}, but for secrets that are stored for Dependabot.`;
  }
  const pullRequest = name === 'pull_request' ? (await readEvent())?.pull_request : null;
  const isForeign = pullRequest && pullRequest.head?.repo?.id !== pullRequest.base?.repo?.id;
  return isForeign ? ` The pull request comes from a fork: GitHub ${given}.` : '';
}

/** Whether only those who may read the repository see the job's page; not where nothing says so. */
export async function isRepositoryPrivate() {
  return (await readEvent())?.repository?.private === true;
}

/** The event that caused the run; null where it cannot be read, of which nothing depends. */
async function readEvent() {
  try {
    return JSON.parse(await readFile(process.env.GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return null;
  }
}
