import { type ExternalService, isNamed, type NamedService } from './entity.ts';

/** What the secret of a service looks like, and how that is said. */
interface Form {
  readonly pattern: RegExp;
  readonly words: string;
}

/**
 * A token that begins with its kind: at least 36 characters, and no end to them that GitHub has
 * announced; an installation's (`ghs_`) may hold a JWT. 40 hexadecimal digits are of before 2021.
 */
const gitHubToken =
  /^(gh[pour]_[A-Za-z0-9_]{36,}|ghs_[A-Za-z0-9_.-]{36,}|github_pat_[A-Za-z0-9_]{36,}|[0-9a-f]{40})$/;

/**
 * Whom `docker login` knows: a Docker ID or an organization of whatever age, or an e-mail address.
 * Behind the first colon anything visible: an access token, or a password.
 */
const dockerHubPair = /^[A-Za-z0-9][A-Za-z0-9._+@-]{0,253}:[^\p{C}\p{Z}]+$/u;

/** A user's or a robot's name, as `robot$ci`, a colon, and its token. */
const registryForm: Form = {
  pattern: /^[^\p{C}\p{Z}:]{1,255}:[^\p{C}\p{Z}]+$/u,
  words: 'must be USERNAME:TOKEN: one user name, a colon, and its token without blanks',
};

const forms: Readonly<Record<NamedService, Form>> = {
  github: {
    pattern: gitHubToken,
    words: 'must be a token of GitHub, as ghp_… or github_pat_…',
  },
  'docker-hub': {
    pattern: dockerHubPair,
    words:
      'must be USERNAME:TOKEN: one user name of Docker Hub, a colon, and its token without blanks',
  },
};

/** What is wrong with the form of a secret, without repeating it; null: nothing. */
export function formatFault(service: ExternalService, secret: string): string | null {
  const { pattern, words } = isNamed(service) ? forms[service] : registryForm;
  return pattern.test(secret) ? null : words;
}
