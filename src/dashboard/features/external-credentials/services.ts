import type { CheckedService, ExternalService } from '../../api/external-credentials.ts';

/** A service that the server fetches from. */
export interface Service {
  readonly id: ExternalService;
  /** As what it can be asked by itself; null: what it says is known after a download only. */
  readonly checkedAs: CheckedService | null;
  readonly name: string;
  /** What the field for its secret is called. */
  readonly field: string;
  readonly placeholder: string;
  /** What the secret should be allowed, at least and at most. */
  readonly advice: string;
  /** How to create one, step by step. */
  readonly steps: readonly string[];
  /** Where it is made, and where it is revoked; null: that differs. */
  readonly page: string | null;
  /** What its limit counts. */
  readonly counted: string;
  /** Whether it is a registry whose tokens may be issued at another host. */
  readonly isRegistry?: boolean;
}

export const services: readonly Service[] = [
  {
    id: 'github',
    checkedAs: 'github',
    name: 'GitHub',
    field: 'Token',
    placeholder: 'github_pat_…',
    advice: 'A fine-grained token that can read what is fetched is enough.',
    page: 'https://github.com/settings/personal-access-tokens',
    steps: [
      'At GitHub open Settings, Developer settings, Personal access tokens, Fine-grained tokens, and generate a new one.',
      'Give it an expiry, 90 days for instance, and note when to replace it here.',
      'For public repositories choose “Public repositories”, which can only be read; for private ones choose exactly those.',
      'For a private repository grant “Contents: Read-only” and nothing else.',
      'Save it here. Once you no longer need it, remove it here and revoke it at GitHub: removing it here does not invalidate it.',
    ],
    counted: 'requests',
  },
  {
    id: 'docker-hub',
    checkedAs: 'docker-hub',
    name: 'Docker Hub',
    field: 'User name and access token',
    placeholder: 'octo:dckr_pat_…',
    advice:
      'As USERNAME:TOKEN. The token needs no more than “Public repo read-only” or “Read-only”.',
    page: 'https://app.docker.com/settings/personal-access-tokens',
    steps: [
      'At Docker open Account settings, Personal access tokens, and generate a new one.',
      'Give it an expiry date, and note when to replace it here.',
      'As its access choose “Public repo read-only”, or “Read-only” for private repositories.',
      'Save it here as USERNAME:TOKEN.',
      'Once you no longer need it, remove it here and delete it at Docker: removing it here does not invalidate it.',
    ],
    counted: 'pulls',
  },
];

/** Container registry that is not Docker Hub. */
export function registryService(host: ExternalService): Service {
  return {
    ...{ id: host, name: host, checkedAs: null, page: null, counted: 'pulls' },
    isRegistry: true,
    field: 'User name and access token',
    placeholder: 'robot$pull:token',
    advice: 'As USERNAME:TOKEN. A token that can only read is enough.',
    steps: [
      'At the registry make a token, or a robot account, that may only pull the repositories in question.',
      'Give it an expiry date, and note when to replace it here.',
      'Save it here as USERNAME:TOKEN. It is sent only to this host and port, and to the token service if you name one.',
      'Once you no longer need it, remove it here and revoke it at the registry: removing it here does not invalidate it.',
    ],
  };
}
