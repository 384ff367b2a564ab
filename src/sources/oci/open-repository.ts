import type { DockerHubAddresses } from '../../outgoing/services.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Context } from '../requester.ts';
import type { Reference } from './reference.ts';
import { registryOf } from './registry.ts';
import { RepositorySession } from './session.ts';

export interface OciDeps extends ServiceDeps {
  readonly dockerHub: DockerHubAddresses;
  /** Whether a registry at a loopback address is asked without TLS, for tests. */
  readonly plainLoopback: boolean;
}

/** Nothing is asked yet. Throws `source-not-found` for what is no registry's name. */
export function openRepository(
  deps: OciDeps,
  { registry: name, repository }: Pick<Reference, 'registry' | 'repository'>,
  context: Context,
): RepositorySession {
  const registry = registryOf(name, deps.dockerHub, deps.plainLoopback);
  return new RepositorySession(deps, registry, repository, context);
}
