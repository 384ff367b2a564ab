import type { ExternalService } from '../../api/external-credentials.ts';

/** A service that the server fetches from. */
export interface Service {
  readonly id: ExternalService;
  readonly name: string;
  /** What the field for its secret is called. */
  readonly field: string;
  readonly placeholder: string;
  /** What the secret should be allowed, at least and at most. */
  readonly advice: string;
  /** What its limit counts. */
  readonly counted: string;
}

export const services: readonly Service[] = [
  {
    id: 'github',
    name: 'GitHub',
    field: 'Token',
    placeholder: 'github_pat_…',
    advice: 'A fine-grained one that may read what is to be fetched is enough.',
    counted: 'requests',
  },
  {
    id: 'docker-hub',
    name: 'Docker Hub',
    field: 'User name and access token',
    placeholder: 'octo:dckr_pat_…',
    advice:
      'As USERNAME:TOKEN. The token needs no more than “Public repo read-only” or “Read-only”.',
    counted: 'pulls',
  },
];
