import type { ExternalService } from './entity.ts';

/** What the secret of a service looks like, and how that is said. */
interface Form {
  readonly pattern: RegExp;
  readonly words: string;
}

/** GitHub announces up to 255 characters; 40 hexadecimal digits are of before 2021. */
const gitHubToken =
  /^(gh[pous]_[A-Za-z0-9_]{36,251}|github_pat_[A-Za-z0-9_]{36,244}|[0-9a-f]{40})$/;

/** A Docker ID, or an organization's name; an access token of either, or one of before 2020. */
const dockerHubPair =
  /^[a-z0-9][a-z0-9_-]{1,254}:(dckr_[po]at_[A-Za-z0-9_-]{20,251}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const forms: Readonly<Record<ExternalService, Form>> = {
  github: {
    pattern: gitHubToken,
    words: 'must be a token of GitHub, as ghp_… or github_pat_…',
  },
  'docker-hub': {
    pattern: dockerHubPair,
    words: 'must be USERNAME:TOKEN, the token an access token of Docker Hub, as dckr_pat_…',
  },
};

/** What is wrong with the form of a secret, without repeating it; null: nothing. */
export function formFault(service: ExternalService, secret: string): string | null {
  const { pattern, words } = forms[service];
  return pattern.test(secret) ? null : words;
}
